internal import APIKeys
internal import Catalog

/// The form of a new admin token.
struct NewAdminTokenPage: Page {
    static let template = Template.newAdminToken
    var title: String { "New admin token" }

    let createURL: String
    let cancelURL: String
    let organization: String
    let email: String
    let name: String
    let nameError: String?
    let lifeField: LifeField
    let problems: [Problem]
    let hasProblems: Bool

    init(
        _ input: AdminTokenInput = AdminTokenInput(), problem: (field: String, message: String)? = nil, owner: User,
        organization: Organization, words: DateWords
    ) {
        createURL = SitePath.adminTokens(organization.slug).address
        cancelURL = SitePath.adminTokens(organization.slug).address
        self.organization = organization.name
        email = owner.email
        name = input.name
        lifeField = LifeField(
            input.life, offered: AdminTokenInput.offered, most: AdminTokenService.days.upperBound,
            error: problem.flatMap { $0.field == "days" ? $0.message : nil }, words: words)
        // A problem with a field that the form does not have still has to be seen.
        nameError = lifeField.lifeError == nil ? problem?.message : nil
        problems = problem.map { [Problem(anchor: $0.field == "days" ? "life" : "name", message: $0.message)] } ?? []
        hasProblems = !problems.isEmpty
    }
}
