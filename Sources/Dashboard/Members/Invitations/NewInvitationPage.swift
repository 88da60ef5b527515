internal import Catalog

/// The form by which somebody is invited.
struct NewInvitationPage: Page {
    static let template = Template.newInvitation
    var title: String { "Invite somebody" }

    let inviteURL: String
    let membersURL: String
    let email: String
    let emailError: String?
    let sendsMail: Bool
    let days: Int
    let terms: MemberTermsField
    let problems: [Problem]
    let hasProblems: Bool

    init(
        email: String, _ input: MemberTermsInput, brands: [Brand], problem: (field: String, message: String)?, sendsMail: Bool,
        slug: String
    ) {
        inviteURL = SitePath.newInvitation(slug).address
        membersURL = SitePath.members(slug).address
        self.email = email
        self.sendsMail = sendsMail
        days = Int(InvitationService.lifetime.components.seconds / 86_400)
        terms = MemberTermsField(input, brands: brands, problem: problem)
        let inTerms = ["role", "brands"].contains(problem?.field)
        // A problem with a field that the form does not have still has to be seen.
        emailError = inTerms ? nil : problem?.message
        problems = problem.map { [Problem(anchor: inTerms ? $0.field : "email", message: $0.message)] } ?? []
        hasProblems = !problems.isEmpty
    }
}
