internal import APIKeys
internal import Catalog
internal import Crypto

/// One attempt to sign in by the provider, from the button to the way back.
///
/// Nothing of it is stored, so that it survives a restart and any server on the same data can finish it. The browser carries it through
/// the provider in `state` (RFC 6749 §10.12), with a code under the server secret over all of it and over the browser's visitor cookie:
/// another browser, ten minutes or a changed byte make it worthless. The verifier of PKCE (RFC 7636) and the nonce come from the same
/// secret, so whoever sees the addresses that go by knows neither.
struct AuthorizationState: Sendable {
    static let lifetime = Duration.seconds(600)
    private static let longestNext = 512

    /// What goes to the provider and comes back.
    let text: String
    /// Where the person was going.
    let next: String
    let verifier: String
    let nonce: String

    /// Begins one.
    init(browser: String, next: String, at now: Timestamp, under secret: ServerSecret) {
        let next = next.utf8.count <= Self.longestNext ? next : ""
        let id = RandomText.make(length: 24)
        let claim = "\(id).\((now + Self.lifetime).milliseconds).\(Base64URL.text(next.utf8))"
        self.init(claim: claim, id: id, next: next, browser: browser, secret)
    }

    /// Takes one up again.
    /// - Returns: `nil` when it is not this browser's, has run out or never was.
    init?(_ text: String, browser: String, at now: Timestamp, under secret: ServerSecret) {
        guard text.utf8.count <= 2048, !browser.isEmpty, let dot = text.lastIndex(of: ".") else { return nil }
        let claim = String(text[..<dot])
        let parts = claim.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
        guard parts.count == 3, let given = Base64URL.bytes(text[text.index(after: dot)...]).flatMap({ AuthenticationCode($0) }),
            given == Self.code("state", claim, browser, secret), let end = Int64(parts[1]),
            now < Timestamp(milliseconds: end), let next = Base64URL.bytes(parts[2])
        else { return nil }
        self.init(claim: claim, id: parts[0], next: String(decoding: next, as: UTF8.self), browser: browser, secret)
    }

    private init(claim: String, id: String, next: String, browser: String, _ secret: ServerSecret) {
        text = "\(claim).\(Base64URL.text(Self.code("state", claim, browser, secret).bytes))"
        self.next = next
        verifier = Base64URL.text(Self.code("verifier", id, browser, secret).bytes)
        nonce = Base64URL.text(Self.code("nonce", id, browser, secret).bytes)
    }

    /// S256 of the verifier.
    var challenge: String { Base64URL.text(SHA256.hash(data: Array(verifier.utf8))) }

    private static func code(
        _ use: String, _ claim: String, _ browser: String, _ secret: ServerSecret
    ) -> AuthenticationCode {
        secret.code(for: Array("\(use):\(claim):\(browser)".utf8), .providerSignIn)
    }
}
