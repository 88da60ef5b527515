internal import APIKeys
internal import Catalog

/// A key's row as people see it: the columns of the grant and the story around it.
enum KeyRow {
    static let columns: SQL = """
        \(GrantColumns.columns), k.name, k.created_at, k.created_by, k.predecessor_id, k.quiet_seconds, a.last_used_at,
            a.last_address, a.last_client
        """
    static let tables: SQL = "api_keys k JOIN key_activity a ON a.key_id = k.id"

    static func decode(_ row: any SQLRow, under secret: ServerSecret) throws -> APIKey? {
        guard let sealed = GrantColumns.decode(row) else { return nil }
        let after = GrantColumns.count
        let lastUse = try row.optionalInt(after + 5).map { moment in
            UsageLedger.Use(
                at: Timestamp(milliseconds: Int64(moment)),
                source: UsageLedger.Source(address: IPAddress(try row.text(after + 6)), client: try row.text(after + 7)))
        }
        return APIKey(
            grant: sealed.grant, name: try row.text(after),
            createdAt: Timestamp(milliseconds: Int64(try row.int(after + 1))), createdBy: try row.text(after + 2),
            predecessor: try row.optionalText(after + 3).flatMap { KeyID($0) },
            quietFor: try row.optionalInt(after + 4).map { .seconds($0) }, lastUse: lastUse,
            isIntact: sealed.isIntact(under: secret), revision: (try? row.int(GrantColumns.revision)) ?? 0)
    }

    static func condition(_ query: KeyQuery, organization: Int, at now: Timestamp) -> SQL {
        // In a list by last use the index of key_activity leads.
        var condition: SQL =
            query.sort == .lastUsed ? "a.organization_id = \(organization)" : "k.organization_id = \(organization)"
        let search = query.search.trimmed
        if !search.isEmpty {
            condition =
                condition + """
                     AND (LOWER(k.name) LIKE \(Like.contains(search.lowercased())) ESCAPE '\\'
                        OR k.id LIKE \(Like.starts(search.hasPrefix("lk_") ? search : "lk_" + search)) ESCAPE '\\')
                    """
        }
        return query.state.map { condition + " AND " + Self.condition($0, at: now) } ?? condition
    }

    /// What ``APIKey/state(at:)`` says, as far as columns tell. Whether a seal holds only the secret can tell; a forged key is
    /// listed where it claims to be.
    static func condition(_ state: APIKey.State, at now: Timestamp) -> SQL {
        let unexpired: SQL = "(k.expires_at IS NULL OR k.expires_at > \(now.milliseconds))"
        return switch state {
        case .revoked: "k.end_cause = 'revoked'"
        case .rotated: "k.end_cause = 'rotated' AND (k.rotation_open = 0 OR k.ended_at <= \(now.milliseconds))"
        case .rotating:
            "k.end_cause = 'rotated' AND k.rotation_open = 1 AND k.ended_at > \(now.milliseconds) AND \(unexpired)"
        case .expired: "k.end_cause IS NULL AND k.expires_at <= \(now.milliseconds)"
        case .pending: "k.end_cause IS NULL AND (k.traits & 2) <> 0 AND k.traits >= 2 AND \(unexpired)"
        case .active, .tampered: "k.end_cause IS NULL AND (k.traits & 2) = 0 AND \(unexpired)"
        }
    }

    /// Requests may be accepted on it.
    static func isLive(at now: Timestamp) -> SQL {
        "((\(condition(.active, at: now))) OR (\(condition(.rotating, at: now))))"
    }

    /// Nothing sorts before something in no order: keys never used, or that never expire, come last.
    static func order(_ query: KeyQuery) -> SQL {
        let direction = query.descending ? "DESC" : "ASC"
        return switch query.sort {
        case .name: SQL(trusted: "LOWER(k.name) \(direction), k.id \(direction)")
        case .created: SQL(trusted: "k.created_at \(direction), k.id \(direction)")
        case .lastUsed:
            SQL(trusted: "(a.last_used_at IS NULL), a.last_used_at \(direction), a.key_id \(direction)")
        case .expires: SQL(trusted: "(k.expires_at IS NULL), k.expires_at \(direction), k.id \(direction)")
        }
    }
}
