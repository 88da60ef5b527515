import Crypto
import Foundation

@testable import Server

/// A key of a provider, and of whoever would like to be one.
struct ProviderKey: Sendable {
    let id: String
    private let key = P256.Signing.PrivateKey()

    /// As it is published. Values are JSON.
    var published: [String: String] {
        let point = Array(key.publicKey.rawRepresentation)
        return [
            "kty": "\"EC\"", "crv": "\"P-256\"", "use": "\"sig\"", "alg": "\"ES256\"", "kid": "\"\(id)\"",
            "x": "\"\(Base64URL.text(point.prefix(32)))\"", "y": "\"\(Base64URL.text(point.suffix(32)))\"",
        ]
    }

    func sign(_ text: String) throws -> [UInt8] { Array(try key.signature(for: Data(text.utf8)).rawRepresentation) }
}

/// An ID token that is made by hand, so that it can be wrong in every way. Values of its two parts are JSON.
struct TestToken: Sendable {
    static let issuer = "https://login.example/realm"
    static let client = "latchkey"

    var header: [String: String]
    var claims: [String: String]

    /// One that is right at this second.
    init(key id: String = "k1", at second: Int64, nonce: String = "n") {
        header = ["alg": "\"ES256\"", "typ": "\"JWT\"", "kid": "\"\(id)\""]
        claims = [
            "iss": "\"\(Self.issuer)\"", "sub": "\"u-1\"", "aud": "\"\(Self.client)\"", "exp": "\(second + 300)",
            "iat": "\(second)", "nonce": "\"\(nonce)\"", "email": "\"ann@northwind.example\"", "email_verified": "true",
        ]
    }

    func text(_ sign: (String) throws -> [UInt8]) rethrows -> String {
        let signed = "\(Base64URL.text(Self.json(header).utf8)).\(Base64URL.text(Self.json(claims).utf8))"
        return "\(signed).\(Base64URL.text(try sign(signed)))"
    }

    func signed(by key: ProviderKey) throws -> String { try text(key.sign) }

    static func json(_ fields: [String: String]) -> String {
        "{" + fields.sorted { $0.key < $1.key }.map { "\"\($0.key)\":\($0.value)" }.joined(separator: ",") + "}"
    }

    static func keySet(_ keys: [[String: String]]) -> [UInt8] {
        Array("{\"keys\":[\(keys.map(json).joined(separator: ","))]}".utf8)
    }
}
