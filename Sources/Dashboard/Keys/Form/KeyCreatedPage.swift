internal import APIKeys
internal import Catalog

/// The one page that shows a key, once.
struct KeyCreatedPage: Page {
    static let template = Template.keyCreated
    var title: String { "Copy your key now" }

    let name: String
    let token: String
    let baseURL: String
    let scopes: String
    let brands: String
    let brandsNote: String?
    let expires: String
    /// The key does not work yet.
    let isPending: Bool
    /// What becomes of the key that this one replaces.
    let replacement: String?
    let storedURL: String

    /// - Parameter replaced: the key that this one takes over from.
    init(
        _ key: APIKey, replaced: APIKey? = nil, token: Token, slug: String, brandNames: [Int: String], baseURL: String,
        words: DateWords
    ) {
        name = key.name
        self.token = token.reveal()
        self.baseURL = baseURL
        scopes = key.grant.scopes.list.map(\.title).joined(separator: ", ")
        (brands, brandsNote) = KeyRow.brands(key.grant.brands, brandNames)
        expires = key.grant.expiresAt.map { words.lastDay(before: $0).shortWithYear } ?? "Never"
        isPending = key.state(at: words.now) == .pending
        let rotation = replaced?.grant.rotation(at: words.now)
        if let replaced {
            replacement =
                rotation.map {
                    "It takes over from \(replaced.id), which works until \(words.exact($0.until)) at the latest. Put the new key in its place until then."
                } ?? "It takes over from \(replaced.id), which works no more."
        } else {
            replacement = nil
        }
        if let replaced, rotation != nil {
            storedURL = SitePath.rotation(slug, replaced.id).address
        } else {
            storedURL = SitePath.keys(slug).address(["done": KeyNotice.stored.rawValue, "key": key.id.description])
        }
    }
}

/// What the same address says from the second time on.
struct KeyShownPage: Page {
    static let template = Template.keyShown
    var title: String { "This key was shown already" }

    let name: String
    let id: String
    let listURL: String
    let newKeyURL: String
    /// `nil` once there is nothing to revoke.
    let revokeURL: String?

    init(_ key: APIKey, slug: String, words: DateWords) {
        let row = KeyRow(key, slug: slug, brandNames: [:], words: words)
        name = row.name
        id = row.id
        revokeURL = row.revokeURL
        listURL = SitePath.keys(slug).address
        newKeyURL = SitePath.newKey(slug).address
    }
}
