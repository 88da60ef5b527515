package import APIKeys
package import Catalog

package struct KeyRepository: KeyStore {
    let database: any Database
    let log: AuditLog

    private var secret: ServerSecret { log.secret }

    // MARK: Changing

    package func insert(_ key: APIKey, token: Token, audit: AuditDraft) async throws {
        try await database.write { session in
            let grant = key.grant
            let sealed = SealedGrant(grant, for: token, under: secret)
            let revision = try log.append(audit, organization: grant.organization, subject: .key(key.id), in: session)
            try session.execute(
                """
                INSERT INTO api_keys (id, organization_id, digest, seal, scopes, brand_access, brands, expires_at, addresses,
                    revision, name, created_at, created_by)
                VALUES (\(key.id.description), \(grant.organization), \(sealed.digest.bytes), \(sealed.seal.bytes),
                    \(GrantColumns.scopes(grant)), \(GrantColumns.access(grant)), \(GrantColumns.brands(grant)),
                    \(grant.expiresAt?.milliseconds), \(try GrantColumns.addresses(grant)), \(revision), \(key.name),
                    \(key.createdAt.milliseconds), \(key.createdBy))
                """)
        }
    }

    package func end(_ end: Grant.End, key id: KeyID, in organization: Int, audit: AuditDraft) async throws -> APIKey? {
        try await database.write { session in
            guard let (key, sealed) = try fetch(id, in: organization, session) else { return nil }
            guard key.grant.end == nil || !key.isIntact else { return key }
            let grant = key.grant.ended(end)
            let revision = try log.append(
                audit, organization: organization, subject: .key(id), detail: ["name": key.name], in: session)
            // A forged record stays refused whatever is done to it; ending it must not give it a good seal.
            let seal = key.isIntact ? sealed.replacing(grant, under: secret).seal : sealed.seal
            try session.execute(
                """
                UPDATE api_keys SET end_cause = \(end.cause.rawValue), ended_at = \(end.at.milliseconds),
                    seal = \(seal.bytes), revision = \(revision)
                WHERE id = \(id.description)
                """)
            return try fetch(id, in: organization, session)?.key
        }
    }

    /// Inside the transaction that makes the brand. A key for all brands needs nothing.
    func add(
        brand: Int, named name: String, toListOf id: KeyID, in organization: Int, by audit: AuditDraft,
        _ session: any SQLSession
    ) throws {
        guard let (key, sealed) = try fetch(id, in: organization, session) else { return }
        guard case .specific(let list) = key.grant.brands else { return }
        guard key.isIntact else { throw StoreError.sealBroken("API key \(id)") }
        let grant = key.grant.reaching(.specific(list.adding(brand)))
        let entry = AuditDraft(
            at: audit.at, actor: audit.actor, action: .keyBrandAdded, detail: ["name": key.name, "brand": name])
        let revision = try log.append(entry, organization: organization, subject: .key(id), in: session)
        try session.execute(
            """
            UPDATE api_keys SET brands = \(GrantColumns.brands(grant)),
                seal = \(sealed.replacing(grant, under: secret).seal.bytes), revision = \(revision)
            WHERE id = \(id.description)
            """)
    }

    package func saveUses(_ uses: [KeyID: UsageLedger.Use]) async throws {
        try await database.write { session in
            for (id, use) in uses {
                // Two processes may flush in any order: the later use wins.
                try session.execute(
                    """
                    INSERT INTO key_uses (key_id, last_used_at, last_address)
                    VALUES (\(id.description), \(use.at.milliseconds), \(use.address?.description))
                    ON CONFLICT (key_id) DO UPDATE SET last_used_at = excluded.last_used_at, last_address = excluded.last_address
                    WHERE excluded.last_used_at >= key_uses.last_used_at
                    """)
            }
        }
    }

    // MARK: Reading

    package func find(_ id: KeyID, in organization: Int) async throws -> APIKey? {
        try await database.read { try fetch(id, in: organization, $0)?.key }
    }

    package func countReaching(brand: Int, in organization: Int, at now: Timestamp) async throws -> Int {
        try await database.read { session in
            try session.int(
                """
                SELECT COUNT(*) FROM api_keys WHERE organization_id = \(organization) AND end_cause IS NULL
                    AND (expires_at IS NULL OR expires_at > \(now.milliseconds))
                    AND (brand_access = 'all'
                        OR REPLACE(REPLACE(brands, '[', ','), ']', ',') LIKE \("%,\(brand),%"))
                """) ?? 0
        }
    }

    private func fetch(
        _ id: KeyID, in organization: Int, _ session: any SQLSession
    ) throws -> (key: APIKey, sealed: SealedGrant)? {
        try session.first(
            """
            SELECT \(KeyRow.columns) FROM api_keys k LEFT JOIN key_uses u ON u.key_id = k.id
            WHERE k.id = \(id.description) AND k.organization_id = \(organization)
            """
        ) { row in
            try GrantColumns.decode(row).map { (try KeyRow.decode(row, $0, under: secret), $0) }
        } ?? nil
    }

    package func list(_ query: KeyQuery, of organization: Int, at now: Timestamp) async throws -> KeyPage {
        let condition = KeyRow.condition(query, organization: organization, at: now)
        return try await database.read { session in
            let total = try session.int("SELECT COUNT(*) FROM api_keys k WHERE \(condition)") ?? 0
            let keys = try session.all(
                """
                SELECT \(KeyRow.columns) FROM api_keys k LEFT JOIN key_uses u ON u.key_id = k.id
                WHERE \(condition) ORDER BY \(KeyRow.order(query)) LIMIT \(query.limit) OFFSET \(query.offset)
                """
            ) { row in
                try GrantColumns.decode(row).map { try KeyRow.decode(row, $0, under: secret) }
            }.compactMap { $0 }
            return KeyPage(keys: keys, total: total)
        }
    }
}
