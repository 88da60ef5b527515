package import APIKeys
package import Catalog

package struct KeyRepository: KeyStore {
    let database: any Database
    let log: AuditLog

    private var secret: ServerSecret { log.secret }

    // MARK: Changing

    package func insert(_ key: NewKey) async throws {
        try await database.write { try insert(key, in: $0) }
    }

    private func insert(_ new: NewKey, in session: any SQLSession) throws {
        let (key, grant) = (new.key, new.key.grant)
        let sealed = SealedGrant(grant, for: new.secret, under: secret)
        let revision = try log.append(
            new.audit, organization: grant.organization, subject: .key(key.id),
            detail: Self.marks(key, origin: true, story: true), record: RecordMark(of: sealed.seal), in: session)
        let inserted = try session.execute(
            """
            INSERT INTO api_keys (id, organization_id, digest, seal, scopes, brand_access, brands, expires_at, addresses,
                traits, limit_per_minute, limit_burst, predecessor_id, revision, name, created_at, created_by)
            VALUES (\(key.id.description), \(grant.organization), \(sealed.digest.bytes), \(sealed.seal.bytes),
                \(GrantColumns.scopes(grant)), \(GrantColumns.access(grant)), \(GrantColumns.brands(grant)),
                \(grant.expiresAt?.milliseconds), \(try GrantColumns.addresses(grant)), \(Int(grant.traits.rawValue)),
                \(grant.limit?.perMinute), \(grant.limit?.burst), \(key.predecessor?.description), \(revision), \(key.name),
                \(key.createdAt.milliseconds), \(key.createdBy))
            ON CONFLICT (id) DO NOTHING
            """)
        guard inserted == 1 else { throw CatalogError.taken(key.id) }
        try session.execute(
            "INSERT INTO key_activity (key_id, organization_id) VALUES (\(key.id.description), \(grant.organization))")
        if let approval = new.approval {
            try ApprovalRepository.insert(approval, in: grant.organization, at: new.audit.at, secret, session)
        }
    }

    package func change(
        _ id: KeyID, in organization: Int, _ decide: @escaping @Sendable (APIKey) throws -> KeyChange?
    ) async throws -> APIKey? {
        try await database.write { session in
            guard let (current, sealed) = try fetch(id, in: organization, session) else { return nil }
            guard let change = try decide(current) else { return current }
            // A forged record stays refused whatever is done to it; ending it must not give it a good seal.
            let seal = current.isIntact ? sealed.replacing(change.key.grant, under: secret).seal : sealed.seal
            let changesRecord = change.audit.action.changesRecord
            let revision = try log.append(
                change.audit, organization: organization, subject: .key(id),
                // One that was not to change is not marked anew: an edit of the table does not become right by what comes after it.
                detail: Self.marks(change.key, story: changesRecord && change.key.storyMark != current.storyMark),
                record: changesRecord ? current.isIntact ? RecordMark(of: seal) : .broken : nil, in: session)
            if changesRecord {
                try update(change.key, seal: seal, revision: revision, in: session)
            }
            if let successor = change.successor {
                try insert(successor, in: session)
                if change.isBounded { try RotationLine.checkRoom(for: successor.key, session) }
            }
            if let approval = change.approval {
                try ApprovalRepository.insert(approval, in: organization, at: change.audit.at, secret, session)
            }
            if let approval = change.decides {
                try ApprovalRepository.decide(approval, at: change.audit.at, session)
            } else if let end = change.key.grant.end, end != current.grant.end {
                try ApprovalRepository.close(allFor: id, at: change.audit.at, session)
            }
            return try fetch(id, in: organization, session)?.key
        }
    }

    private static func marks(_ key: APIKey, origin: Bool = false, story: Bool) -> [String: String] {
        var marks: [String: String] = [:]
        if origin { marks[RecordMark.Field.origin.rawValue] = key.originMark.text }
        if story { marks[RecordMark.Field.story.rawValue] = key.storyMark.text }
        return marks
    }

    private func update(_ key: APIKey, seal: AuthenticationCode, revision: Int, in session: any SQLSession) throws {
        let grant = key.grant
        let rotation = GrantColumns.rotation(grant)
        try session.execute(
            """
            UPDATE api_keys SET name = \(key.name), scopes = \(GrantColumns.scopes(grant)),
                brand_access = \(GrantColumns.access(grant)), brands = \(GrantColumns.brands(grant)),
                expires_at = \(grant.expiresAt?.milliseconds), addresses = \(try GrantColumns.addresses(grant)),
                traits = \(Int(grant.traits.rawValue)), limit_per_minute = \(grant.limit?.perMinute),
                limit_burst = \(grant.limit?.burst), end_cause = \(grant.end?.cause.rawValue),
                ended_at = \(grant.end?.at.milliseconds), rotated_at = \(rotation?.since.milliseconds),
                successor_id = COALESCE(\(rotation?.successor.description), successor_id),
                rotation_open = \(rotation.map { !$0.isOver } ?? false),
                quiet_seconds = \(key.quietFor?.components.seconds), seal = \(seal.bytes), revision = \(revision)
            WHERE id = \(key.id.description)
            """)
    }

    /// Inside the transaction that makes the brand. The brand joins the list of the key that made it, and those of the keys that it
    /// replaces or that replace it while they work: whoever moves from one to the other loses nothing. A key for all brands needs
    /// nothing.
    func add(
        brand: Int, named name: String, toListOf id: KeyID, in organization: Int, by audit: AuditDraft,
        _ session: any SQLSession
    ) throws {
        guard let creator = try fetch(id, in: organization, session) else { return }
        guard creator.key.isIntact else { throw StoreError.sealBroken("API key \(id)") }
        for (current, sealed) in [creator] + (try line(of: creator.key, at: audit.at, session)) {
            guard case .specific(let list) = current.grant.brands else { continue }
            var key = current
            key.grant.brands = .specific(list.adding(brand))
            let entry = AuditDraft(
                at: audit.at, actor: audit.actor, action: .keyBrandAdded, detail: ["name": key.name, "brand": name])
            let seal = sealed.replacing(key.grant, under: secret).seal
            let revision = try log.append(
                entry, organization: organization, subject: .key(key.id), record: RecordMark(of: seal), in: session)
            try update(key, seal: seal, revision: revision, in: session)
        }
    }

    /// The other working keys of a line of successors. Only what an older key says of its successor is under a seal, so both ways
    /// follow that: whoever writes the database can put no key into the line of another. Nobody works beside its successor for
    /// longer than the longest overlap, so the line is followed no further back.
    private func line(
        of key: APIKey, at now: Timestamp, _ session: any SQLSession
    ) throws -> [(key: APIKey, sealed: SealedGrant)] {
        var found: [(key: APIKey, sealed: SealedGrant)] = []
        var youngest = key
        while let successor = youngest.successor, let next = try fetch(successor, in: key.organization, session),
            next.key.isIntact
        {
            found.append(next)
            youngest = next.key
        }
        var oldest = key
        while let id = oldest.predecessor, now < oldest.createdAt + RotationRequest.longestOverlap,
            let next = try fetch(id, in: key.organization, session), next.key.isIntact, next.key.successor == oldest.id
        {
            found.append(next)
            oldest = next.key
        }
        return found.filter { $0.key.state(at: now).isLive }
    }

    package func keepNotice(_ key: APIKey, days: Int, audit: AuditDraft) async throws -> Bool {
        try await database.write { session in
            let kept = try session.execute(
                """
                INSERT INTO key_notices (key_id, expires_at, days)
                VALUES (\(key.id.description), \(key.grant.expiresAt?.milliseconds ?? 0), \(days)) ON CONFLICT DO NOTHING
                """)
            guard kept == 1 else { return false }
            try log.append(audit, organization: key.organization, subject: .key(key.id), in: session)
            return true
        }
    }

    // MARK: Reading

    package func find(_ id: KeyID, in organization: Int) async throws -> APIKey? {
        try await database.read { try fetch(id, in: organization, $0)?.key }
    }

    package func recognise(_ token: TokenTrace) async throws -> APIKey? {
        let found = try await database.read { session in
            try session.first("SELECT \(KeyRow.columns) FROM \(KeyRow.tables) WHERE k.id = \(token.id.description)") { row in
                KeyRow.decode(row, under: secret).map { ($0, GrantColumns.decode(row)?.digest) }
            } ?? nil
        }
        guard let (key, digest) = found, key.isIntact else { return nil }
        let isIts = digest == (key.grant.traits.contains(.suppliedSecret) ? token.supplied : token.generated)
        return isIts ? key : nil
    }

    private func fetch(
        _ id: KeyID, in organization: Int, _ session: any SQLSession
    ) throws -> (key: APIKey, sealed: SealedGrant)? {
        try session.first(
            """
            SELECT \(KeyRow.columns) FROM \(KeyRow.tables)
            WHERE k.id = \(id.description) AND k.organization_id = \(organization)
            """
        ) { row in
            guard let key = KeyRow.decode(row, under: secret), let sealed = GrantColumns.decode(row) else { return nil }
            return (key, sealed)
        } ?? nil
    }

    package func isTaken(_ id: KeyID) async throws -> Bool {
        try await database.read { try $0.int("SELECT COUNT(*) FROM api_keys WHERE id = \(id.description)") == 1 }
    }

    package func list(_ query: KeyQuery, of organization: Int, at now: Timestamp) async throws -> KeyPage {
        let condition = KeyRow.condition(query, organization: organization, at: now)
        let ordered = KeyRow.orderedCondition(query, organization: organization, at: now)
        return try await database.read { session in
            var page = try keys(
                "WHERE \(ordered) ORDER BY \(KeyRow.order(query)) LIMIT \(query.limit) OFFSET \(query.offset)", in: session)
            if query.sort == .lastUsed, page.count < query.limit {
                // They come after all others, as those that were never used do.
                let skipped = max(0, query.offset - (try Self.count(ordered, in: session)))
                page += try keys(
                    """
                    WHERE \(condition) AND \(KeyRow.withoutActivity)
                    ORDER BY k.id LIMIT \(query.limit - page.count) OFFSET \(skipped)
                    """, in: session)
            }
            return KeyPage(keys: page, total: try Self.count(condition, in: session))
        }
    }

    private static func count(_ condition: SQL, in session: any SQLSession) throws -> Int {
        try session.int(
            "SELECT COUNT(*) FROM (SELECT 1 FROM \(KeyRow.tables) WHERE \(condition) LIMIT \(KeyPage.most + 1)) AS some") ?? 0
    }

    package func countReaching(brand: Int, in organization: Int, at now: Timestamp) async throws -> Int {
        try await database.read { session in
            try session.int(
                """
                SELECT COUNT(*) FROM api_keys k WHERE k.organization_id = \(organization) AND \(KeyRow.isLive(at: now))
                    AND (k.brand_access = 'all'
                        OR REPLACE(REPLACE(k.brands, '[', ','), ']', ',') LIKE \("%,\(brand),%"))
                """) ?? 0
        }
    }

    package func overlapsDue(at now: Timestamp, limit: Int) async throws -> [APIKey] {
        let moment = now.milliseconds
        return try await database.read { session in
            try keys(
                """
                WHERE k.rotation_open = 1 AND (k.ended_at <= \(moment) OR (k.quiet_seconds IS NOT NULL
                    AND k.rotated_at + k.quiet_seconds * 1000 <= \(moment)
                    AND (a.last_used_at IS NULL OR a.last_used_at + k.quiet_seconds * 1000 <= \(moment))))
                ORDER BY k.ended_at LIMIT \(limit)
                """, in: session)
        }
    }

    package func due(_ notice: ExpiryNotice, at now: Timestamp, limit: Int) async throws -> [APIKey] {
        try await database.read { session in
            try keys(
                """
                WHERE k.end_cause IS NULL AND k.expires_at IS NOT NULL
                    AND k.expires_at > \((now + notice.nearer).milliseconds)
                    AND k.expires_at <= \((now + notice.reach).milliseconds)
                    AND k.created_at <= k.expires_at - \(notice.reach.components.seconds * 1000)
                    AND NOT EXISTS (SELECT 1 FROM key_notices n
                        WHERE n.key_id = k.id AND n.expires_at = k.expires_at AND n.days = \(notice.days))
                ORDER BY k.expires_at LIMIT \(limit)
                """, in: session)
        }
    }

    package func unused(in organization: Int, since moment: Timestamp, limit: Int) async throws -> [APIKey] {
        try await database.read { session in
            try keys(
                """
                WHERE k.organization_id = \(organization) AND k.created_at <= \(moment.milliseconds)
                    AND (a.last_used_at IS NULL OR a.last_used_at <= \(moment.milliseconds)) AND k.end_cause IS NULL
                ORDER BY k.id LIMIT \(limit)
                """, in: session)
        }
    }

    package func ending(
        in organization: Int, before moment: Timestamp, after now: Timestamp, limit: Int
    ) async throws -> [APIKey] {
        try await database.read { session in
            try keys(
                """
                WHERE k.organization_id = \(organization) AND (k.expires_at IS NULL) = (1 = 0)
                    AND k.expires_at > \(now.milliseconds) AND k.expires_at <= \(moment.milliseconds) AND k.end_cause IS NULL
                ORDER BY k.expires_at LIMIT \(limit)
                """, in: session)
        }
    }

    private func keys(_ rest: SQL, in session: any SQLSession) throws -> [APIKey] {
        try session.all("SELECT \(KeyRow.columns) FROM \(KeyRow.tables) \(rest)") { row in
            KeyRow.decode(row, under: secret)
        }.compactMap { $0 }
    }
}
