import APIKeys
import Testing

@testable import Catalog

// swift-format-ignore: NeverForceUnwrap
private let secret = ServerSecret(Array(0..<32))!
private let ann = User(id: 1, email: "ann@x.example")
private let bob = User(id: 2, email: "bob@x.example")

private func at(_ seconds: Int64) -> Timestamp { Timestamp(milliseconds: seconds * 1000) }

@Suite struct TOTPTests {
    /// The secret of the test vectors for SHA-1.
    let totp = TOTP(key: Array("12345678901234567890".utf8))

    /// RFC 6238, appendix B.
    @Test(
        arguments: [
            (59, "94287082"), (1_111_111_109, "07081804"), (1_111_111_111, "14050471"), (1_234_567_890, "89005924"),
            (2_000_000_000, "69279037"), (20_000_000_000, "65353130"),
        ] as [(Int64, String)])
    func codesAreThoseOfTheRFC(seconds: Int64, code: String) {
        #expect(totp.code(step: TOTP.step(at: at(seconds)), digits: 8) == code)
        #expect(totp.code(step: TOTP.step(at: at(seconds))) == code.suffix(6))
    }

    /// RFC 4226, appendix D: the steps as counters.
    @Test func codesAreThoseOfHOTP() {
        let codes = ["755224", "287082", "359152", "969429", "338314", "254676", "287922", "162583", "399871", "520489"]
        #expect((0..<10).map { totp.code(step: $0) } == codes)
    }

    @Test func aCodeIsTakenOneStepBeforeAndAfterItsOwn() {
        let now = at(1_000_000_000)
        let step = TOTP.step(at: now)
        for (distance, isTaken) in [(-2, false), (-1, true), (0, true), (1, true), (2, false)] as [(Int64, Bool)] {
            let code = totp.code(step: step + distance)
            #expect(totp.match(code, at: now, after: 0) == (isTaken ? step + distance : nil), "\(distance)")
        }
    }

    @Test func aCodeOfAStepThatWasUsedOrIsOlderIsNotTaken() {
        let now = at(1_000_000_000)
        let step = TOTP.step(at: now)
        #expect(totp.match(totp.code(step: step), at: now, after: step) == nil)
        #expect(totp.match(totp.code(step: step - 1), at: now, after: step) == nil)
        #expect(totp.match(totp.code(step: step + 1), at: now, after: step) == step + 1)
    }

    @Test(arguments: ["", "28708", "2870822", "٢٨٧٠٨٢", "287O82"])
    func whatIsNoSixDigitsIsNoCode(text: String) {
        #expect(totp.match(text, at: at(59), after: 0) == nil)
    }
}

@Suite struct Base32Tests {
    /// RFC 4648, §10, without the padding.
    @Test(arguments: [
        ("", ""), ("f", "MY"), ("fo", "MZXQ"), ("foo", "MZXW6"), ("foob", "MZXW6YQ"), ("fooba", "MZXW6YTB"),
        ("foobar", "MZXW6YTBOI"),
    ])
    func textIsThatOfTheRFC(text: String, encoded: String) {
        #expect(Base32.encode(Array(text.utf8)) == encoded)
    }
}

@Suite struct SecondFactorSecretTests {
    @Test func aSecretBelongsToItsSaltAndItsPerson() throws {
        let salt = try #require(SecondFactorSalt(Array(1...20)))
        let mine = SecondFactorSecret(salt: salt, of: ann, under: secret)
        #expect(mine.reveal().count == 32)
        #expect(mine.reveal() == SecondFactorSecret(salt: salt, of: ann, under: secret).reveal())
        #expect(mine.reveal() != SecondFactorSecret(salt: salt, of: bob, under: secret).reveal())
        #expect(mine.reveal() != SecondFactorSecret(salt: .random(), of: ann, under: secret).reveal())
        #expect(!"\(mine)\(String(reflecting: mine))".contains(mine.reveal()))
    }

    @Test func aSaltIsReadAsItIsWritten() {
        let salt = SecondFactorSalt.random()
        #expect(SecondFactorSalt(salt.text) == salt)
        for text in ["", "00", salt.text + "0", String(salt.text.dropLast()) + "x"] { #expect(SecondFactorSalt(text) == nil) }
        #expect(SecondFactorSalt([UInt8](repeating: 0, count: 19)) == nil)
    }
}

@Suite struct SecondFactorOfferTests {
    private static func session(_ cookie: UInt8, of user: User = ann) -> Session {
        Session(
            digest: secret.code(for: [cookie], .session), user: user, expiresAt: at(9999), id: 1, beganAt: at(0), seenAt: at(0),
            client: "", address: "")
    }

    private let salt = SecondFactorSalt.random()

    private func isOpen(_ value: String, in session: Session = session(1), now: Int64 = 0) -> Bool {
        SecondFactorOffer(value, in: session, at: at(now), under: secret)?.salt == salt
    }

