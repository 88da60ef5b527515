internal import APIKeys
internal import Catalog
internal import Foundation

/// Sign-in by an OpenID provider: the authorization code flow (OpenID Connect Core 1.0 §3.1) with PKCE.
///
/// Nothing is asked of the provider before somebody signs in by it, so that it may be down while this server starts and while others sign
/// in with passwords.
struct OpenIDProvider: IdentityProvider {
    private let settings: OpenIDSettings
    private let clientSecret: String?
    private let secret: ServerSecret
    private let clock: WallClock
    private let transport: OpenIDTransport
    private let documents: ProviderDocuments

    init(
        _ settings: OpenIDSettings, clientSecret: String?, secret: ServerSecret, clock: WallClock, transport: OpenIDTransport
    ) {
        self.settings = settings
        self.clientSecret = clientSecret
        self.secret = secret
        self.clock = clock
        self.transport = transport
        documents = ProviderDocuments(issuer: settings.issuer, transport: transport)
    }

    var name: String { settings.name }

    func begin(browser: String, next: String) async throws -> String {
        let now = clock.now()
        let endpoint = try await documents.metadata(at: now).authorizationEndpoint
        let state = AuthorizationState(browser: browser, next: next, at: now, under: secret)
        let query = FormText.encode([
            "response_type": "code", "client_id": settings.clientID, "redirect_uri": settings.redirectURI,
            "scope": "openid email", "state": state.text, "nonce": state.nonce, "code_challenge": state.challenge,
            "code_challenge_method": "S256",
        ])
        return endpoint + (endpoint.contains("?") ? "&" : "?") + query
    }

    func finish(_ answer: ProviderAnswer, browser: String) async throws -> ProvenIdentity {
        let now = clock.now()
        guard let state = AuthorizationState(answer.state, browser: browser, at: now, under: secret) else {
            throw IdentityProviderError.stale
        }
        guard answer.error.isEmpty else {
            if answer.error == "access_denied" { throw IdentityProviderError.cancelled }
            throw IdentityProviderError.refused("the provider sent the browser back with \(ReplyText.clean(answer.error))")
        }
        let metadata = try await documents.metadata(at: now)
        guard answer.issuer ?? settings.issuer == settings.issuer, answer.issuer != nil || !metadata.namesItself else {
            throw IdentityProviderError.refused("the answer is not of \(settings.issuer)")
        }
        guard !answer.code.isEmpty else {
            throw IdentityProviderError.refused("the provider sent the browser back without a code")
        }
        let tokens = try await TokenExchange(settings: settings, clientSecret: clientSecret, transport: transport)
            .redeem(answer.code, verifier: state.verifier, at: metadata)
        let claims = try await verified(tokens.idToken, nonce: state.nonce, at: now)
        let identity = try await identity(claims, accessToken: tokens.accessToken, metadata)
        return ProvenIdentity(identity, next: state.next)
    }

    private func verified(_ token: String, nonce: String, at now: Timestamp) async throws -> IDTokenClaims {
        let check = IDTokenCheck(issuer: settings.issuer, clientID: settings.clientID)
        do {
            let keys = try await documents.keys(at: now)
            do throws(IDTokenFault) {
                return try await check.verify(token, nonce: nonce, keys: keys, at: now)
            } catch .unknownKey {
                // The provider may have begun to use another one.
                let keys = try await documents.keys(at: now, renewing: true)
                return try await check.verify(token, nonce: nonce, keys: keys, at: now)
            }
        } catch let fault as IDTokenFault {
            throw IdentityProviderError.refused(fault.words)
        }
    }

    /// Some providers tell the address only when they are asked with the access token (§5.3).
    private func identity(
        _ claims: IDTokenClaims, accessToken: String?, _ metadata: ProviderMetadata
    ) async throws -> ExternalIdentity {
        var (email, isVerified) = (claims.email, claims.emailVerified?.value ?? false)
        if email == nil, let endpoint = metadata.userInfoEndpoint, let accessToken {
            let info = try await UserInfo.ask(endpoint, accessToken: accessToken, transport)
            // §5.3.2: it may be about somebody else.
            guard info.sub == claims.sub else { throw IdentityProviderError.refused("the user info is not of who signed in") }
            (email, isVerified) = (info.email, info.emailVerified?.value ?? false)
        }
        return ExternalIdentity(issuer: settings.issuer, subject: claims.sub, email: email, isEmailVerified: isVerified)
    }
}
