internal import APIKeys
internal import Catalog

/// The links to a brand's report, those that work first.
struct SharesPage: Page {
    static let template = Template.shares
    var title: String { "Shared links" }

    let notice: String?
    let brandName: String
    let brandURL: String
    /// `nil` while the brand is archived.
    let newURL: String?
    let isPaused: Bool
    let rows: [Row]
    let hasRows: Bool
    /// Through those that are over; `nil` where all are shown.
    let pager: Pager?

    struct Row: Sendable {
        let recipient: String
        let made: Moment
        let maker: String
        let viewWords: String
        let opened: Moment?
        let expiry: Moment
        let expiresSoon: Bool
        let state: String
        let stateStyle: String
        let stateNote: String?
        /// `nil` once there is nothing to revoke.
        let revokeURL: String?
    }

    init(_ shares: LiveList<Share>, _ part: ListPart = ListPart(), notice: String? = nil, _ visit: BrandVisit, words: DateWords) {
        let (slug, brand) = (visit.slug, visit.brand)
        self.notice = notice
        brandName = brand.name
        brandURL = SitePath.brand(slug, brand.id).address
        newURL = brand.isArchived ? nil : SitePath.newShare(slug, brand.id).address
        isPaused = brand.isArchived
        rows = shares.all.map { Self.row($0, brand, slug, words) }
        hasRows = !rows.isEmpty
        pager = Pager(shares, part, at: SitePath.shares(slug, brand.id))
    }

    private static func row(_ share: Share, _ brand: Brand, _ slug: String, _ words: DateWords) -> Row {
        let state = share.state(at: words.now, of: brand)
        let view = SharedView(stored: share.view)
        let end = words.expiry(share.expiresAt)
        let (word, style, note): (String, String, String?) =
            switch state {
            case .open where view == nil: ("Refused", "warn", "this version of the server does not know all of its view")
            case .open: ("Open", "good", nil)
            case .paused: ("Paused", "warn", "while the brand is archived")
            case .expired: ("Expired", "plain", nil)
            case .revoked: ("Revoked", "bad", share.revokedAt.map { words.day($0).words })
            case .tampered: ("Tampered with", "bad", "refused: its record was changed outside this server")
            }
        return Row(
            recipient: share.recipient, made: words.day(share.createdAt), maker: share.createdBy,
            viewWords: view?.words(of: brand) ?? "–", opened: share.openedAt.map { words.hour($0) }, expiry: end.moment,
            expiresSoon: state == .open && end.isSoon, state: word, stateStyle: style, stateNote: note,
            revokeURL: share.revokedAt == nil && state != .expired ? SitePath.revokeShare(slug, brand.id, share.id).address : nil)
    }
}

/// What the list says after something was done: a fixed sentence.
enum ShareNotice: String {
    case revoked

    static func sentence(in query: FormFields) -> String? {
        switch ShareNotice(rawValue: query["done"]) {
        case .revoked: "Revoked. The link opens nothing any more."
        case nil: nil
        }
    }

    func address(_ slug: String, _ brand: Int) -> String { SitePath.shares(slug, brand).address(["done": rawValue]) }
}
