internal import APIKeys
internal import Catalog

/// Policies as they stand in their table. Every organization has a row under a seal; where it is not there, or was written by somebody else,
/// the strictest holds: nobody gets rid of a rule by editing the database.
struct PolicyRows: Sendable {
    let secret: ServerSecret

    private static let columns: SQL = "p.longest_life_days, p.unused_days, p.on_leak, p.four_eyes, p.seal, o.id"
    private static let tables: SQL = "organizations o LEFT JOIN organization_policies p ON p.organization_id = o.id"

    /// One organization and what its row says; `nil` where that is not what this server wrote.
    struct Found {
        let organization: Int
        let policy: OrganizationPolicy?
    }

    /// - Parameter condition: on the organization `o` or the policy `p`.
    func fetch(_ condition: SQL, in session: any SQLSession) throws -> [Found] {
        try session.all("SELECT \(Self.columns) FROM \(Self.tables) WHERE \(condition) ORDER BY o.id") { row in
            let (organization, policy) = (try row.int(5), Self.policy(row))
            let isIntact = (try? row.withBlob(4) { AuthenticationCode($0) }) == seal(policy, of: organization)
            return Found(organization: organization, policy: isIntact ? policy : nil)
        }
    }

    /// - Returns: the seal.
    func write(_ policy: OrganizationPolicy, of organization: Int, in session: any SQLSession) throws -> AuthenticationCode {
        let seal = seal(policy, of: organization)
        try session.execute(
            """
            INSERT INTO organization_policies (organization_id, longest_life_days, unused_days, on_leak, four_eyes, seal)
            VALUES (\(organization), \(policy.longestLifeDays), \(policy.unusedDays), \(policy.onLeak.rawValue),
                \(policy.fourEyes), \(seal.bytes))
            ON CONFLICT (organization_id) DO UPDATE SET longest_life_days = excluded.longest_life_days,
                unused_days = excluded.unused_days, on_leak = excluded.on_leak, four_eyes = excluded.four_eyes,
                seal = excluded.seal
            """)
        return seal
    }

    /// Every row, for the check of the log.
    func records(in session: any SQLSession, _ take: (StoredRecord) -> Void) throws {
        try session.forEach("SELECT \(Self.columns) FROM \(Self.tables) WHERE p.organization_id IS NOT NULL") { row in
            let seal = (try? row.withBlob(4) { Array($0) }) ?? []
            let organization = try row.int(5)
            take(
                StoredRecord(
                    kind: StoredRecord.policy, id: String(organization), revision: nil, seal: seal,
                    isIntact: AuthenticationCode(seal) == self.seal(Self.policy(row), of: organization)))
        }
    }

    /// Seals the policies of organizations of which the log tells no mark yet: those from before there were seals.
    func sealEarlier(at now: Timestamp, _ log: AuditLog, in session: any SQLSession) throws {
        let earlier = try session.all("SELECT \(Self.columns) FROM \(Self.tables) WHERE \(Self.isEarlier)") { row in
            (organization: try row.int(5), policy: (try? row.text(2)) == nil ? OrganizationPolicy() : Self.policy(row))
        }
        for (organization, policy) in earlier {
            let seal = try write(policy, of: organization, in: session)
            let asked = policy.changes(to: policy).map { ($0.field, $0.after) }
            let audit = AuditDraft(
                at: now, actor: .server, action: .policySealed, detail: Dictionary(uniqueKeysWithValues: asked))
            try log.append(
                audit, organization: organization, subject: .organization(organization), record: RecordMark(of: seal),
                in: session)
        }
    }

    func hasEarlier(in session: any SQLSession) throws -> Bool {
        try session.int("SELECT o.id FROM \(Self.tables) WHERE \(Self.isEarlier) LIMIT 1") != nil
    }

    /// Within a text of JSON no quotation mark stands without a backslash, so the pattern meets the field alone.
    private static let isEarlier: SQL = """
        p.seal IS NULL AND NOT EXISTS (
            SELECT 1 FROM audit_events e WHERE e.organization_id = o.id AND e.subject_kind = 'organization'
                AND e.detail LIKE '%"record":"%')
        """

    private func seal(_ policy: OrganizationPolicy, of organization: Int) -> AuthenticationCode {
        let days = [policy.longestLifeDays, policy.unusedDays].map { $0.map(String.init) ?? "" }
        let text = "\(organization):\(days[0]):\(days[1]):\(policy.onLeak.rawValue):\(policy.fourEyes)"
        return secret.code(for: Array(text.utf8), .policy)
    }

    /// What the columns say, whoever wrote them.
    private static func policy(_ row: any SQLRow) -> OrganizationPolicy {
        var policy = OrganizationPolicy()
        policy.longestLifeDays = try? row.int(0)
        policy.unusedDays = try? row.int(1)
        policy.onLeak = (try? row.text(2)).flatMap(OrganizationPolicy.LeakResponse.init) ?? .revoke
        policy.fourEyes = (try? row.int(3)) != 0
        return policy
    }
}
