internal import APIKeys
package import Catalog

package struct PolicyRepository: PolicyStore {
    let database: any Database
    let log: AuditLog

    private var rows: PolicyRows { PolicyRows(secret: log.secret) }

    package func policy(of organization: Int) async throws -> OrganizationPolicy {
        try await database.read { [rows] session in
            try rows.fetch("o.id = \(organization)", in: session).first?.policy ?? .strictest
        }
    }

    package func set(
        _ policy: OrganizationPolicy, of organization: Int, decides approval: Int?, audit: AuditDraft
    ) async throws {
        try await database.write { session in
            let seal = try rows.write(policy, of: organization, in: session)
            try log.append(
                audit, organization: organization, subject: .organization(organization), record: RecordMark(of: seal),
                in: session)
            if let approval { try ApprovalRepository.decide(approval, at: audit.at, session) }
        }
    }

    package func withUnusedRule() async throws -> [(organization: Int, days: Int)] {
        try await database.read { [rows] session in
            try rows.fetch("p.unused_days IS NOT NULL", in: session).compactMap { found in
                found.policy?.unusedDays.map { (organization: found.organization, days: $0) }
            }
        }
    }

    package func broken() async throws -> [Int] {
        try await database.read { [rows] session in
            try rows.fetch("1 = 1", in: session).filter { $0.policy == nil }.map(\.organization)
        }
    }
}
