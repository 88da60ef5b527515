internal import Catalog

/// Teaching an authenticator app the secret, and proving that it knows it.
struct TwoFactorSetUpPage: Page {
    static let template = Template.twoFactorSetUp
    var title: String { "Set up two-factor sign-in" }

    let email: String
    let action: String
    let cancelURL: String
    /// Which secret this is; a form that comes back is about the same.
    let offer: String
    /// In groups of four, to be typed.
    let secretText: String
    let appURL: String
    let qr: QRCode?
    let problems: [Problem]
    let hasProblems: Bool
    let proofError: String?
    let codeError: String?

    static let field = "offer"

    /// For a form that was open for too long.
    static let over = Problem(
        anchor: "secret",
        message:
            "This page was open for too long. Below is a new secret: remove the account that you added to the app, and add it anew."
    )

    init(_ user: User, _ offer: SecondFactorOffer, secret: SecondFactorSecret, problem: Problem? = nil) {
        email = user.email
        action = SitePath.twoFactor.address
        cancelURL = SitePath.account.address
        self.offer = offer.value
        let secret = secret.reveal()
        secretText = Self.grouped(secret)
        appURL = Self.appAddress(secret, email: user.email)
        qr = QRCode(appURL)
        problems = problem.map { [$0] } ?? []
        hasProblems = problem != nil
        proofError = problem.flatMap { $0.anchor == "password" ? $0.message : nil }
        codeError = problem.flatMap { $0.anchor == "code" ? $0.message : nil }
    }

    /// The address that authenticator apps read: the Key Uri Format of Google Authenticator, which all have taken over.
    static func appAddress(_ secret: String, email: String) -> String {
        let label = "Latchkey:\(PercentEncoding.encode(email))"
        return
            "otpauth://totp/\(label)?secret=\(secret)&issuer=Latchkey&algorithm=SHA1&digits=\(TOTP.digits)&period=\(TOTP.stepSeconds)"
    }

    static func grouped(_ text: String) -> String {
        stride(from: 0, to: text.count, by: 4).map { String(text.dropFirst($0).prefix(4)) }.joined(separator: " ")
    }
}
