internal import Catalog
internal import Foundation

/// Redeems the code that the browser brought (RFC 6749 §4.1.3).
struct TokenExchange: Sendable {
    struct Tokens: Sendable {
        let idToken: String
        let accessToken: String?
    }

    let settings: OpenIDSettings
    let clientSecret: String?
    let transport: OpenIDTransport

    func redeem(_ code: String, verifier: String, at metadata: ProviderMetadata) async throws -> Tokens {
        var form = [
            "grant_type": "authorization_code", "code": code, "redirect_uri": settings.redirectURI, "code_verifier": verifier,
        ]
        var authorization: String?
        switch (clientSecret, metadata.authentication) {
        case (let secret?, .basic):
            // §2.3.1: both are encoded as in a form first.
            let pair = "\(FormText.encode(settings.clientID)):\(FormText.encode(secret))"
            authorization = "Basic \(Data(pair.utf8).base64EncodedString())"
        case (let secret?, .post):
            form["client_id"] = settings.clientID
            form["client_secret"] = secret
        case (nil, _): form["client_id"] = settings.clientID
        }
        let answer = try await transport.ask(
            OpenIDTransport.Question(url: metadata.tokenEndpoint, form: form, authorization: authorization))
        guard answer.status == 200 else {
            let error = try? JSONDecoder.openID.decode(Refusal.self, from: Data(answer.body))
            let words = "the provider did not redeem the code: it answered \(answer.status)"
            let reason = error.map { " " + ReplyText.clean([$0.error, $0.errorDescription ?? ""].joined(separator: " ")) } ?? ""
            throw answer.status >= 500 ? IdentityProviderError.unavailable(words + reason) : .refused(words + reason)
        }
        guard let grant = try? JSONDecoder.openID.decode(Grant.self, from: Data(answer.body)) else {
            throw IdentityProviderError.unavailable("the provider redeemed the code for no ID token")
        }
        return Tokens(idToken: grant.idToken, accessToken: grant.accessToken)
    }

    private struct Grant: Decodable {
        let idToken: String
        let accessToken: String?
    }

    private struct Refusal: Decodable {
        let error: String
        let errorDescription: String?
    }
}

/// What the provider says of a person when it is asked (OpenID Connect Core 1.0 §5.3).
struct UserInfo: Decodable, Sendable {
    let sub: String
    let email: String?
    let emailVerified: LooseBool?

    static func ask(_ endpoint: String, accessToken: String, _ transport: OpenIDTransport) async throws -> UserInfo {
        let answer = try await transport.ask(
            OpenIDTransport.Question(url: endpoint, form: nil, authorization: "Bearer \(accessToken)"))
        guard answer.status == 200, let info = try? JSONDecoder.openID.decode(UserInfo.self, from: Data(answer.body)) else {
            throw IdentityProviderError.unavailable(
                "the provider's user info answered \(answer.status), or something else than JSON")
        }
        return info
    }
}
