/// A notice that a key will expire.
package struct ExpiryNotice: Hashable, Sendable {
    /// How many days before the expiry it is given, as people say it.
    package let days: Int
    /// It is due when the key expires within this; a key that was made with less time left is not told of.
    package let reach: Duration
    /// A key that expires within this has a nearer notice to come, or had it.
    package let nearer: Duration

    /// The nearest first. On the last day means: when less than a day is left.
    package static let all = [
        ExpiryNotice(days: 0, reach: .seconds(86_400), nearer: .zero),
        ExpiryNotice(days: 3, reach: .seconds(3 * 86_400), nearer: .seconds(86_400)),
        ExpiryNotice(days: 14, reach: .seconds(14 * 86_400), nearer: .seconds(3 * 86_400)),
    ]
}
