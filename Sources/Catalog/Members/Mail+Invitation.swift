internal import APIKeys

extension Mail {
    static func invitation(_ invitation: Invitation, address: String) -> Mail {
        let organization = invitation.organization.name
        let role = invitation.terms.role
        let end = invitation.expiresAt.iso8601.prefix(16).split(separator: "T").joined(separator: " ")
        return Mail(
            to: invitation.user.email, subject: "Invitation to \(organization) on Latchkey",
            text: """
                \(invitation.invitedBy) invites \(invitation.user.email) to \(organization), as \
                \(role == .admin || role == .editor ? "an" : "a") \(role.rawValue).

                To see what that means and to accept, open this address:

                \(address)

                It works once, for you alone, until \(end) UTC. If you did not expect this mail, do nothing.

                """)
    }
}
