package import APIKeys

/// What a key's end did: proof for whoever had to see to it.
package struct Receipt: Sendable {
    package let key: KeyID
    package let cause: Grant.End.Cause
    /// From this moment on nothing is accepted: never before ``lastAcceptedAt``, since what passed while the end was being written
    /// down passed before it.
    package let effectiveAt: Timestamp
    /// The last request that was accepted; `nil` when there was none.
    package let lastAcceptedAt: Timestamp?
    package let lastSource: UsageLedger.Source?
    /// Requests that came with the key afterwards and were refused.
    package let refusalsSince: Int
    /// The keys of the same rotations that work, as ``KeyInsight/others(of:)`` finds them.
    package let othersWorking: [KeyID]
}
