internal import Catalog
internal import Foundation
internal import JWTKit

/// The public keys of a provider (RFC 7517).
struct ProviderKeys: Sendable {
    private let keys: [JWK]
    /// More than any provider has; so many signatures are tried at most.
    private static let most = 64

    /// Keys of a kind that is not known here, or for encryption, are left out: a provider may have both.
    /// - Throws: ``IdentityProviderError/unavailable(_:)``.
    init(_ json: [UInt8]) throws(IdentityProviderError) {
        guard let document = try? JSONDecoder().decode(Document.self, from: Data(json)) else {
            throw .unavailable("the provider's keys cannot be read")
        }
        keys = document.keys.compactMap { $0.use == nil || $0.use == "sig" ? $0.key : nil }.prefix(Self.most).map(\.self)
    }

    /// Those that may have made such a signature.
    /// - Parameter id: what the token says; without it, any key of the right kind.
    func candidates(id: String?, algorithm: SigningAlgorithm) -> [JWK] {
        keys.compactMap { key in
            guard key.keyType == algorithm.keyType, key.algorithm == nil || key.algorithm == algorithm.jwk,
                id == nil || key.keyIdentifier?.string == id
            else { return nil }
            var key = key
            key.algorithm = algorithm.jwk
            return key
        }
    }

    private struct Document: Decodable {
        let keys: [Entry]
    }

    private struct Entry: Decodable {
        let key: JWK?
        let use: String?

        private enum Names: String, CodingKey { case use }

        init(from decoder: any Decoder) throws {
            key = try? JWK(from: decoder)
            use = try? decoder.container(keyedBy: Names.self).decode(String.self, forKey: .use)
        }
    }
}

/// The algorithms that an ID token may be signed with: those of a public key. `none` and the ones with a shared secret are not among
/// them, so a token cannot choose them.
struct SigningAlgorithm: Sendable {
    let jwk: JWK.Algorithm
    let keyType: JWK.KeyType

    init?(_ name: String) {
        switch name {
        case "RS256", "RS384", "RS512", "PS256", "PS384", "PS512": keyType = .rsa
        case "ES256", "ES384", "ES512": keyType = .ecdsa
        case "EdDSA": keyType = .octetKeyPair
        default: return nil
        }
        guard let jwk = JWK.Algorithm(rawValue: name) else { return nil }
        self.jwk = jwk
    }
}
