internal import APIKeys
internal import JWTKit

/// Decides whether an ID token says who signs in here now (OpenID Connect Core 1.0 §3.1.3.7).
struct IDTokenCheck: Sendable {
    /// How far two clocks may differ, in seconds.
    static let leeway = 60.0
    /// A token is made when it is asked for; one that is older was kept by somebody.
    static let longestAge = 3600.0

    let issuer: String
    let clientID: String

    /// - Parameter nonce: of the sign-in that this browser began.
    func verify(
        _ token: String, nonce: String, keys: ProviderKeys, at now: Timestamp
    ) async throws(IDTokenFault) -> IDTokenClaims {
        let header = try IDTokenHeader(of: token)
        guard let algorithm = SigningAlgorithm(header.alg) else { throw .algorithm(header.alg) }
        guard header.crit == nil else { throw .extensions }
        let candidates = keys.candidates(id: header.kid, algorithm: algorithm)
        guard !candidates.isEmpty else { throw .unknownKey(header.kid ?? "") }
        for key in candidates {
            guard let claims = await Self.claims(of: token, signedWith: key) else { continue }
            try check(claims, nonce: nonce, at: now)
            return claims
        }
        throw .signature
    }

    /// `nil` unless this very key made the signature. The collection holds no other that could be taken instead.
    private static func claims(of token: String, signedWith key: JWK) async -> IDTokenClaims? {
        var key = key
        key.keyIdentifier = "provider"
        let collection = JWTKeyCollection()
        do {
            try await collection.add(jwk: key)
            return try await collection.verify(token, as: IDTokenClaims.self)
        } catch {
            return nil
        }
    }

    private func check(_ claims: IDTokenClaims, nonce: String, at now: Timestamp) throws(IDTokenFault) {
        let now = Double(now.milliseconds) / 1000
        guard claims.iss == issuer else { throw .issuer }
        let audience = claims.aud.values
        guard audience.contains(clientID), audience.count == 1 || claims.azp == clientID, claims.azp ?? clientID == clientID
        else { throw .audience }
        guard claims.exp > now - Self.leeway else { throw .expired }
        guard claims.iat < now + Self.leeway, claims.iat > now - Self.longestAge, claims.nbf ?? 0 < now + Self.leeway
        else { throw .issuedAt }
        guard claims.nonce == nonce else { throw .nonce }
        // §2: at most 255 ASCII characters.
        guard 1...255 ~= claims.sub.utf8.count else { throw .subject }
    }
}
