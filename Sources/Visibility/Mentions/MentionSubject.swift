/// Somebody or something that answers may mention: a brand or a competitor, and how it is recognised.
package struct MentionSubject: Hashable, Sendable {
    package var name: String
    package var alternativeNames: [String]
    /// Phrases that look like a name but mean somebody else. Where one stands, nobody is mentioned: `Caliber` is not in
    /// `Caliber Auto Wash`.
    package var excludedNames: [String]
    /// Whether all these names are found in exactly this case only.
    package var caseSensitive: Bool

    package init(_ name: String, alternativeNames: [String] = [], excludedNames: [String] = [], caseSensitive: Bool = false) {
        self.name = name
        self.alternativeNames = alternativeNames
        self.excludedNames = excludedNames
        self.caseSensitive = caseSensitive
    }
}
