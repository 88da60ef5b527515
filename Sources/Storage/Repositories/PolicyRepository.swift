internal import APIKeys
package import Catalog

package struct PolicyRepository: PolicyStore {
    let database: any Database
    let log: AuditLog

    package func policy(of organization: Int) async throws -> OrganizationPolicy {
        try await database.read { session in
            try session.first(
                """
                SELECT longest_life_days, unused_days, on_leak, four_eyes FROM organization_policies
                WHERE organization_id = \(organization)
                """
            ) { row in
                var policy = OrganizationPolicy()
                policy.longestLifeDays = try row.optionalInt(0)
                policy.unusedDays = try row.optionalInt(1)
                policy.onLeak = OrganizationPolicy.LeakResponse(rawValue: try row.text(2)) ?? .revoke
                policy.fourEyes = try row.bool(3)
                return policy
            } ?? OrganizationPolicy()
        }
    }

    package func set(
        _ policy: OrganizationPolicy, of organization: Int, decides approval: Int?, audit: AuditDraft
    ) async throws {
        try await database.write { session in
            try log.append(audit, organization: organization, subject: .organization(organization), in: session)
            if let approval { try ApprovalRepository.decide(approval, at: audit.at, session) }
            try session.execute(
                """
                INSERT INTO organization_policies (organization_id, longest_life_days, unused_days, on_leak, four_eyes)
                VALUES (\(organization), \(policy.longestLifeDays), \(policy.unusedDays), \(policy.onLeak.rawValue),
                    \(policy.fourEyes))
                ON CONFLICT (organization_id) DO UPDATE SET longest_life_days = excluded.longest_life_days,
                    unused_days = excluded.unused_days, on_leak = excluded.on_leak, four_eyes = excluded.four_eyes
                """)
        }
    }

    package func withUnusedRule() async throws -> [(organization: Int, days: Int)] {
        try await database.read { session in
            try session.all(
                "SELECT organization_id, unused_days FROM organization_policies WHERE unused_days IS NOT NULL"
            ) { (organization: try $0.int(0), days: try $0.int(1)) }
        }
    }
}
