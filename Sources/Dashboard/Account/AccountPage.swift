internal import Catalog

/// How a person signs in, and where they are signed in.
struct AccountPage: Page {
    static let template = Template.account
    var title: String { "Your account" }

    let email: String
    let notice: String?
    let problems: [Problem]
    let hasProblems: Bool

    let hasPassword: Bool
    let passwordURL: String
    let currentError: String?
    let passwordError: String?

    let links: [LinkRow]
    let isLinked: Bool

    let twoFactorURL: String
    let isTwoFactorOn: Bool
    let twoFactorSince: Moment?
    let codesLeft: String
    let codesAreFew: Bool

    let rows: [Row]
    let hasOthers: Bool
    let endOthersURL: String
    /// For people without an organization, whose page has no bar.
    let signOutURL: String?

    struct LinkRow: Sendable {
        let issuer: String
        let since: Moment
    }

    struct Row: Sendable {
        let client: String
        let isHere: Bool
        let began: Moment
        let seen: Moment
        let address: String?
        let endURL: String?
    }

    /// What is known of the person beside the session.
    struct Facts: Sendable {
        let hasPassword: Bool
        let factor: SecondFactor?
        let links: [IdentityLink]
        let sessions: [Session]
    }

    /// - Parameter problem: a field and what is wrong with it.
    init(_ visit: PersonVisit, _ facts: Facts, notice: String?, problem: Problem? = nil, words: DateWords) {
        email = visit.session.user.email
        self.notice = notice
        problems = problem.map { [$0] } ?? []
        hasProblems = problem != nil
        hasPassword = facts.hasPassword
        passwordURL = SitePath.accountPassword.address
        currentError = problem.flatMap { $0.anchor == Self.currentField ? $0.message : nil }
        passwordError = problem.flatMap { $0.anchor == Self.passwordField ? $0.message : nil }
        links = facts.links.map { LinkRow(issuer: $0.issuer, since: words.day($0.since)) }
        isLinked = !links.isEmpty
        twoFactorURL = SitePath.twoFactor.address
        isTwoFactorOn = facts.factor != nil
        twoFactorSince = facts.factor.map { words.day($0.since) }
        let left = facts.factor?.codesLeft ?? 0
        codesLeft = left == 0 ? "No recovery code is left" : "\(counted(left, "recovery code")) left"
        codesAreFew = left < 3
        rows = facts.sessions.map { Row($0, here: visit.session.id, words: words) }
        hasOthers = facts.sessions.contains { $0.id != visit.session.id }
        endOthersURL = SitePath.endOtherSessions.address
        signOutURL = visit.memberships.isEmpty ? SitePath.signOut.address : nil
    }

    static let currentField = "current"
    static let passwordField = "password"
}

extension AccountPage.Row {
    init(_ session: Session, here: Int, words: DateWords) {
        client = session.client.isEmpty ? "Unknown browser" : session.client
        isHere = session.id == here
        began = words.ago(session.beganAt)
        // Kept to the beginning of a few minutes, which may lie before the session itself.
        seen = words.ago(max(session.seenAt, session.beganAt))
        address = session.address.isEmpty ? nil : session.address
        endURL = isHere ? nil : SitePath.endSession(session.id).address
    }
}
