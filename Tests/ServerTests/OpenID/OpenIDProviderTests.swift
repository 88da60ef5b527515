import APIKeys
import Foundation
import Testing

@testable import Catalog
@testable import Server

/// Our side of the flow. That it goes well with a real provider, the tests of the running server see.
@Suite struct OpenIDProviderTests {
    let clock = TestClock()
    let scripted = ScriptedProvider()

    private var second: Int64 { clock.now.milliseconds / 1000 }

    private func provider(secret: String? = "s & s") throws -> OpenIDProvider {
        OpenIDProvider(
            OpenIDSettings(
                issuer: TestToken.issuer, clientID: TestToken.client, name: "Login",
                redirectURI: "https://data.example.com/sign-in/oidc/callback"),
            clientSecret: secret, secret: try #require(ServerSecret(Array(0..<32))), clock: clock.wall,
            transport: scripted.transport)
    }

    /// Goes to the provider.
    private func begin(_ provider: OpenIDProvider) async throws -> [String: String] {
        let address = try await provider.begin(browser: "b", next: "/keys")
        let parts = try #require(URLComponents(string: address))
        #expect(address.hasPrefix("https://login.example/authorize?"))
        return Dictionary(uniqueKeysWithValues: (parts.queryItems ?? []).map { ($0.name, $0.value ?? "") })
    }

    private func finish(
        _ provider: OpenIDProvider, _ asked: [String: String], code: String = "c", error: String = "", issuer: String? = nil
    ) async throws -> ProvenIdentity {
        try await provider.finish(
            ProviderAnswer(state: asked["state"] ?? "", code: code, error: error, issuer: issuer), browser: "b")
    }

    private func refusal(_ work: () async throws -> ProvenIdentity) async -> String {
        do {
            return "\(try await work().identity)"
        } catch let error as IdentityProviderError {
            return "\(error)"
        } catch {
            return "another error: \(error)"
        }
    }

    @Test func aCodeBecomesAnIdentity() async throws {
        let provider = try provider()
        let asked = try await begin(provider)
        #expect(asked["response_type"] == "code" && asked["scope"] == "openid email" && asked["client_id"] == "latchkey")
        #expect(asked["redirect_uri"] == "https://data.example.com/sign-in/oidc/callback")
        try scripted.redeem(for: TestToken(at: second, nonce: asked["nonce"] ?? ""))
        let proven = try await finish(provider, asked)
        #expect(
            proven.identity
                == ExternalIdentity(
                    issuer: TestToken.issuer, subject: "u-1", email: "ann@northwind.example", isEmailVerified: true))
        #expect(proven.next == "/keys")
        let exchange = try #require(scripted.questions.last { $0.url.hasSuffix("/token") })
        #expect(exchange.form?["code"] == "c" && exchange.form?["redirect_uri"] == asked["redirect_uri"])
        #expect(exchange.form?["client_secret"] == nil)
        // RFC 6749 §2.3.1: encoded as in a form, then as in HTTP.
        #expect(exchange.authorization == "Basic \(Data("latchkey:s%20%26%20s".utf8).base64EncodedString())")
        let state = AuthorizationState(
            asked["state"] ?? "", browser: "b", at: clock.now, under: try #require(ServerSecret(Array(0..<32))))
        #expect(exchange.form?["code_verifier"] == state?.verifier && asked["code_challenge"] == state?.challenge)
        #expect(asked["code_challenge_method"] == "S256")
    }

    @Test func aClientWithoutASecretSaysItsName() async throws {
        let provider = try provider(secret: nil)
        let asked = try await begin(provider)
        try scripted.redeem(for: TestToken(at: second, nonce: asked["nonce"] ?? ""))
        _ = try await finish(provider, asked)
        let exchange = try #require(scripted.questions.last { $0.url.hasSuffix("/token") })
        #expect(exchange.form?["client_id"] == "latchkey" && exchange.authorization == nil)
    }

    @Test func theSecretGoesWhereTheProviderWantsIt() async throws {
        var metadata = ScriptedProvider.metadata
        metadata["token_endpoint_auth_methods_supported"] = "[\"client_secret_post\"]"
        scripted.answer("/openid-configuration", metadata)
        let provider = try provider()
        let asked = try await begin(provider)
        try scripted.redeem(for: TestToken(at: second, nonce: asked["nonce"] ?? ""))
        _ = try await finish(provider, asked)
        let exchange = try #require(scripted.questions.last { $0.url.hasSuffix("/token") })
        #expect(exchange.form?["client_secret"] == "s & s" && exchange.authorization == nil)
    }

    @Test func aTokenOfAnotherSignInIsNotBelieved() async throws {
        let provider = try provider()
        let (first, second) = (try await begin(provider), try await begin(provider))
        try scripted.redeem(for: TestToken(at: self.second, nonce: first["nonce"] ?? ""))
        #expect(await refusal { try await finish(provider, second) }.contains("belongs to another sign-in"))
    }

    @Test func aKeyThatIsNewIsFetchedOnceAMinuteAtMost() async throws {
        let (provider, new) = (try provider(), ProviderKey(id: "k2"))
        let asked = try await begin(provider)
        let nonce = asked["nonce"] ?? ""
        try scripted.redeem(for: TestToken(at: second, nonce: nonce))
        _ = try await finish(provider, asked)
        #expect(scripted.asked("/keys") == 1)
        try scripted.redeem(for: TestToken(key: "k2", at: second, nonce: nonce), signedBy: new)
        for _ in 0..<3 {
            #expect(await refusal { try await finish(provider, asked) }.contains("which the provider does not have"))
        }
        #expect(scripted.asked("/keys") == 1)
        scripted.publish([scripted.key, new])
        clock.advance(by: .seconds(60))
        #expect(try await finish(provider, asked).identity.subject == "u-1")
        #expect(scripted.asked("/keys") == 2)
        #expect(scripted.asked("/openid-configuration") == 1)
    }

