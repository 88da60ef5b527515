/// What one key may do, to which brands, until when and from where. Everything here is under the key's seal.
public struct Grant: Hashable, Sendable {
    public let id: KeyID
    public let organization: Int
    public let scopes: Scopes
    public let brands: BrandAccess
    /// The first moment at which the key no longer works; `nil` for never.
    public let expiresAt: Timestamp?
    /// The blocks that requests must come from; empty for anywhere.
    public let addresses: [AddressRange]
    /// Set once the key was ended by a person or by rotation.
    public let end: End?

    /// How a key came to its end. There is no way back.
    public struct End: Hashable, Sendable {
        public enum Cause: String, Sendable { case revoked, rotated }
        public let cause: Cause
        public let at: Timestamp

        public init(_ cause: Cause, at moment: Timestamp) {
            self.cause = cause
            at = moment
        }
    }

    public init(
        id: KeyID, organization: Int, scopes: Scopes, brands: BrandAccess, expiresAt: Timestamp? = nil,
        addresses: [AddressRange] = [], end: End? = nil
    ) {
        self.id = id
        self.organization = organization
        self.scopes = scopes
        self.brands = brands
        self.expiresAt = expiresAt
        self.addresses = addresses
        self.end = end
    }

    public func ended(_ end: End) -> Grant {
        Grant(
            id: id, organization: organization, scopes: scopes, brands: brands, expiresAt: expiresAt,
            addresses: addresses, end: end)
    }

    public func reaching(_ brands: BrandAccess) -> Grant {
        Grant(
            id: id, organization: organization, scopes: scopes, brands: brands, expiresAt: expiresAt,
            addresses: addresses, end: end)
    }
}
