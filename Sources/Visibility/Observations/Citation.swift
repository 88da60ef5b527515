/// Whose a cited page is. The raw value is the contract's.
package enum SourceType: String, CaseIterable, Sendable {
    case brand, competitor, other
}

/// A page that an answer cites, and whose it is.
package struct Citation: Hashable, Sendable {
    package var url: String
    package var type: SourceType
    /// The competitor that owns the page. `nil` unless `type` is `competitor`.
    package var competitor: Int?

    package init(url: String, type: SourceType, competitor: Int? = nil) {
        self.url = url
        self.type = type
        self.competitor = competitor
    }
}
