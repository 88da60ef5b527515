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
        (.seeMembers, [.admin]),
        (.seeAuditLog, [.admin]),
    ]

    @Test("Each role may do what the table says and nothing else", arguments: rows)
    func table(permission: Permission, roles: Set<Role>) {
        for role in Role.allCases { #expect(role.may(permission) == roles.contains(role), "\(role) \(permission)") }
    }

    @Test("The table names every permission")
    func isWhole() { #expect(Set(Self.rows.map(\.0)) == Set(Permission.allCases)) }

    @Test("The menu offers admins every page, and others none of them")
    func menu() {
        #expect(
            Section.menu(for: .admin).map(\.label) == [
                "API Keys", "Approvals", "Key policy", "Admin tokens", "Webhooks", "Brands", "Members", "Audit log",
            ])
        for role in [Role.editor, .viewer, .guest] { #expect(Section.menu(for: role).map(\.label) == ["Overview"]) }
    }
}
