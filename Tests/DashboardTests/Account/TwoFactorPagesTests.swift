import APIKeys
import Catalog
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Testing

@testable import Dashboard

@Suite("Two-factor sign-in")
struct TwoFactorPagesTests {
    private let page = "/account/two-factor"

    @Test("It is set up with an app, and the recovery codes are shown once")
    func setUp() async throws {
        let scene = try await AccountScene()
        let browser = try await scene.signIn()
        let other = try await scene.signIn()
        try await scene.site.run { client in
            let form = try await client.get(page, browser).text
            let offer = try #require(form.firstMatch(of: /name="offer" value="([0-9a-f]{40}-[0-9]+-[0-9a-f]{64})"/)).output.1
            let known = try #require(SecondFactorSalt(String(offer.prefix(40))))
            let secret = scene.site.catalog.accounts.secondFactorSecret(known, of: scene.user).reveal()
            #expect(form.contains(TwoFactorSetUpPage.grouped(secret)))
            #expect(form.contains("otpauth://totp/Latchkey:admin%40northwind.example?secret=\(secret)&amp;issuer=Latchkey"))
            #expect(form.contains("<svg class=\"qr\""))
            #expect(try await client.get("/account", browser).text.contains("Set up two-factor sign-in"))

            for (fields, message) in [
                ("\(AccountScene.password)&code=000000x", "That code is not right"),
                ("password=wrong&code=\(scene.code(known))", "That is not your password."),
            ] {
                let answer = try await client.post(page, browser, "offer=\(offer)&\(fields)")
                #expect(answer.status == .unprocessableContent && answer.text.contains(message))
                #expect(answer.text.contains("value=\"\(offer)\""), "the app was told this secret already")
            }
            // Neither a bare salt nor the form of another browser is worth anything.
            for (made, by) in [("00", browser), (known.text, browser), (String(offer), other)] {
                let answer = try await client.post(page, by, "offer=\(made)&\(AccountScene.password)&code=\(scene.code(known))")
                #expect(answer.status == .unprocessableContent && answer.text.contains("was open for too long"))
                #expect(!answer.text.contains(secret))
            }

            let done = try await client.post(
                page, browser, "offer=\(offer)&\(AccountScene.password)&code=\(scene.code(known))")
            #expect(done.location.hasPrefix("/account/two-factor/codes?once="))
            #expect(try await client.get(done.location, other).location.hasPrefix("/sign-in"), "every other browser is out")
            _ = try await client.get(done.location, browser, method: .head)
            let shown = try await client.get(done.location, browser).text
            let codes = shown.matches(of: /[0-9a-z]{5}-[0-9a-z]{5}\n/).map { String($0.output) }
            #expect(codes.count == 10 && codes.allSatisfy { RecoveryCode($0) != nil })
            let again = try await client.get(done.location, browser).text
            #expect(again.contains("were shown already"))

            let account = try await client.get("/account", browser).text
            #expect(account.contains("10 recovery codes left"))
            for text in [again, account, try await client.get(page, browser).text] {
                #expect(!text.contains(secret) && !text.contains(codes[0]))
            }
        }
    }

    @Test("The secret of a factor that is on is not shown again to who has the cookie and the salt")
    func notAgain() async throws {
        let scene = try await AccountScene()
        let browser = try await scene.signIn()
        try await scene.site.run { client in
            let form = try await client.get(page, browser).text
            let offer = try #require(form.firstMatch(of: /name="offer" value="([0-9a-f-]+)"/)).output.1
            let salt = try await scene.guarded(by: browser).salt
            let secret = scene.site.catalog.accounts.secondFactorSecret(salt, of: scene.user).reveal()
            for made in [salt.text, String(offer), "", "\(salt.text)\(offer.dropFirst(40))"] {
                let answer = try await client.post(page, browser, "offer=\(made)&password=wrong")
                #expect(answer.status == .conflict, "\(made)")
                #expect(!answer.text.contains(secret) && !answer.text.contains(TwoFactorSetUpPage.grouped(secret)))
                #expect(!answer.text.contains("class=\"qr\""))
            }
        }
    }

