internal import APIKeys
internal import Catalog

/// A key's row as people see it: the columns of the grant and the story around it.
enum KeyRow {
    static let columns: SQL =
        "\(GrantColumns.columns), k.name, k.created_at, k.created_by, u.last_used_at, u.last_address"

    static func decode(_ row: any SQLRow, _ sealed: SealedGrant, under secret: ServerSecret) throws -> APIKey {
        let after = GrantColumns.count
        let lastUse = try row.optionalInt(after + 3).map { moment in
            UsageLedger.Use(
                at: Timestamp(milliseconds: Int64(moment)), address: try row.optionalText(after + 4).flatMap { IPAddress($0) })
        }
        return APIKey(
            grant: sealed.grant, name: try row.text(after),
            createdAt: Timestamp(milliseconds: Int64(try row.int(after + 1))), createdBy: try row.text(after + 2),
            lastUse: lastUse, isIntact: sealed.isIntact(under: secret))
    }

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
        switch query.state {
        case nil: break
        case .revoked: condition = condition + " AND k.end_cause = 'revoked'"
        case .rotated: condition = condition + " AND k.end_cause = 'rotated'"
        case .expired: condition = condition + " AND k.end_cause IS NULL AND k.expires_at <= \(now.milliseconds)"
        case .active, .tampered:
            // Whether a seal holds only the secret can tell; a forged key is listed where it claims to be.
            condition = condition + " AND k.end_cause IS NULL AND (k.expires_at IS NULL OR k.expires_at > \(now.milliseconds))"
        }
        return condition
    }

    /// Nothing sorts before something in no order: keys never used, or that never expire, come last.
    static func order(_ query: KeyQuery) -> SQL {
        let direction = query.descending ? "DESC" : "ASC"
        return switch query.sort {
        case .name: SQL(trusted: "LOWER(k.name) \(direction), k.id")
        case .created: SQL(trusted: "k.created_at \(direction), k.id \(direction)")
        case .lastUsed: SQL(trusted: "(u.last_used_at IS NULL), u.last_used_at \(direction), k.id")
        case .expires: SQL(trusted: "(k.expires_at IS NULL), k.expires_at \(direction), k.id")
        }
    }
}
