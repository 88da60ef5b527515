internal import Crypto

// Codes can be checked only by whoever has the secret. What third parties shall check is signed with Ed25519 (RFC 8032) instead.

extension ServerSecret {
    /// The 64 bytes of an Ed25519 signature of `message`, with the private key for `purpose`, which never leaves this type.
    public func sign(_ message: [UInt8], _ purpose: Purpose) throws -> [UInt8] {
        Array(try signingKey(purpose).signature(for: message))
    }

    /// The 32 bytes of the public key that checks what ``sign(_:_:)`` makes for `purpose`. It may be given to anyone.
    public func publicKey(_ purpose: Purpose) throws -> [UInt8] {
        Array(try signingKey(purpose).publicKey.rawRepresentation)
    }

    private func signingKey(_ purpose: Purpose) throws -> Curve25519.Signing.PrivateKey {
        try derivedKey(purpose).withUnsafeBytes { try Curve25519.Signing.PrivateKey(rawRepresentation: $0) }
    }
}
