/// What the verifier holds of a key. Immutable, so that a request goes on with what it saw while a change replaces it.
final class KeyRecord: Sendable {
    let grant: Grant
    private let digest: AuthenticationCode
    /// Of a record whose seal is broken nothing can be relied on, the digest included.
    let isIntact: Bool
    private let generation: UInt32
    private let revision: Int

    init(_ change: Revised<SealedGrant>, generation: UInt32, under secret: ServerSecret) {
        grant = change.value.grant
        digest = change.value.digest
        isIntact = change.value.isIntact(under: secret)
        self.generation = generation
        revision = change.revision
    }

    func isNewer(than other: KeyRecord) -> Bool {
        (generation, revision) > (other.generation, other.revision)
    }

    /// Whether an intact record is that of the token with this digest.
    ///
    /// - Parameter supplied: see ``ServerSecret/digest(of:supplied:)``.
    func isOfToken(digestedTo code: AuthenticationCode, supplied: Bool) -> Bool {
        isIntact && grant.traits.contains(.suppliedSecret) == supplied && digest == code
    }
}
