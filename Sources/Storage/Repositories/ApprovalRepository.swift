package import APIKeys
package import Catalog

package struct ApprovalRepository: ApprovalStore {
    let database: any Database
    let log: AuditLog

    private var secret: ServerSecret { log.secret }

    package func open(of organization: Int) async throws -> [Approval] {
        try await database.read { session in
            try session.all(
                """
                SELECT \(Self.columns) FROM approvals WHERE organization_id = \(organization) AND decided_at IS NULL
                ORDER BY id
                """
            ) { try decode($0) }.compactMap { $0 }
        }
    }

    package func find(_ id: Int, in organization: Int) async throws -> Approval? {
        try await database.read { session in
            try session.first(
                """
                SELECT \(Self.columns) FROM approvals
                WHERE id = \(id) AND organization_id = \(organization) AND decided_at IS NULL
                """
            ) { try decode($0) } ?? nil
        }
    }

    package func open(for key: KeyID, in organization: Int) async throws -> Approval? {
        try await database.read { session in
            try session.first(
                """
                SELECT \(Self.columns) FROM approvals
                WHERE organization_id = \(organization) AND COALESCE(key_id, '') = \(key.description) AND decided_at IS NULL
                """
            ) { try decode($0) } ?? nil
        }
    }

    package func request(_ draft: ApprovalDraft, in organization: Int, audit: AuditDraft) async throws -> Approval {
        let id = try await database.write { session in
            try log.append(audit, organization: organization, subject: .organization(organization), in: session)
            return try Self.insert(draft, in: organization, at: audit.at, secret, session)
        }
        guard let approval = try await find(id, in: organization) else {
            throw StoreError.failed("approval \(id) vanished while it was written")
        }
        return approval
    }

    package func reject(_ approval: Approval, audit: AuditDraft) async throws {
        try await database.write { session in
            let subject = approval.key.map(AuditSubject.key) ?? .organization(approval.organization)
            try log.append(audit, organization: approval.organization, subject: subject, in: session)
            try Self.decide(approval.id, at: audit.at, session)
        }
    }

    // MARK: Within the transaction of a change

    @discardableResult
    static func insert(
        _ draft: ApprovalDraft, in organization: Int, at now: Timestamp, _ secret: ServerSecret, _ session: any SQLSession
    ) throws -> Int {
        try checkRoom(for: draft.actor, in: organization, session)
        let proposal = try StoredProposal(draft.proposal).text()
        let key = StoredProposal.key(of: draft.proposal)?.description
        let seal = Self.seal(organization, key, proposal, draft.actor.identity, under: secret)
        let id = try session.int(
            """
            INSERT INTO approvals (organization_id, key_id, proposal, requester, requested_by, requested_at, seal)
            VALUES (\(organization), \(key), \(proposal), \(draft.actor.identity), \(draft.actor.name), \(now.milliseconds),
                \(seal.bytes))
            ON CONFLICT DO NOTHING RETURNING id
            """)
        guard let id else {
            throw CatalogError.conflict(
                "A change of \(key.map { "key \($0)" } ?? "this policy") waits for approval already. Decide that one first.")
        }
        return id
    }

    /// What one person asks for must not bury what others ask for.
    private static func checkRoom(for actor: Actor, in organization: Int, _ session: any SQLSession) throws {
        let open = try session.int(
            """
            SELECT COUNT(*) FROM approvals
            WHERE organization_id = \(organization) AND requester = \(actor.identity) AND decided_at IS NULL
            """)
        guard open ?? 0 < ApprovalService.mostOpen else {
            throw CatalogError.conflict(
                "\(ApprovalService.mostOpen) requests of yours wait for approval, as many as one person can have. Have some of them decided, or withdraw some."
            )
        }
    }

    /// - Throws: `.conflict` when somebody else decided meanwhile.
    static func decide(_ id: Int, at now: Timestamp, _ session: any SQLSession) throws {
        let decided = try session.execute(
            "UPDATE approvals SET decided_at = \(now.milliseconds) WHERE id = \(id) AND decided_at IS NULL")
        guard decided == 1 else { throw CatalogError.conflict("This was decided already.") }
    }

    static func close(allFor key: KeyID, at now: Timestamp, _ session: any SQLSession) throws {
        try session.execute(
            "UPDATE approvals SET decided_at = \(now.milliseconds) WHERE key_id = \(key.description) AND decided_at IS NULL")
    }

    private static let columns: SQL = "id, organization_id, key_id, proposal, requester, requested_by, requested_at, seal"

    private func decode(_ row: any SQLRow) throws -> Approval? {
        let organization = try row.int(1)
        let (key, text, requester) = (try row.optionalText(2), try row.text(3), try row.text(4))
        guard let proposal = try? StoredProposal(text: text).proposal(key: key.flatMap { KeyID($0) }) else { return nil }
        let seal = try row.withBlob(7) { AuthenticationCode($0) }
        return Approval(
            id: try row.int(0), organization: organization, proposal: proposal, requester: requester,
            requestedBy: try row.text(5), requestedAt: Timestamp(milliseconds: Int64(try row.int(6))),
            isIntact: seal == Self.seal(organization, key, text, requester, under: secret))
    }

    /// Who can write the database, but lacks the server secret, can neither widen what an admin agrees to nor make it somebody
    /// else's wish.
    private static func seal(
        _ organization: Int, _ key: String?, _ proposal: String, _ requester: String, under secret: ServerSecret
    ) -> AuthenticationCode {
        let parts = [String(organization), key ?? "", proposal, requester]
        return secret.code(for: Array(parts.map { "\($0.utf8.count):\($0)" }.joined().utf8), .approval)
    }
}
