package import Catalog

/// Where signed heads go.
package protocol HeadTarget: Sendable {
    /// For the log; without a secret.
    var name: String { get }
    /// Returns when the head is surely there.
    func deliver(_ head: SignedHead) async throws
}
