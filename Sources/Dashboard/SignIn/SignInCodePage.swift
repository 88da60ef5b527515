/// The second question of signing in.
struct SignInCodePage: Page {
    static let template = Template.signInCode
    var title: String { "Sign in: code" }

    let action: String
    let email: String
    let next: String
    let problem: String?
    let againURL: String
    /// The field for a recovery code stays open once it was used.
    let isRecovering: Bool

    init(email: String, next: String?, problem: String? = nil, isRecovering: Bool = false) {
        action = SitePath.signInCode.address
        self.email = email
        self.next = next ?? ""
        self.problem = problem
        againURL = SitePath.signIn.address(["next": next ?? ""])
        self.isRecovering = isRecovering
    }

    static let missing = "Type the code that your app shows."
    static let wrong = "That code is not right, or it was used already. Wait for the next one and try again."
}
