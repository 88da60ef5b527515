/// Proof that a request came through the gate: only ``Verifier`` can make one, so a handler that takes one cannot be reached
/// without a decision.
public struct VerifiedKey: Sendable {
    public let grant: Grant
    public let operation: Operation
    /// The brand that the operation is done to; `nil` for operations on none.
    public let brand: Int?
    /// What is left of the key's rate limit; `nil` without one.
    public let quota: Quota?

    public var id: KeyID { grant.id }
    public var organization: Int { grant.organization }

    init(grant: Grant, operation: Operation, brand: Int?, quota: Quota?) {
        self.grant = grant
        self.operation = operation
        self.brand = brand
        self.quota = quota
    }
}
