internal import APIKeys
internal import Catalog

/// Says who still uses a key, and asks for its name before it ends it.
struct RevokeKeyPage: Page {
    static let template = Template.revokeKey
    var title: String { "Revoke \(name)" }

    let name: String
    let id: String
    let uses: String
    let impact: ImpactView
    /// What goes on working in its place.
    let successor: String?
    /// The key got its successor while the page was open.
    let wasOvertaken: Bool
    let revokeURL: String
    let cancelURL: String
    let typed: String
    let typedError: String?
    let problems: [Problem]
    let hasProblems: Bool

    init(
        _ key: APIKey, impact found: Impact, slug: String, typed: String? = nil, wasOvertaken: Bool = false,
        brandNames: [Int: String], words: DateWords
    ) {
        name = key.name
        id = key.id.description
        uses =
            key.lastUse.map { use in
                "It was last used \(words.ago(use.at).words)" + (use.address.map { ", from \($0)." } ?? ".")
            } ?? "It was never used."
        impact = ImpactView(found, brandNames: brandNames, words: words)
        successor = Self.successor(of: key, at: words.now)
        self.wasOvertaken = wasOvertaken
        revokeURL = SitePath.revokeKey(slug, key.id).address
        cancelURL = SitePath.key(slug, key.id).address
        self.typed = typed ?? ""
        typedError = typed.map { Self.matches($0, key) } ?? true ? nil : "Type the name exactly as it stands above: \(key.name)"
        problems = typedError.map { [Problem(anchor: "name", message: $0)] } ?? []
        hasProblems = !problems.isEmpty
    }

    /// The key that goes on working when this one ends.
    static func successor(of key: APIKey, at now: Timestamp) -> String? { key.grant.rotation(at: now).map { "\($0.successor)" } }

    /// Space around a name does not count: nobody can see it.
    static func matches(_ typed: String, _ key: APIKey) -> Bool { typed.trimmed == key.name.trimmed }
}
