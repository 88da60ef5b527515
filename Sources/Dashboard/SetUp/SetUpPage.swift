/// Setting the first password by a one-time link.
struct SetUpPage: Page {
    static let template = Template.setUp
    var title: String { "Choose a password" }

    let action: String
    let email: String
    let passwordError: String?
    let problems: [Problem]
    let hasProblems: Bool

    init(link: String, email: String, problem: String? = nil) {
        action = SitePath.setUp(link: link).address
        self.email = email
        passwordError = problem
        problems = problem.map { [Problem(anchor: "password", message: $0)] } ?? []
        hasProblems = problem != nil
    }
}

/// For a link that was used, has run out or never was.
struct SetUpOverPage: Page {
    static let template = Template.setUpOver
    var title: String { "This link does not work any more" }

    let signInURL = SitePath.signIn.address
}
