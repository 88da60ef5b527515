internal import Catalog

/// What one member may do, to be changed.
struct MemberPage: Page {
    static let template = Template.member
    var title: String { email }

    /// The form's field that says what was seen.
    static let seen = "seen"

    let email: String
    let seen: String
    let isYou: Bool
    /// Within sentences.
    let who: String
    let saveURL: String
    let membersURL: String
    let removeURL: String
    let removeLabel: String
    /// What hangs on their being an admin.
    let tokens: String?
    /// Why nothing can be changed; there is no form then.
    let hindrance: String?
    let isChangeable: Bool
    let terms: MemberTermsField
    let problems: [Problem]
    let hasProblems: Bool

    init(
        _ member: Membership, _ input: MemberTermsInput, brands: [Brand], problem: (field: String, message: String)? = nil,
        held: (tokens: Int, invitations: Int), isLastAdmin: Bool, isYou: Bool, slug: String
    ) {
        email = member.user.email
        seen = member.terms.mark
        self.isYou = isYou
        who = isYou ? "you" : member.user.email
        saveURL = SitePath.member(slug, member.user.id).address
        membersURL = SitePath.members(slug).address
        removeURL = (isYou ? SitePath.leave(slug) : .removeMember(slug, member.user.id)).address
        removeLabel = isYou ? "Leave…" : "Remove…"
        tokens = isLastAdmin ? nil : Self.held(held.tokens, held.invitations, isYou: isYou)
        hindrance = isLastAdmin ? Self.onlyAdmin(of: member.organization, isYou: isYou) : nil
        isChangeable = !isLastAdmin
        terms = MemberTermsField(input, brands: brands, isYou: isYou, problem: problem)
        problems = problem.map { [Problem(anchor: $0.field == "brands" ? "brands" : "role", message: $0.message)] } ?? []
        hasProblems = !problems.isEmpty
    }

    /// `nil` where nothing ends with the role.
    private static func held(_ tokens: Int, _ invitations: Int, isYou: Bool) -> String? {
        var parts: [String] = []
        if tokens > 0 {
            parts.append(
                "\(counted(tokens, "admin token")) of \(isYou ? "yours" : "theirs") \(tokens == 1 ? "is" : "are") refused")
        }
        if invitations > 0 {
            parts.append(
                "\(counted(invitations, "open invitation")) that \(isYou ? "you" : "they") made \(invitations == 1 ? "ends" : "end")"
            )
        }
        return parts.isEmpty ? nil : "With any role but admin, \(parts.inWords)."
    }

    /// Also what the page of leaving says.
    static func onlyAdmin(of organization: Organization, isYou: Bool) -> String {
        "\(isYou ? "You are" : "They are") the only admin of \(organization.name), and one has to be left. Make somebody else an admin first; then \(isYou ? "you" : "they") can be given another role, or leave."
    }
}
