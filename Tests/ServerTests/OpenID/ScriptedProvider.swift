import APIKeys
import Foundation
import Synchronization

@testable import Catalog
@testable import Server

/// A provider that answers as it was told to, for what a real one never does. Its tokens are really signed.
final class ScriptedProvider: Sendable {
    let key = ProviderKey(id: "k1")
    private let state = Mutex(State())

    struct State: Sendable {
        var questions: [OpenIDTransport.Question] = []
        /// Instead of the usual answer, by the end of the address.
        var answers: [String: OpenIDTransport.Answer] = [:]
        var isDown = false
    }

    var questions: [OpenIDTransport.Question] { state.withLock { $0.questions } }

    func asked(_ ending: String) -> Int { questions.count { $0.url.hasSuffix(ending) } }

    func change(_ change: (inout State) -> Void) { state.withLock { change(&$0) } }

    func answer(_ ending: String, _ fields: [String: String], status: Int = 200) {
        change { $0.answers[ending] = OpenIDTransport.Answer(status: status, body: Array(TestToken.json(fields).utf8)) }
    }

    /// The code is redeemed for this token.
    func redeem(for token: TestToken, signedBy other: ProviderKey? = nil) throws {
        let text = try token.signed(by: other ?? key)
        answer("/token", ["id_token": "\"\(text)\"", "access_token": "\"at\"", "token_type": "\"Bearer\""])
    }

    func publish(_ keys: [ProviderKey]) {
        change { $0.answers["/keys"] = OpenIDTransport.Answer(status: 200, body: TestToken.keySet(keys.map(\.published))) }
    }

    static var metadata: [String: String] {
        [
            "issuer": "\"\(TestToken.issuer)\"", "authorization_endpoint": "\"https://login.example/authorize\"",
            "token_endpoint": "\"https://login.example/token\"", "jwks_uri": "\"https://login.example/keys\"",
            "userinfo_endpoint": "\"https://login.example/userinfo\"",
        ]
    }

    var transport: OpenIDTransport {
        OpenIDTransport { [self] question in
            let (answer, isDown) = state.withLock { state in
                state.questions.append(question)
                return (state.answers.first { question.url.hasSuffix($0.key) }?.value, state.isDown)
            }
            if isDown { throw IdentityProviderError.unavailable("it is down") }
            if let answer { return answer }
            if question.url.hasSuffix("/.well-known/openid-configuration") {
                return OpenIDTransport.Answer(status: 200, body: Array(TestToken.json(Self.metadata).utf8))
            }
            if question.url.hasSuffix("/keys") {
                return OpenIDTransport.Answer(status: 200, body: TestToken.keySet([key.published]))
            }
            return OpenIDTransport.Answer(status: 404, body: [])
        }
    }
}
