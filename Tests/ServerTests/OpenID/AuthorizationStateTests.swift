import APIKeys
import Crypto
import Foundation
import Testing

@testable import Catalog
@testable import Server

@Suite struct AuthorizationStateTests {
    // swift-format-ignore: NeverForceUnwrap
    private static let secret = ServerSecret(Array(0..<32))!
    private static let now = Timestamp(milliseconds: 1_800_000_000_000)

    @Test func theBrowserThatBeganFinishes() throws {
        let begun = AuthorizationState(browser: "b", next: "/o/é?x=1", at: Self.now, under: Self.secret)
        let finished = try #require(Self.take(begun.text))
        #expect(finished.next == "/o/é?x=1" && finished.verifier == begun.verifier && finished.nonce == begun.nonce)
        #expect(begun.challenge == Base64URL.text(SHA256.hash(data: Data(begun.verifier.utf8))))
        // RFC 7636 §4.1 and §4.2.
        #expect(begun.verifier.utf8.count == 43 && begun.challenge.utf8.count == 43)
    }

    @Test func anotherBrowserAnotherServerAndALaterTimeDoNot() {
        let begun = AuthorizationState(browser: "b", next: "", at: Self.now, under: Self.secret).text
        #expect(Self.take(begun, browser: "c") == nil)
        #expect(Self.take(begun, browser: "") == nil)
        #expect(Self.take(begun, after: .seconds(599)) != nil)
        #expect(Self.take(begun, after: .seconds(600)) == nil)
        let other = ServerSecret(Array(1..<33))
        #expect(other.flatMap { AuthorizationState(begun, browser: "b", at: Self.now, under: $0) } == nil)
    }

    @Test func noByteOfItCanBeChanged() {
        let begun = AuthorizationState(browser: "b", next: "/keys", at: Self.now, under: Self.secret).text
        let bytes = Array(begun.utf8)
        // But for the last character, of which two bits mean nothing.
        for place in bytes.indices.dropLast() {
            var changed = bytes
            changed[place] = changed[place] == UInt8(ascii: "A") ? UInt8(ascii: "B") : UInt8(ascii: "A")
            #expect(Self.take(String(decoding: changed, as: UTF8.self)) == nil)
        }
        for text in ["", ".", "...", "a.b.c.d", begun + ".x", String(begun.dropLast(4)), String(repeating: ".", count: 3000)] {
            #expect(Self.take(text) == nil)
        }
    }

    @Test func twoAreNeverTheSame() {
        let states = (0..<20).map { _ in AuthorizationState(browser: "b", next: "", at: Self.now, under: Self.secret) }
        #expect(Set(states.flatMap { [$0.text, $0.verifier, $0.nonce] }).count == 60)
    }

    @Test func aVeryLongWayOnIsForgotten() {
        let next = "/" + String(repeating: "x", count: 600)
        #expect(AuthorizationState(browser: "b", next: next, at: Self.now, under: Self.secret).next == "")
    }

    private static func take(_ text: String, browser: String = "b", after: Duration = .zero) -> AuthorizationState? {
        AuthorizationState(text, browser: browser, at: now + after, under: secret)
    }
}
