internal import APIKeys
internal import Catalog

/// The admin tokens of an organization, those that work first.
struct AdminTokensPage: Page {
    static let template = Template.adminTokens
    var title: String { "Admin tokens" }

    let notice: String?
    let newURL: String
    let rows: [Row]
    let hasRows: Bool
    /// Through those that are over; `nil` where all are shown.
    let pager: Pager?

    struct Row: Sendable {
        let name: String
        let id: String
        let owner: String
        let isYours: Bool
        let created: Moment
        let expiry: Moment
        let expiresSoon: Bool
        let lastUse: Moment?
        let lastAddress: String?
        let state: String
        let stateStyle: String
        let stateNote: String?
        /// `nil` once there is nothing to revoke.
        let revokeURL: String?
    }

    /// - Parameter admins: the ids of the people who are admins now: a token works only while its owner is one.
    init(
        _ tokens: LiveList<AdminToken>, _ part: ListPart = ListPart(), admins: Set<Int>, you: User, notice: String? = nil,
        slug: String, words: DateWords
    ) {
        self.notice = notice
        newURL = SitePath.newAdminToken(slug).address
        rows = tokens.all.map { Self.row($0, admins, you, slug, words) }
        hasRows = !rows.isEmpty
        pager = Pager(tokens, part, at: .adminTokens(slug))
    }

    private static func row(_ token: AdminToken, _ admins: Set<Int>, _ you: User, _ slug: String, _ words: DateWords) -> Row {
        let state = token.state(at: words.now)
        let end = words.expiry(token.expiresAt)
        let sleeps = state == .active && !admins.contains(token.owner.id)
        let (word, style): (String, String) =
            switch state {
            case .active where sleeps: ("Refused", "warn")
            case .active: ("Active", "good")
            case .expired: ("Expired", "plain")
            case .revoked: ("Revoked", "bad")
            case .tampered: ("Tampered with", "bad")
            }
        let note: String? =
            switch state {
            case .active: sleeps ? "its owner is no admin now" : nil
            case .revoked: token.revokedAt.map { words.day($0).words }
            case .tampered: "refused: its record was changed outside this server"
            case .expired: nil
            }
        return Row(
            name: token.name, id: token.id.description, owner: token.owner.email, isYours: token.owner.id == you.id,
            created: words.day(token.createdAt), expiry: end.moment, expiresSoon: state == .active && end.isSoon,
            lastUse: token.lastUse.map { words.ago($0.at) },
            lastAddress: token.lastUse.flatMap { $0.address.isEmpty ? nil : $0.address }, state: word, stateStyle: style,
            stateNote: note,
            revokeURL: token.revokedAt == nil && state != .expired ? SitePath.revokeAdminToken(slug, token.id).address : nil)
    }
}

/// What the list says after something was done: a fixed sentence about a thing with the shape of a token's id.
enum AdminTokenNotice: String {
    case stored, revoked

    static func sentence(in query: FormFields) -> String? {
        guard let notice = AdminTokenNotice(rawValue: query["done"]), let id = KeyID(query["token"]), id.kind == .admin else {
            return nil
        }
        return switch notice {
        case .stored: "\(id) is ready to use."
        case .revoked: "Revoked. Nothing more is accepted on \(id)."
        }
    }

    func address(_ slug: String, _ id: KeyID) -> String {
        SitePath.adminTokens(slug).address(["done": rawValue, "token": id.description])
    }
}
