internal import Foundation
internal import JWTKit

/// What an ID token says (OpenID Connect Core 1.0 §2). Believed only after ``IDTokenCheck``.
struct IDTokenClaims: JWTPayload {
    let iss: String
    let sub: String
    let aud: OneOrMany
    let azp: String?
    /// Seconds since 1970, as are all moments here.
    let exp: Double
    let iat: Double
    let nbf: Double?
    let nonce: String?
    let email: String?
    let emailVerified: LooseBool?

    enum CodingKeys: String, CodingKey {
        case iss, sub, aud, azp, exp, iat, nbf, nonce, email
        case emailVerified = "email_verified"
    }

    /// All checks are in ``IDTokenCheck``, which knows the time.
    func verify(using algorithm: some JWTAlgorithm) async throws {}

    /// A text, or a list of texts.
    struct OneOrMany: Codable, Sendable {
        let values: [String]

        init(from decoder: any Decoder) throws {
            let container = try decoder.singleValueContainer()
            values = try (try? container.decode(String.self)).map { [$0] } ?? container.decode([String].self)
        }

        func encode(to encoder: any Encoder) throws {
            var container = encoder.singleValueContainer()
            try container.encode(values)
        }
    }
}

/// Some providers write truth as a text. Anything but these two is not true.
struct LooseBool: Codable, Sendable {
    let value: Bool

    init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        value = (try? container.decode(Bool.self)) ?? ((try? container.decode(String.self)) == "true")
    }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(value)
    }
}

/// The head of a token, before anything is known of who signed it.
struct IDTokenHeader: Decodable, Sendable {
    let alg: String
    let kid: String?
    /// Extensions that must be understood (RFC 7515 §4.1.11); none is.
    let crit: [String]?

    /// - Throws: ``IDTokenFault/malformed``.
    init(of token: String) throws(IDTokenFault) {
        let parts = token.split(separator: ".", omittingEmptySubsequences: false)
        guard token.utf8.count <= 65_536, parts.count == 3, let bytes = Base64URL.bytes(parts[0]),
            let header = try? JSONDecoder().decode(IDTokenHeader.self, from: Data(bytes))
        else { throw .malformed }
        self = header
    }
}

/// Why a token is not believed.
enum IDTokenFault: Error, Hashable, Sendable {
    case malformed
    case algorithm(String)
    case extensions
    /// No key of the provider's is the one that the token names.
    case unknownKey(String)
    case signature
    case issuer
    case audience
    case expired
    case issuedAt
    case nonce
    case subject

    /// For the log.
    var words: String {
        switch self {
        case .malformed: "the ID token is malformed"
        case .algorithm(let name): "the ID token is signed with \"\(name.prefix(20))\", which is not taken"
        case .extensions: "the ID token has critical extensions, of which none is known"
        case .unknownKey(let id): "the ID token is signed with the key \"\(id.prefix(80))\", which the provider does not have"
        case .signature: "the signature of the ID token is wrong, or what it signs is not whole"
        case .issuer: "the ID token is of another issuer"
        case .audience: "the ID token is for another client"
        case .expired: "the ID token has expired; are both clocks right?"
        case .issuedAt: "the ID token is not from now; are both clocks right?"
        case .nonce: "the ID token belongs to another sign-in"
        case .subject: "the ID token names nobody"
        }
    }
}
