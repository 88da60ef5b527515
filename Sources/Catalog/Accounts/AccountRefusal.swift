/// Why something about one's own account was not done; nothing was changed.
package enum AccountRefusal: Error, Hashable, Sendable {
    /// The person signs in by other means; only a set-up link gives a first password.
    case noPassword
    case wrongPassword
    case wrongCode
    /// Too many attempts that were wrong.
    case throttled(seconds: Int)
}
