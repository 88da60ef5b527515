package import APIKeys

/// Reading, checking and exporting the audit log. Writing is no service: it happens inside each change.
package struct AuditService: Sendable {
    private let audit: any AuditStore
    private let members: any MemberStore
    private let secret: ServerSecret
    private let clock: WallClock

    package init(audit: any AuditStore, members: any MemberStore, secret: ServerSecret, clock: WallClock) {
        self.audit = audit
        self.members = members
        self.secret = secret
        self.clock = clock
    }

    package func list(_ query: AuditQuery, of organization: Organization) async throws -> [AuditEvent] {
        try await audit.list(query, of: organization.id)
    }

    /// Follows the chain from the first entry to the last, and compares the records of keys and admin tokens with it.
    ///
    /// - Parameter heads: signed earlier; each must be in the chain.
    package func verify(against heads: HeadList = HeadList()) async throws -> AuditVerdict {
        try await audit.read(into: AuditInspection(under: secret, heads: heads.heads)).verdict(with: heads.faults)
    }

    /// Where the log says that it ends.
    package func head() async throws -> AuditHead? { try await audit.head() }

    /// Checks signatures of this server; for whoever asks.
    package func publicKey() throws -> AuditPublicKey { try AuditPublicKey(of: secret) }

    /// The head of the log, signed now, if all that was written since `last` follows from it.
    ///
    /// - Parameter last: the head that was signed before; without one only the last entry is looked at. What was signed once is never
    ///   contradicted: a log that was cut or written anew gets no head.
    package func signedHead(after last: SignedHead?) async throws -> Result<SignedHead, BrokenLog> {
        let known = if let last { last.head } else { try await audit.head() }
        let inspection = AuditInspection(
            under: secret, heads: last.map { [$0] } ?? [], from: max(1, known?.sequence ?? 1), comparesRecords: false)
        let done = try await audit.read(into: inspection)
        let verdict = done.verdict()
        guard verdict.isIntact, let head = done.head else { return .failure(BrokenLog(verdict: verdict)) }
        return .success(try SignedHead(head, at: clock.now(), under: secret))
    }

    /// Writes the log as lines of JSON; see ``AuditLine``.
    ///
    /// - Parameters:
    ///   - organization: whose entries, those of its members' sign-ins included; `nil` for the whole log.
    ///   - sink: takes each line with its line feed. Runs on a thread of the database.
    package func export(
        of organization: Organization?, to sink: @escaping @Sendable ([UInt8]) throws -> Void
    ) async throws -> AuditExported {
        var selection: AuditExport.Selection?
        if let organization {
            let people = try await members.members(of: organization.id).map { String($0.user.id) }
            selection = AuditExport.Selection(organization: organization.id, members: Set(people))
        }
        let export = try await audit.read(into: AuditExport(selection, under: secret, to: sink))
        return try export.close(at: clock.now(), under: secret)
    }
}

/// The log is not what it was; nothing was signed.
package struct BrokenLog: Error {
    package let verdict: AuditVerdict
}