    @Test("A form that was open for too long brings another secret")
    func late() async throws {
        let scene = try await AccountScene()
        let browser = try await scene.signIn()
        try await scene.site.run { client in
            let form = try await client.get(page, browser).text
            let offer = try #require(form.firstMatch(of: /name="offer" value="([0-9a-f-]+)"/)).output.1
            let salt = try #require(SecondFactorSalt(String(offer.prefix(40))))
            scene.advance(by: 1800)
            let answer = try await client.post(
                page, browser, "offer=\(offer)&\(AccountScene.password)&code=\(scene.code(salt))")
            #expect(answer.status == .unprocessableContent && answer.text.contains("was open for too long"))
            #expect(answer.text.contains("href=\"#secret\"") && !answer.text.contains(String(offer.prefix(40))))
        }
    }

    @Test("Signing in asks for a code, and goes on to where one was going")
    func signIn() async throws {
        let scene = try await AccountScene()
        let (salt, recovery) = try await scene.guarded()
        try await scene.site.run { client in
            let next = "%2Fo%2Fnorthwind-agency%2Faudit"
            let first = try await client.post("/sign-in", scene.visitor(), "\(AccountScene.signInFields)&next=\(next)")
            #expect(first.location == "/sign-in/code?next=\(next)")
            #expect(first.cookie("latchkey") == nil, "no session yet")
            let challenge = try #require(first.cookie("latchkey-challenge"))
            #expect(first.headers[values: .setCookie].allSatisfy { $0.contains("HttpOnly") && $0.contains("SameSite=Lax") })

            let halfway = scene.visitor("v", "; latchkey-challenge=\(challenge)")
            let form = try await client.get(first.location, halfway)
            #expect(form.status == .ok && form.text.contains(AccountScene.email) && form.text.contains("/northwind-agency/audit"))
            #expect(try await client.get("/account", halfway).location.hasPrefix("/sign-in"), "half-way is not in")

            let empty = try await client.post("/sign-in/code", halfway, "code=+")
            #expect(empty.status == .unprocessableContent && empty.text.contains("Type the code"))
            let wrong = try await client.post("/sign-in/code", halfway, "code=000000x&next=\(next)")
            #expect(wrong.status == .unprocessableContent && wrong.text.contains("That code is not right"))

            let right = try await client.post("/sign-in/code", halfway, "code=\(scene.code(salt))&next=\(next)")
            #expect(right.location == "/o/northwind-agency/audit")
            let cookie = try #require(right.cookie("latchkey"))
            #expect(
                right.headers[values: .setCookie].contains { $0.hasPrefix("latchkey-challenge=;") && $0.contains("Max-Age=0") })
            let browser = Browser(cookie: "latchkey=\(cookie)", formToken: "")
            #expect(try await client.get(right.location, browser).status == .ok)

            let twice = try await client.post("/sign-in/code", halfway, "code=\(scene.code(salt))")
            #expect(twice.status == .unprocessableContent, "a code works once")
            let recovered = try await client.post("/sign-in/code", halfway, "code=&recovery=\(recovery[0].text)&next=%2F%2Fevil")
            #expect(recovered.location == "/" && recovered.cookie("latchkey") != nil)
            let spent = try await client.post("/sign-in/code", halfway, "recovery=\(recovery[0].text)")
            #expect(spent.status == .unprocessableContent && spent.text.contains("<details class=\"advanced\" open>"))
        }
    }

    @Test("A wrong password says the same with a second factor as without")
    func noOracle() async throws {
        let scene = try await AccountScene()
        _ = try await scene.guarded()
        try await scene.site.run { client in
            func answer(_ email: String) async throws -> TestResponse {
                try await client.post("/sign-in", scene.visitor(), "email=\(email)%40northwind.example&password=wrong+password")
            }
            let (with, without) = (try await answer("admin"), try await answer("viewer"))
            #expect(with.status == without.status)
            #expect(with.text.replacing("admin@", with: "") == without.text.replacing("viewer@", with: ""))
            #expect(with.headers[values: .setCookie] == without.headers[values: .setCookie])
        }
    }

    @Test("A challenge is worth nothing in another browser, after five minutes, or made up")
    func challenge() async throws {
        let scene = try await AccountScene()
        let (salt, _) = try await scene.guarded()
        try await scene.site.run { client in
            let first = try await client.post("/sign-in", scene.visitor(), AccountScene.signInFields)
            let challenge = try #require(first.cookie("latchkey-challenge"))
            for (visitor, value) in [("w", challenge), ("v", challenge + "0"), ("v", ""), ("v", "1-9999999999999-00")] {
                let thief = scene.visitor(visitor, "; latchkey-challenge=\(value)")
                #expect(try await client.get("/sign-in/code", thief).location == "/sign-in")
                let answer = try await client.post("/sign-in/code", thief, "code=\(scene.code(salt))")
                #expect(answer.location == "/sign-in?done=code-over" && answer.cookie("latchkey") == nil)
            }
            let halfway = scene.visitor("v", "; latchkey-challenge=\(challenge)")
            #expect(try await client.post("/sign-in/code", halfway, "code=1", token: "x").status == .forbidden)
            scene.advance(by: 300)
            let late = try await client.post("/sign-in/code", halfway, "code=\(scene.code(salt))")
            #expect(late.location == "/sign-in?done=code-over")
            #expect(try await client.get(late.location).text.contains("Sign in again."))
        }
    }

    @Test("Guessing at codes has to wait")
    func throttled() async throws {
        let scene = try await AccountScene()
        let (salt, _) = try await scene.guarded()
        try await scene.site.run { client in
            let first = try await client.post("/sign-in", scene.visitor(), AccountScene.signInFields)
            let challenge = try #require(first.cookie("latchkey-challenge"))
            let halfway = scene.visitor("v", "; latchkey-challenge=\(challenge)")
            for _ in 0..<5 { _ = try await client.post("/sign-in/code", halfway, "code=000000x") }
            let answer = try await client.post("/sign-in/code", halfway, "code=\(scene.code(salt))")
            #expect(answer.status == .tooManyRequests && answer.headers[.retryAfter] == "1")
            scene.advance(by: 1)
            #expect(try await client.post("/sign-in/code", halfway, "code=\(scene.code(salt))").location == "/")
        }
    }

    @Test("It is turned off, and codes are made anew, by password and code")
    func change() async throws {
        let scene = try await AccountScene()
        let browser = try await scene.signIn()
        let (salt, recovery) = try await scene.guarded(by: browser)
        let change = "\(page)/change"
        try await scene.site.run { client in
            #expect(try await client.get(page, browser).text.contains("10 of 10 recovery codes are unused."))
            for (fields, message) in [
                ("\(AccountScene.password)&code=\(scene.code(salt))", "Choose what to do."),
                ("deed=off&password=wrong&code=\(scene.code(salt))", "That is not your password."),
                ("deed=off&\(AccountScene.password)&code=000000x", "That code is not right"),
                ("deed=codes&\(AccountScene.password)&code=", "That code is not right"),
            ] {
                let answer = try await client.post(change, browser, fields)
                #expect(answer.status == .unprocessableContent && answer.text.contains(message), "\(fields)")
            }
            let made = try await client.post(
                change, browser, "deed=codes&\(AccountScene.password)&code=\(recovery[0].text)")
            let shown = try await client.get(made.location, browser).text
            #expect(shown.contains("Store your recovery codes now") && !shown.contains(recovery[1].text))

            let off = try await client.post(change, browser, "deed=off&\(AccountScene.password)&code=\(scene.code(salt))")
            #expect(off.location == "/account?done=two-factor-off")
            #expect(try await client.get(off.location, browser).text.contains("Two-factor sign-in is off."))
            #expect(try await client.post(change, browser, "deed=off").location == "/account")
        }
        _ = try await scene.signIn()
    }

    @Test("A set-up link sets the password, and the code is asked for all the same")
    func setUpLink() async throws {
        let scene = try await AccountScene()
        _ = try await scene.guarded()
        let link = try await scene.site.catalog.accounts.makeSetupLink(for: scene.user, by: .commandLine)
        try await scene.site.run { client in
            let set = try await client.post("/set-up/\(link)", scene.visitor(), "password=another+long+one")
            #expect(set.location == "/sign-in/code" && set.cookie("latchkey") == nil)
            #expect(set.cookie("latchkey-challenge") != nil)
        }
    }

    @Test("Signing in again ends the session that the browser had")
    func again() async throws {
        let scene = try await AccountScene()
        let old = try await scene.signIn()
        try await scene.site.run { client in
            let answer = try await client.post("/sign-in", scene.visitor("v", "; \(old.cookie)"), AccountScene.signInFields)
            #expect(answer.cookie("latchkey") != nil)
            #expect(try await client.get("/account", old).location.hasPrefix("/sign-in"))
        }
    }

    @Test("Over TLS the challenge is bound to the host and to TLS")
    func secure() {
        let challenge = CookieJar(isSecure: true).challengeOver()
        #expect(challenge.description.hasPrefix("__Host-latchkey-challenge=;"))
        #expect(challenge.description.contains("Secure") && challenge.description.contains("HttpOnly"))
    }
}
