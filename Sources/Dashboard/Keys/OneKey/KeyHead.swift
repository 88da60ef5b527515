internal import APIKeys
internal import Catalog

/// What stands at the top of each page of one key: who it is, how it is, what can be done with it.
struct KeyHead: Sendable {
    let name: String
    let id: String
    let createdBy: String
    let created: Moment
    let state: String
    let stateStyle: String
    let listURL: String
    let tabs: [TabLink]
    /// Each is `nil` where there is nothing to do.
    let editURL: String?
    let rotateURL: String?
    let rotationURL: String?
    let revokeURL: String?

    enum Tab: CaseIterable, Sendable {
        case facts, activity, explain

        var label: String {
            switch self {
            case .facts: "Overview"
            case .activity: "What it does"
            case .explain: "What it may do"
            }
        }

        func path(_ slug: String, _ id: KeyID) -> SitePath {
            switch self {
            case .facts: .key(slug, id)
            case .activity: .activity(slug, id)
            case .explain: .explainKey(slug, id)
            }
        }
    }

    struct TabLink: Sendable {
        let label: String
        let url: String
        let isHere: Bool
    }

    init(_ key: APIKey, slug: String, at tab: Tab?, words: DateWords) {
        let state = key.state(at: words.now)
        name = key.name
        id = key.id.description
        createdBy = key.createdBy
        created = words.day(key.createdAt)
        self.state = state.word
        stateStyle = state.style
        listURL = SitePath.keys(slug).address
        tabs = Tab.allCases.map { TabLink(label: $0.label, url: $0.path(slug, key.id).address, isHere: $0 == tab) }
        editURL = key.isEditable(at: words.now) ? SitePath.editKey(slug, key.id).address : nil
        rotateURL = state == .active ? SitePath.rotateKey(slug, key.id).address : nil
        rotationURL = state == .rotating ? SitePath.rotation(slug, key.id).address : nil
        revokeURL = state.isRevocable ? SitePath.revokeKey(slug, key.id).address : nil
    }
}

extension APIKey.State {
    /// Whether revoking it makes a difference.
    var isRevocable: Bool {
        switch self {
        case .active, .rotating, .pending, .tampered: true
        case .expired, .revoked, .rotated: false
        }
    }
}