    @Test func anOfferIsGoodInItsSessionForItsTime() throws {
        let offer = SecondFactorOffer(salt, in: Self.session(1), endsAt: at(60), under: secret)
        #expect(isOpen(offer.value) && isOpen(offer.value, now: 59))
        #expect(!isOpen(offer.value, now: 60))
        #expect(!isOpen(offer.value, in: Self.session(2)))
        #expect(!isOpen(offer.value, in: Self.session(1, of: bob)))
    }

    @Test func aSaltAloneIsNone() {
        let other = SecondFactorOffer(.random(), in: Self.session(1), endsAt: at(60), under: secret).value.split(separator: "-")
        for text in [
            "", salt.text, "\(salt.text)-\(other[1])-\(other[2])", "\(salt.text)--", "\(salt.text)-60000-00",
            String(repeating: "0", count: 300),
        ] { #expect(!isOpen(text), "\(text)") }
    }
}

@Suite struct RecoveryCodeTests {
    @Test func aCodeIsReadAsItIsShownAndAsPeopleType() throws {
        let code = RecoveryCode.random()
        #expect(code.text.wholeMatch(of: /[0-9a-hjkmnp-tv-z]{5}-[0-9a-hjkmnp-tv-z]{5}/) != nil)
        for typed in [code.text, code.text.uppercased(), " \(code.text) ", code.text.replacing("-", with: "")] {
            #expect(RecoveryCode(typed) == code)
        }
        #expect(RecoveryCode("oOiIl-LABCD")?.text == "00111-1abcd")
        for wrong in ["", "12345", "12345-6789", "12345-67890a", "12345-6789u", String(repeating: "-", count: 65)] {
            #expect(RecoveryCode(wrong) == nil, "\(wrong)")
        }
    }
}

@Suite struct SignInChallengeTests {
    let challenge = SignInChallenge(for: ann, visitor: "v", password: "scrypt$1#2", epoch: 4, endsAt: at(300), under: secret)

    private func isTrue(
        _ value: String, visitor: String = "v", password: String = "scrypt$1#2", epoch: Int = 4, now: Int64 = 0,
        under key: ServerSecret = secret
    ) -> Bool {
        SignInChallenge.Claim(value)?.isTrue(visitor: visitor, password: password, epoch: epoch, at: at(now), under: key)
            ?? false
    }

    @Test func aChallengeIsGoodInItsBrowserForItsTimeAndWithItsPassword() throws {
        #expect(isTrue(challenge.value))
        #expect(challenge.value.utf8.count <= 128)
        #expect(SignInChallenge.Claim(challenge.value)?.user == ann.id)
        #expect(isTrue(challenge.value, now: 299))
        #expect(!isTrue(challenge.value, now: 300))
        #expect(!isTrue(challenge.value, visitor: "w"))
        #expect(!isTrue(challenge.value, password: "scrypt$1#3"))
        #expect(!isTrue(challenge.value, epoch: 5))
        #expect(!isTrue(challenge.value, under: try #require(ServerSecret(Array(1..<33)))))
    }

    @Test func aChallengeIsNotMovedToSomebodyElseOrToALaterTime() {
        let parts = challenge.value.split(separator: "-")
        #expect(!isTrue("2-\(parts[1])-\(parts[2])"))
        #expect(!isTrue("1-999999999-\(parts[2])"))
        for text in ["", "-", "--", "1-2", "1-2-3", challenge.value + "-0", "x-\(parts[1])-\(parts[2])"] {
            #expect(!isTrue(text))
        }
    }

    @Test func aBrowserWithoutItsCookieHasNone() {
        let nobody = SignInChallenge(for: ann, visitor: "", password: "p", epoch: 4, endsAt: at(300), under: secret)
        #expect(!isTrue(nobody.value, visitor: "", password: "p"))
    }
}

@Suite struct SigningBrowserTests {
    @Test(arguments: [
        (
            "Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0", "Firefox on Linux"
        ),
        (
            "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 Safari/537.36 Edg/126.0.0.0",
            "Edge on Windows"
        ),
        (
            "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.5 Safari/605.1.15",
            "Safari on macOS"
        ),
        (
            "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) CriOS/126.0 Mobile/15E148 Safari/604.1",
            "Chrome on iPhone"
        ),
        (
            "Mozilla/5.0 (Linux; Android 14; Pixel 8) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 Mobile Safari/537.36",
            "Chrome on Android"
        ),
        ("curl/8.5.0", "curl/8.5.0"), ("", ""), (String(repeating: "x", count: 100), String(repeating: "x", count: 40)),
    ])
    func aBrowserHasAShortName(client: String, name: String) {
        #expect(SigningBrowser.name(client) == name)
    }
}
