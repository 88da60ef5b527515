internal import Catalog

/// Who belongs to the organization, what each may do, and who has been invited.
struct MembersPage: Page {
    static let template = Template.members
    var title: String { "Members" }

    let notice: String?
    let inviteURL: String
    let rows: [Row]
    let invitations: [InvitationRow]
    let hasInvitations: Bool
    let roles: [RoleLine]

    struct Row: Sendable {
        let email: String
        let isYou: Bool
        let memberURL: String
        let role: String
        let roleNote: String?
        let since: Moment
        let isSetUp: Bool
    }

    struct RoleLine: Sendable {
        let label: String
        let text: String
    }

    /// - Parameter brandNames: by id, archived ones included.
    init(
        _ members: [Membership], invitations: [Invitation], brandNames: [Int: String], you: User, notice: String? = nil,
        slug: String, words: DateWords
    ) {
        self.notice = notice
        inviteURL = SitePath.newInvitation(slug).address
        rows = members.map {
            Row(
                email: $0.user.email, isYou: $0.user.id == you.id, memberURL: SitePath.member(slug, $0.user.id).address,
                role: $0.role.word, roleNote: $0.terms.brandSentence(brandNames), since: words.day($0.since),
                isSetUp: $0.isSetUp)
        }
        self.invitations = invitations.map { InvitationRow($0, brandNames: brandNames, slug: slug, words: words) }
        hasInvitations = !invitations.isEmpty
        roles = Role.allCases.map { RoleLine(label: $0.word, text: $0.explanation) }
    }
}

/// What the list says after something was done.
enum MemberNotice: String {
    case changed, removed, revoked

    /// The address comes from the list, never from the link.
    static func sentence(in query: FormFields, members: [Membership]) -> String? {
        switch MemberNotice(rawValue: query["done"]) {
        case .changed:
            members.first { String($0.user.id) == query["member"] }.map {
                "What \($0.user.email) may do was changed. It holds from their next click on."
            }
        case .removed: "Removed. Whatever they do next here is refused."
        case .revoked: "Revoked. The link of that invitation opens nothing any more."
        case nil: nil
        }
    }

    func address(_ slug: String, member: Int? = nil) -> String {
        SitePath.members(slug).address(["done": rawValue, "member": member.map(String.init) ?? ""])
    }
}
