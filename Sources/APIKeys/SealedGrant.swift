/// A grant as it is stored: with the digest of its token and the seal over both.
public struct SealedGrant: Sendable {
    public let grant: Grant
    public let digest: AuthenticationCode
    public let seal: AuthenticationCode

    /// What was read from storage. Whether it is whole, ``isIntact(under:)`` tells.
    public init(grant: Grant, digest: AuthenticationCode, seal: AuthenticationCode) {
        self.grant = grant
        self.digest = digest
        self.seal = seal
    }

    /// A new grant, sealed.
    public init(_ grant: Grant, for secretOfKey: KeySecret, under secret: ServerSecret) {
        self.init(grant, digest: secret.digest(of: secretOfKey), under: secret)
    }

    /// The same for a token that this server generated.
    public init(_ grant: Grant, for token: Token, under secret: ServerSecret) {
        self.init(grant, for: .generated(token), under: secret)
    }

    /// Whether this is the whole token of an intact record.
    public func matches(_ token: Token, under secret: ServerSecret) -> Bool {
        isIntact(under: secret) && grant.id == token.id
            && digest == secret.digest(of: token, supplied: grant.traits.contains(.suppliedSecret))
    }

    /// A changed grant of the same token, sealed anew. Check ``isIntact(under:)`` of what it was before, or a forged record is
    /// laundered into a sealed one.
    public func replacing(_ grant: Grant, under secret: ServerSecret) -> SealedGrant {
        SealedGrant(grant, digest: digest, under: secret)
    }

    private init(_ grant: Grant, digest: AuthenticationCode, under secret: ServerSecret) {
        self.grant = grant
        self.digest = digest
        seal = secret.code(for: Self.message(grant, digest), .seal)
    }

    /// Whether nothing under the seal was changed by someone without the server secret.
    public func isIntact(under secret: ServerSecret) -> Bool {
        secret.code(for: Self.message(grant, digest), .seal) == seal
    }

    /// The bytes under the seal. Each part has a fixed width or its length before it, so that no two grants share them.
    private static func message(_ grant: Grant, _ digest: AuthenticationCode) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(160)
        bytes += grant.id.characters
        bytes += digest.bytes
        bytes.append(integer: grant.organization)
        bytes.append(grant.scopes.rawValue)
        switch grant.brands {
        case .all: bytes.append(0)
        case .specific(let list):
            bytes.append(1)
            bytes.append(integer: list.ids.count)
            list.ids.forEach { bytes.append(integer: $0) }
        }
        bytes.append(optional: grant.expiresAt)
        bytes.append(integer: grant.addresses.count)
        for address in grant.addresses {
            let text = Array(address.description.utf8)
            bytes.append(integer: text.count)
            bytes += text
        }
        bytes.append(optional: grant.end?.at)
        switch grant.end {
        case nil: bytes.append(0)
        case .revoked: bytes.append(1)
        case .rotated(let rotation):
            bytes.append(rotation.isOver ? 2 : 3)
            bytes.append(integer: Int(rotation.since.milliseconds))
            bytes += rotation.successor.characters
        }
        // Behind everything that older records had, so that their seals hold on.
        if grant.limit != nil || !grant.traits.isEmpty {
            bytes.append(grant.traits.rawValue)
            bytes.append(integer: grant.limit?.perMinute ?? 0)
            bytes.append(integer: grant.limit?.burst ?? 0)
        }
        return bytes
    }
}

extension [UInt8] {
    fileprivate mutating func append(integer value: Int) { append(bits: UInt64(bitPattern: Int64(value))) }

    fileprivate mutating func append(optional moment: Timestamp?) {
        append(moment == nil ? 0 : 1)
        append(bits: UInt64(bitPattern: moment?.milliseconds ?? 0))
    }

    private mutating func append(bits: UInt64) {
        Swift.withUnsafeBytes(of: bits.bigEndian) { append(contentsOf: $0) }
    }
}
