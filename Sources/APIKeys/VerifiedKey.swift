/// Proof that a request came through the gate: only ``Verifier`` can make one, so a handler that takes one cannot be reached
/// without a decision.
public struct VerifiedKey: Sendable {
    /// Referred to, not copied: it goes by value through all that a request passes.
    private let record: KeyRecord
    public let operation: Operation
    /// The brand that the operation is done to; `nil` for operations on none.
    public let brand: Int?
    /// What is left of the key's rate limit; `nil` without one.
    public let quota: Quota?

    public var grant: Grant { record.grant }
    public var id: KeyID { record.grant.id }
    public var organization: Int { record.grant.organization }
    public var brands: BrandAccess { record.grant.brands }
    /// See ``Grant/rotation(at:)``.
    public func rotation(at now: Timestamp) -> Grant.Rotation? { record.grant.rotation(at: now) }

    init(_ record: KeyRecord, operation: Operation, brand: Int?, quota: Quota?) {
        self.record = record
        self.operation = operation
        self.brand = brand
        self.quota = quota
    }
}
