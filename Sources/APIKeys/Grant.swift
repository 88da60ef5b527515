/// What one key may do, to which brands, until when, from where and how fast. Everything here is under the key's seal.
public struct Grant: Hashable, Sendable {
    public let id: KeyID
    public let organization: Int
    public var scopes: Scopes
    public var brands: BrandAccess
    /// The first moment at which the key no longer works; `nil` for never.
    public var expiresAt: Timestamp?
    /// The blocks that requests must come from; empty for anywhere.
    public var addresses: [AddressRange]
    /// How many requests it may make; `nil` for any number.
    public var limit: RateLimit?
    public var traits: Traits
    /// Set once the key was ended by a person or by rotation.
    public var end: End?

    /// What else holds of a key.
    public struct Traits: OptionSet, Hashable, Sendable {
        public let rawValue: UInt8
        public init(rawValue: UInt8) { self.rawValue = rawValue }

        /// The key may ask for its own successor.
        public static let rotatesItself = Traits(rawValue: 1)
        /// The key works only when a second admin has agreed.
        public static let awaitsApproval = Traits(rawValue: 2)
        /// The secret was made by the caller, who gave only its SHA-256 hash.
        public static let suppliedSecret = Traits(rawValue: 4)
    }

    public init(
        id: KeyID, organization: Int, scopes: Scopes, brands: BrandAccess, expiresAt: Timestamp? = nil,
        addresses: [AddressRange] = [], limit: RateLimit? = nil, traits: Traits = [], end: End? = nil
    ) {
        self.id = id
        self.organization = organization
        self.scopes = scopes
        self.brands = brands
        self.expiresAt = expiresAt
        self.addresses = addresses
        self.limit = limit
        self.traits = traits
        self.end = end
    }

    /// The same grant for another key: what a successor gets.
    public func granted(to id: KeyID, traits: Traits) -> Grant {
        Grant(
            id: id, organization: organization, scopes: scopes, brands: brands, expiresAt: expiresAt, addresses: addresses,
            limit: limit, traits: traits)
    }
}

extension Grant {
    /// How a key came to its end. There is no way back.
    public enum End: Hashable, Sendable {
        case revoked(at: Timestamp)
        case rotated(Rotation)

        public enum Cause: String, Sendable { case revoked, rotated }

        public var cause: Cause {
            switch self {
            case .revoked: .revoked
            case .rotated: .rotated
            }
        }

        /// When the key stopped working, or will.
        public var at: Timestamp {
            switch self {
            case .revoked(let at): at
            case .rotated(let rotation): rotation.until
            }
        }

        /// Whether the key has stopped working. What a person did at once holds at once, whatever a clock says: clocks
        /// are set back, and two processes need not agree on the time. Only the end of an overlap is a matter of time.
        public func isInForce(at now: Timestamp) -> Bool {
            switch self {
            case .revoked: true
            case .rotated(let rotation): rotation.isOver || rotation.until <= now
            }
        }
    }

    /// How a key gives way to another. Of few keys, so that it costs the others no more than a word.
    public final class Rotation: Hashable, Sendable {
        public let successor: KeyID
        public let since: Timestamp
        /// The first moment at which the old key no longer works.
        public let until: Timestamp
        /// Set when the overlap has ended, or there was none.
        public let isOver: Bool

        public init(to successor: KeyID, since: Timestamp, until: Timestamp, isOver: Bool) {
            self.successor = successor
            self.since = since
            self.until = until
            self.isOver = isOver
        }

        /// The same rotation, over since `moment`.
        public func finished(at moment: Timestamp) -> Rotation {
            Rotation(to: successor, since: since, until: min(until, moment), isOver: true)
        }

        public static func == (left: Rotation, right: Rotation) -> Bool {
            left.successor == right.successor && left.since == right.since && left.until == right.until
                && left.isOver == right.isOver
        }

        public func hash(into hasher: inout Hasher) {
            hasher.combine(successor)
            hasher.combine(since)
            hasher.combine(until)
            hasher.combine(isOver)
        }
    }

    /// How the key gives way to another, or gave way. A key that expires within the overlap works no longer than that.
    public var rotation: Rotation? {
        guard case .rotated(let rotation)? = end else { return nil }
        guard let expiresAt, expiresAt < rotation.until else { return rotation }
        return Rotation(to: rotation.successor, since: rotation.since, until: expiresAt, isOver: rotation.isOver)
    }

    /// When the key stopped working because somebody or a rotation ended it, or will.
    public var endsAt: Timestamp? { rotation?.until ?? end?.at }

    /// The rotation that is under way: the key still works, until the overlap ends.
    public func rotation(at now: Timestamp) -> Rotation? { end?.isInForce(at: now) == false ? rotation : nil }
}
