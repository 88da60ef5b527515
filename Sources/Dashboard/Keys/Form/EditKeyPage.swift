internal import APIKeys
internal import Catalog

/// The form of a change to a key.
struct EditKeyPage: Page {
    static let template = Template.editKey
    var title: String { "Edit \(keyName)" }

    let keyName: String
    let keyID: String
    let saveURL: String
    let cancelURL: String
    /// See ``KeyVersion``.
    let seen: String
    let form: KeyForm
    let problems: [Problem]
    let hasProblems: Bool

    /// - Parameter seen: the key as the person saw it first.
    init(
        _ key: APIKey, _ input: KeyInput, problems found: KeyProblems = KeyProblems(), seen: String, in setting: KeyForm.Setting
    ) {
        keyName = key.name
        keyID = key.id.description
        saveURL = SitePath.editKey(setting.slug, key.id).address
        cancelURL = SitePath.key(setting.slug, key.id).address
        self.seen = seen
        form = KeyForm(input, problems: found, in: setting, of: key)
        problems = found.summary
        hasProblems = !problems.isEmpty
    }
}

/// Tells two states of a key apart, so that nobody overwrites in silence what another changed meanwhile.
enum KeyVersion {
    static func of(_ key: APIKey) -> String {
        let grant = key.grant
        let parts = [
            key.name, GrantWords.scopes(grant), GrantWords.brands(grant), GrantWords.expiry(grant), GrantWords.addresses(grant),
            GrantWords.limit(grant), GrantPhrases.rotatesItself(grant),
        ]
        let bytes = parts.joined(separator: "\u{0}").utf8
        // FNV-1a, 64 bits: it tells apart, it protects nothing.
        return String(bytes.reduce(0xCBF2_9CE4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }, radix: 16)
    }
}
