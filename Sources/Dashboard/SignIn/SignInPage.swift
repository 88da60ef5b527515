internal import Catalog

/// Signing in.
struct SignInPage: Page {
    static let template = Template.signIn
    var title: String { "Sign in" }

    let action: String
    let email: String
    let next: String
    let notice: String?
    let problem: String?
    let provider: ProviderButton?
    /// What went wrong on the way there and back.
    let providerProblem: String?

    init(
        email: String = "", next: String? = nil, notice: String? = nil, problem: String? = nil,
        provider: ProviderButton? = nil, providerProblem: String? = nil
    ) {
        action = SitePath.signIn.address
        self.email = email
        self.next = next ?? ""
        self.notice = notice
        self.problem = problem
        self.provider = provider
        self.providerProblem = providerProblem
    }

    /// One sentence for an unknown address and a wrong password: neither tells which it was.
    static let wrong = "That e-mail address and password do not belong together."

    static func throttled(seconds: Int) -> String {
        let wait = seconds < 90 ? counted(seconds, "second") : counted((seconds + 59) / 60, "minute")
        return "Too many attempts. Wait \(wait), then try again."
    }
}
