import APIKeys
import Testing

@testable import Dashboard

@Suite("A key is shown once")
struct OneTimeRevealTests {
    let reveal = OneTimeReveal()
    let token = Token.generate()
    let mine: AuthenticationCode
    let other: AuthenticationCode

    init() throws {
        let secret = try #require(ServerSecret([UInt8](repeating: 1, count: 32)))
        mine = secret.code(for: [1], .session)
        other = secret.code(for: [2], .session)
    }

    @Test("The first look takes it out, the second finds nothing")
    func once() {
        let nonce = reveal.put(token, for: mine, at: testNow)
        #expect(reveal.take(nonce, key: token.id, for: mine, at: testNow)?.id == token.id)
        #expect(reveal.take(nonce, key: token.id, for: mine, at: testNow) == nil)
    }

    @Test("Another browser, another key or another address gets nothing, and uses nothing up")
    func bound() {
        let nonce = reveal.put(token, for: mine, at: testNow)
        #expect(reveal.take(nonce, key: token.id, for: other, at: testNow) == nil)
        #expect(reveal.take(nonce, key: KeyID.random(), for: mine, at: testNow) == nil)
        #expect(reveal.take("", key: token.id, for: mine, at: testNow) == nil)
        #expect(reveal.take(nonce, key: token.id, for: mine, at: testNow) != nil)
    }

    @Test("After two minutes it is gone")
    func ends() {
        let nonce = reveal.put(token, for: mine, at: testNow)
        #expect(reveal.take(nonce, key: token.id, for: mine, at: testNow + .seconds(120)) == nil)
    }

    @Test("It never holds more than its bound; the oldest go first")
    func bounded() {
        let first = reveal.put(token, for: mine, at: testNow)
        var last = ""
        for _ in 0..<OneTimeReveal.capacity { last = reveal.put(token, for: mine, at: testNow) }
        #expect(reveal.take(first, key: token.id, for: mine, at: testNow) == nil)
        #expect(reveal.take(last, key: token.id, for: mine, at: testNow) != nil)
    }
}
