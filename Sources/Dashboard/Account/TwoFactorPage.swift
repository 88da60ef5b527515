internal import Catalog

/// What can be done with a second factor that is on.
struct TwoFactorPage: Page {
    static let template = Template.twoFactor
    var title: String { "Two-factor sign-in" }

    let email: String
    let action: String
    let cancelURL: String
    let since: Moment
    let codesLeft: String
    let options: [Option]
    let problems: [Problem]
    let hasProblems: Bool
    let deedError: String?
    let proofError: String?
    let codeError: String?

    struct Option: Sendable {
        let value: String
        let label: String
        let text: String
        let isChosen: Bool
    }

    /// What the form asks for.
    enum Deed: String, CaseIterable, Sendable {
        case codes, off

        static let field = "deed"

        var label: String {
            switch self {
            case .codes: "Make new recovery codes"
            case .off: "Turn two-factor sign-in off"
            }
        }

        var text: String {
            switch self {
            case .codes: "You are shown \(RecoveryCode.count) new ones, once. Those that you have stop working."
            case .off: "From then on your password alone opens your account. The app and the recovery codes are forgotten."
            }
        }
    }

    init(
        _ user: User, _ factor: SecondFactor, chosen: Deed? = nil, isDeedMissing: Bool = false, refusal: AccountRefusal? = nil,
        words: DateWords
    ) {
        email = user.email
        action = SitePath.changeTwoFactor.address
        cancelURL = SitePath.account.address
        since = words.day(factor.since)
        codesLeft = "\(grouped(factor.codesLeft)) of \(RecoveryCode.count) recovery codes are unused."
        options = Deed.allCases.map {
            Option(value: $0.rawValue, label: $0.label, text: $0.text, isChosen: $0 == chosen)
        }
        let missing = isDeedMissing ? Problem(anchor: Deed.field, message: "Choose what to do.") : nil
        problems = [missing, refusal?.problem].compactMap { $0 }
        hasProblems = !problems.isEmpty
        deedError = missing?.message
        proofError = refusal.flatMap { $0.isAboutCode ? nil : $0.message }
        codeError = refusal.flatMap { $0.isAboutCode ? $0.message : nil }
    }
}
