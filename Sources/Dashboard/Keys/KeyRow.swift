internal import APIKeys
internal import Catalog

/// A key as the list and its own page show it.
struct KeyRow: Sendable {
    let name: String
    let url: String
    let id: String
    let createdBy: String
    let created: Moment
    let scopes: [String]
    let brands: String
    /// A second line under the brands.
    let brandsNote: String?
    let lastUse: Moment?
    let lastAddress: String?
    let lastClient: String?
    let expiry: Moment?
    let expiresSoon: Bool
    let state: String
    /// Names the colour; the word says the same.
    let stateStyle: String
    let stateNote: String?
    /// `nil` once there is nothing to revoke.
    let revokeURL: String?

    private static let most = 2

    init(_ key: APIKey, slug: String, brandNames: [Int: String], words: DateWords) {
        name = key.name
        url = SitePath.key(slug, key.id).address
        id = key.id.description
        createdBy = key.createdBy
        created = words.day(key.createdAt)
        scopes = key.grant.scopes.list.map(\.title)
        (brands, brandsNote) = Self.brands(key.grant.brands, brandNames)
        lastUse = key.lastUse.map { words.ago($0.at) }
        lastAddress = key.lastUse?.address?.description
        lastClient = key.lastUse.flatMap { $0.source.client.isEmpty ? nil : $0.source.client }
        let end = key.grant.expiresAt.map(words.expiry)
        let state = key.state(at: words.now)
        expiry = end?.moment
        expiresSoon = state.isLive && end?.isSoon == true
        self.state = state.word
        stateStyle = state.style
        stateNote = Self.note(key, words: words)
        revokeURL = state.isRevocable ? SitePath.revokeKey(slug, key.id).address : nil
    }

    /// A second line under the state.
    static func note(_ key: APIKey, words: DateWords) -> String? {
        switch key.state(at: words.now) {
        case .tampered: return "refused: its record was changed outside this server"
        case .pending: return "does not work yet"
        case .revoked, .rotated: return key.grant.endsAt.map { words.day($0).words }
        case .rotating:
            guard let rotation = key.grant.rotation(at: words.now) else { return nil }
            let last = max(key.lastUse?.at ?? rotation.since, rotation.since)
            let silence = Duration.milliseconds(max(0, words.now.milliseconds - last.milliseconds))
            let ends = "ends \(words.expiry(rotation.until).moment.words)"
            return silence >= .seconds(3600) ? "quiet for \(silence.words), \(ends)" : ends
        case .active, .expired: return nil
        }
    }

    static func brands(_ access: BrandAccess, _ names: [Int: String]) -> (String, note: String?) {
        guard let ids = access.listed else { return ("All brands", "future ones too") }
        guard !ids.isEmpty else { return ("None yet", "those it creates") }
        let listed = ids.map { names[$0] ?? "Brand \($0)" }
        return ids.count <= most
            ? (listed.joined(separator: ", "), nil)
            : (listed.prefix(most).joined(separator: ", "), "and \(ids.count - most) more")
    }
}

extension APIKey.State {
    var word: String {
        switch self {
        case .active: "Active"
        case .rotating: "Rotating"
        case .pending: "Awaits approval"
        case .expired: "Expired"
        case .revoked: "Revoked"
        case .rotated: "Rotated out"
        case .tampered: "Tampered with"
        }
    }

    var style: String {
        switch self {
        case .active: "good"
        case .expired, .rotating, .pending: "warn"
        case .revoked, .tampered: "bad"
        case .rotated: "plain"
        }
    }
}
