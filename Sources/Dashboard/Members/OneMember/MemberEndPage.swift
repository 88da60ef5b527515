internal import Catalog

/// Says what ends with somebody's membership and what stays, and asks.
struct MemberEndPage: Page {
    static let template = Template.memberEnd
    var title: String { heading }

    /// The form's field that names the organization.
    static let field = "leave"

    let heading: String
    let effect: String
    let ends: [String]
    let field = Self.field
    let slug: String
    let action: String
    let url: String
    let cancelURL: String
    /// Why it cannot be done.
    let hindrance: String?
    let isPossible: Bool

    /// - Parameters:
    ///   - tokens: the names of the person's admin tokens that work.
    ///   - invitations: how many of theirs are open.
    init(_ member: Membership, tokens: [String], invitations: Int, isLastAdmin: Bool, isYou: Bool) {
        let organization = member.organization
        slug = organization.slug
        heading = isYou ? "Leave \(organization.name)?" : "Remove \(member.user.email)?"
        effect =
            isYou
            ? "From then on you see nothing of \(organization.name). To come back, an admin has to invite you again."
            : "From their next click on they see nothing of \(organization.name). To come back, they have to be invited again."
        ends = Self.ends(member, tokens, invitations, isYou: isYou)
        action = isYou ? "Leave" : "Remove"
        url = (isYou ? SitePath.leave(slug) : .removeMember(slug, member.user.id)).address
        cancelURL = (isYou ? SitePath.organization(slug) : .member(slug, member.user.id)).address
        hindrance =
            isLastAdmin ? MemberPage.onlyAdmin(of: organization, isYou: isYou) : nil
        isPossible = !isLastAdmin
    }

    private static func ends(_ member: Membership, _ tokens: [String], _ invitations: Int, isYou: Bool) -> [String] {
        let (they, their) = isYou ? ("you", "your") : ("they", "their")
        var ends: [String] = []
        if !tokens.isEmpty {
            let names = tokens.count > 5 ? tokens.prefix(4) + ["\(tokens.count - 4) more"] : tokens[...]
            ends.append(
                "\(counted(tokens.count, "admin token")) of \(isYou ? "yours" : "theirs") \(tokens.count == 1 ? "is" : "are") revoked, for good: \(Array(names).inWords)."
            )
        }
        if invitations > 0 {
            ends.append(
                "\(counted(invitations, "open invitation")) that \(they) made \(invitations == 1 ? "ends" : "end"): who is still wanted has to be invited anew."
            )
        }
        if member.role == .admin {
            ends.append(
                "API keys go on working, those that \(they) made or copied too: revoke or rotate what \(they) should not have any more."
            )
        }
        ends.append("Prompts, settings and entries of the audit log stay, under \(their) address.")
        ends.append(
            "\(isYou ? "Your" : "Their") account and other organizations of \(isYou ? "yours" : "theirs") are not touched.")
        return ends
    }
}
