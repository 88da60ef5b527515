/// How one subject, the brand or a competitor, appears in one answer.
package struct Appearance: Hashable, Sendable {
    package var present: Bool
    /// The third of the answer in which it is mentioned first; `nil` where it is not, or nobody said.
    package var position: Position?
    /// `nil` where it is not mentioned, or nobody said.
    package var sentiment: Sentiment?

    package static let absent = Appearance(present: false)

    package init(present: Bool, position: Position? = nil, sentiment: Sentiment? = nil) {
        self.present = present
        self.position = position
        self.sentiment = sentiment
    }
}

/// The tone in which an answer speaks of a subject. The raw value is the contract's.
package enum Sentiment: String, CaseIterable, Sendable {
    case positive, mixed, negative
    /// Mentioned without a discernible tone.
    case none
}
