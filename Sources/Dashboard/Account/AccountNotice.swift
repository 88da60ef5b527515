/// What was just done, as the account page says it after a redirect.
enum AccountNotice: String, CaseIterable, Sendable {
    case password, session, sessions, twoFactorOff = "two-factor-off"

    static let field = "done"

    var sentence: String {
        switch self {
        case .password: "Your password is changed. Every other browser is signed out."
        case .session: "That browser is signed out."
        case .sessions: "Every other browser is signed out."
        case .twoFactorOff: "Two-factor sign-in is off. Your password alone opens your account."
        }
    }

    var address: String { SitePath.account.address([Self.field: rawValue]) }

    static func sentence(in query: FormFields) -> String? { AccountNotice(rawValue: query[field])?.sentence }
}
