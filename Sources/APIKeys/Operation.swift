/// Something that a request asks for, as the decision sees it: a name, the scopes that open it, and whether it is
/// done to a brand.
public struct Operation: Hashable, Sendable {
    public let name: String
    /// Any one of these opens the operation; empty: every valid key.
    public let anyOf: Scopes
    public let target: Target

    public enum Target: Hashable, Sendable {
        /// Answered from what the key itself may touch.
        case organization
        /// Done to one brand, which must be granted, present and not archived.
        case brand
        /// Done to the key itself, which gets a successor: it must be allowed to ask for one, and have none yet.
        case itself
    }

    public init(_ name: String, anyOf: Scopes, target: Target) {
        self.name = name
        self.anyOf = anyOf
        self.target = target
    }
}

/// What the decision needs to know of a brand.
public struct BrandFacts: Hashable, Sendable {
    public let id: Int
    public let organization: Int
    public let isArchived: Bool

    public init(id: Int, organization: Int, isArchived: Bool) {
        self.id = id
        self.organization = organization
        self.isArchived = isArchived
    }
}

/// The brand that a request names, as far as it was found.
public enum BrandTarget: Hashable, Sendable {
    /// The operation is done to no brand.
    case none
    /// There is no brand with this id.
    case absent(id: Int)
    case found(BrandFacts)
}
