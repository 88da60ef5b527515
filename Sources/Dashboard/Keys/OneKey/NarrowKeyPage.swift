internal import APIKeys
internal import Catalog

/// Asks before what a key has not needed is taken away from it.
struct NarrowKeyPage: Page {
    static let template = Template.narrowKey
    var title: String { "Narrow \(keyName)" }

    let keyName: String
    let keyID: String
    let since: Int
    let difference: KeyChanges
    let impact: ImpactView
    /// See ``KeyVersion``; it stands for the key, ``proposal(_:)`` for what goes.
    let seen: String
    let proposed: String
    let wasOvertaken: Bool
    let narrowURL: String
    let cancelURL: String

    init(
        _ key: APIKey, _ hint: LeastPrivilege, impact found: Impact, wasOvertaken: Bool = false, slug: String,
        brandNames: [Int: String], words: DateWords
    ) {
        keyName = key.name
        keyID = key.id.description
        since = LeastPrivilege.days
        difference = KeyChanges(hint.edit, on: key, brandNames: brandNames, words: words)
        impact = ImpactView(found, brandNames: brandNames, words: words)
        seen = KeyVersion.of(key)
        proposed = Self.proposal(hint)
        self.wasOvertaken = wasOvertaken
        narrowURL = SitePath.narrowKey(slug, key.id).address
        cancelURL = SitePath.key(slug, key.id).address
    }

    /// What was agreed to is what is done, also when the key was used meanwhile.
    static func proposal(_ hint: LeastPrivilege) -> String {
        (hint.unusedScopes.names + hint.unusedBrands.map(String.init)).joined(separator: ",")
    }
}