    @Test func aProviderThatIsDownIsNotAskedByEverybody() async throws {
        let provider = try provider()
        scripted.change { $0.isDown = true }
        for _ in 0..<3 {
            await #expect(throws: IdentityProviderError.unavailable("it is down")) {
                try await provider.begin(browser: "b", next: "")
            }
        }
        #expect(scripted.questions.count == 1)
        scripted.change { $0.isDown = false }
        clock.advance(by: .seconds(5))
        _ = try await begin(provider)
    }

    @Test(arguments: [
        ("issuer", "\"https://evil.example\""), ("issuer", "\"\(TestToken.issuer)/\""),
        ("token_endpoint", "\"http://login.example/t\""), ("token_endpoint", "\"http://127.login.example/t\""),
        ("jwks_uri", "\"http://login.example/k\""), ("authorization_endpoint", "\"javascript:alert(1)\""), ("jwks_uri", "7"),
        ("userinfo_endpoint", "\"file:///etc/passwd\""),
    ])
    func aConfigurationThatCannotBeTrustedIsNotUsed(name: String, value: String) async throws {
        var metadata = ScriptedProvider.metadata
        metadata[name] = value
        scripted.answer("/openid-configuration", metadata)
        let provider = try provider()
        let error = await #expect(throws: IdentityProviderError.self) { try await provider.begin(browser: "b", next: "") }
        guard case .unavailable = error else {
            Issue.record("\(String(describing: error))")
            return
        }
    }

    @Test func whatTheBrowserBringsBackIsNotBelieved() async throws {
        let provider = try provider()
        let asked = try await begin(provider)
        #expect(await refusal { try await finish(provider, ["state": "x"]) } == "stale")
        #expect(await refusal { try await finish(provider, asked, error: "access_denied") } == "cancelled")
        #expect(await refusal { try await finish(provider, asked, error: "server_error") }.hasPrefix("refused"))
        #expect(await refusal { try await finish(provider, asked, code: "") }.contains("without a code"))
        #expect(await refusal { try await finish(provider, asked, issuer: "https://evil.example") }.contains("is not of"))
        // None of it was a question to the provider.
        #expect(scripted.asked("/token") == 0)
        clock.advance(by: AuthorizationState.lifetime)
        #expect(await refusal { try await finish(provider, asked) } == "stale")
    }

    @Test func aProviderThatSaysThatItNamesItselfMustDoSo() async throws {
        var metadata = ScriptedProvider.metadata
        metadata["authorization_response_iss_parameter_supported"] = "true"
        scripted.answer("/openid-configuration", metadata)
        let provider = try provider()
        let asked = try await begin(provider)
        try scripted.redeem(for: TestToken(at: second, nonce: asked["nonce"] ?? ""))
        #expect(await refusal { try await finish(provider, asked) }.contains("is not of"))
        #expect(try await finish(provider, asked, issuer: TestToken.issuer).identity.subject == "u-1")
    }

    @Test func anAddressThatTheTokenDoesNotTellIsAskedFor() async throws {
        let provider = try provider()
        let asked = try await begin(provider)
        var token = TestToken(at: second, nonce: asked["nonce"] ?? "")
        token.claims["email"] = nil
        token.claims["email_verified"] = nil
        try scripted.redeem(for: token)
        scripted.answer(
            "/userinfo", ["sub": "\"u-1\"", "email": "\"bob@northwind.example\"", "email_verified": "\"true\""])
        let identity = try await finish(provider, asked).identity
        #expect(identity.email == "bob@northwind.example" && identity.isEmailVerified)
        #expect(scripted.questions.last?.authorization == "Bearer at")
        scripted.answer("/userinfo", ["sub": "\"u-2\"", "email": "\"bob@northwind.example\"", "email_verified": "true"])
        #expect(await refusal { try await finish(provider, asked) }.contains("is not of who signed in"))
    }

    @Test(arguments: [("true", true), ("\"true\"", true), ("false", false), ("\"yes\"", false), ("1", false), ("null", false)])
    func anAddressIsVerifiedOnlyWhereThatIsSaid(value: String, isVerified: Bool) async throws {
        let provider = try provider()
        let asked = try await begin(provider)
        var token = TestToken(at: second, nonce: asked["nonce"] ?? "")
        token.claims["email_verified"] = value
        try scripted.redeem(for: token)
        #expect(try await finish(provider, asked).identity.isEmailVerified == isVerified)
    }

    @Test func whyACodeWasNotRedeemedIsTold() async throws {
        let provider = try provider()
        let asked = try await begin(provider)
        scripted.answer("/token", ["error": "\"invalid_grant\"", "error_description": "\"used\""], status: 400)
        #expect(await refusal { try await finish(provider, asked) }.contains("it answered 400 invalid_grant used"))
        scripted.answer("/token", [:], status: 503)
        #expect(await refusal { try await finish(provider, asked) }.hasPrefix("unavailable"))
        scripted.answer("/token", ["access_token": "\"at\""])
        #expect(await refusal { try await finish(provider, asked) }.contains("no ID token"))
    }
}
