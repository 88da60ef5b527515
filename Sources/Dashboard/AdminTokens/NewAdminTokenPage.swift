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
    let lives: [Life]
    let isOther: Bool
    let days: String
    let daysError: String?
    let most: Int
    let problems: [Problem]
    let hasProblems: Bool

    struct Life: Sendable {
        let value: String
        let label: String
        /// The last day on which the token would work.
        let day: String
        let isChosen: Bool
    }

    init(
        _ input: AdminTokenInput = AdminTokenInput(), problem: (field: String, message: String)? = nil, owner: User,
        organization: Organization, words: DateWords
    ) {
        createURL = SitePath.adminTokens(organization.slug).address
        cancelURL = SitePath.adminTokens(organization.slug).address
        self.organization = organization.name
        email = owner.email
        name = input.name
        lives = AdminTokenInput.offered.map { days in
            Life(
                value: String(days), label: days == 365 ? "1 year" : "\(days) days",
                day: words.lastDay(before: words.now + .seconds(days * 86_400)).shortWithYear,
                isChosen: input.life == String(days))
        }
        isOther = input.life == AdminTokenInput.other
        days = input.days
        most = AdminTokenService.days.upperBound
        daysError = problem.flatMap { $0.field == "days" ? $0.message : nil }
        // A problem with a field that the form does not have still has to be seen.
        nameError = daysError == nil ? problem?.message : nil
        problems = problem.map { [Problem(anchor: $0.field == "days" ? "life" : "name", message: $0.message)] } ?? []
        hasProblems = !problems.isEmpty
    }
}
