import Catalog
import Testing

@testable import Dashboard

@Suite("Permissions")
struct PermissionTests {
    /// The table, written out once more, by hand.
    static let rows: [(Permission, Set<Role>)] = [
        (.seeOverview, [.admin, .editor, .viewer, .guest]),
        (.seeBrands, [.admin, .editor, .viewer]),
        (.manageKeys, [.admin]),
        (.decideApprovals, [.admin]),
        (.manageKeyPolicy, [.admin]),
        (.manageAdminTokens, [.admin]),
        (.manageWebhooks, [.admin]),
        (.manageBrands, [.admin]),
        (.changeBrands, [.admin, .editor]),
        (.shareBrands, [.admin, .editor]),
        (.seeJobs, [.admin, .editor, .viewer]),
        (.cancelJobs, [.admin, .editor]),
        (.seeMembers, [.admin]),
        (.manageMembers, [.admin]),
        (.seeAuditLog, [.admin]),
    ]

    @Test("Each role may do what the table says and nothing else", arguments: rows)
    func table(permission: Permission, roles: Set<Role>) {
        for role in Role.allCases { #expect(role.may(permission) == roles.contains(role), "\(role) \(permission)") }
    }

    @Test("The table names every permission")
    func isWhole() { #expect(Set(Self.rows.map(\.0)) == Set(Permission.allCases)) }

    @Test("The menu offers admins every page, others the jobs at most")
    func menu() {
        #expect(
            Section.menu(for: .admin).map(\.label) == [
                "Overview", "API Keys", "Approvals", "Key policy", "Admin tokens", "Webhooks", "Brands", "Jobs", "Members",
                "Audit log",
            ])
        for role in [Role.editor, .viewer] { #expect(Section.menu(for: role).map(\.label) == ["Overview", "Jobs"]) }
        #expect(Section.menu(for: .guest).map(\.label) == ["Overview"])
    }
}
