internal import APIKeys
internal import Catalog

/// A key's row as people see it: the columns of the grant and the story around it. The story is under no seal and opens nothing: a part of
/// it that cannot be read, or is not there, stops nobody from listing the key or ending it.
enum KeyRow {
    static let columns: SQL = """
        \(GrantColumns.columns), k.name, k.created_at, k.created_by, k.predecessor_id, k.quiet_seconds, a.last_used_at,
            a.last_address, a.last_client
        """
    static let tables: SQL = "api_keys k LEFT JOIN key_activity a ON a.key_id = k.id"

    static func decode(_ row: any SQLRow, under secret: ServerSecret) -> APIKey? {
        guard let sealed = GrantColumns.decode(row) else { return nil }
        let after = GrantColumns.count
        return APIKey(
            grant: sealed.grant, name: (try? row.text(after)) ?? APIKey.unreadable,
            createdAt: row.readableMoment(after + 1) ?? Timestamp(milliseconds: 0),
            createdBy: (try? row.text(after + 2)) ?? APIKey.unreadable,
            predecessor: (try? row.text(after + 3)).flatMap { KeyID($0) },
            heir: (try? row.text(GrantColumns.successor)).flatMap { KeyID($0) }, quietFor: quiet(row, after + 4),
            lastUse: lastUse(row, from: after + 5), isIntact: sealed.isIntact(under: secret), revision: GrantColumns.revision(row)
        )
    }

    /// The columns last_used_at, last_address and last_client.
    static func lastUse(_ row: any SQLRow, from column: Int) -> UsageLedger.Use? {
        row.readableMoment(column).map { moment in
            let address = (try? row.text(column + 1)).flatMap { IPAddress($0) }
            return UsageLedger.Use(
                at: moment, source: UsageLedger.Source(address: address, client: (try? row.text(column + 2)) ?? ""))
        }
    }

    /// What was never given, or is longer than any overlap, waits for the deadline.
    private static func quiet(_ row: any SQLRow, _ column: Int) -> Duration? {
        guard let seconds = try? row.int(column), 0...longestQuiet ~= seconds else { return nil }
        return .seconds(seconds)
    }

    private static let longestQuiet = Int(RotationRequest.longestOverlap.components.seconds)

    /// In a list by last use the index of key_activity leads, in which keys ``withoutActivity`` are not.
    static func orderedCondition(_ query: KeyQuery, organization: Int, at now: Timestamp) -> SQL {
        let condition = condition(query, organization: organization, at: now)
        return query.sort == .lastUsed ? "a.organization_id = \(organization) AND \(condition)" : condition
    }

    /// Somebody took their row away, or gave it to another organization.
    static let withoutActivity: SQL = "(a.key_id IS NULL OR a.organization_id <> k.organization_id)"

    static func condition(_ query: KeyQuery, organization: Int, at now: Timestamp) -> SQL {
        var condition: SQL = "k.organization_id = \(organization)"
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
        let inOverlap: SQL = "k.end_cause = 'rotated' AND k.rotation_open = 1 AND k.ended_at > \(now.milliseconds)"
        return switch state {
        case .revoked: "k.end_cause = 'revoked'"
        case .rotated: "k.end_cause = 'rotated' AND (k.rotation_open = 0 OR k.ended_at <= \(now.milliseconds))"
        case .rotating: "\(inOverlap) AND \(unexpired)"
        case .expired: "(k.end_cause IS NULL OR (\(inOverlap))) AND k.expires_at <= \(now.milliseconds)"
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
