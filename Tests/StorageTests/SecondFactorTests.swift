import APIKeys
import Testing

@testable import Catalog
@testable import Storage

/// A person with a second factor, and the app that makes its codes.
private struct Guarded: Sendable {
    let person: Person
    let salt: SecondFactorSalt
    let recovery: [RecoveryCode]
    let session: Session

    static let browser = SigningBrowser(visitor: "v", client: "", session: nil)

    var accounts: AccountService { person.accounts }
    var clock: TestClock { person.fixture.clock }

    init(_ fixture: Fixture, _ email: String = "ann@northwind.example") async throws {
        person = try await Person(fixture, email)
        session = try await person.session(try await person.signIn())
        let offer = try await person.accounts.offerSecondFactor(in: session)
        salt = offer.salt
        let app = person.accounts.secondFactorSecret(salt, of: person.user).codes
        recovery = try await person.accounts.turnOnSecondFactor(
            offer, password: Person.password, code: app.code(step: TOTP.step(at: fixture.clock.now)), by: session, from: nil
        ).get()
        // The code that confirmed it is used.
        fixture.clock.advance(by: .seconds(30))
    }

    /// What the app shows, now or a number of steps away.
    func code(_ steps: Int64 = 0) -> String {
        accounts.secondFactorSecret(salt, of: person.user).codes.code(step: TOTP.step(at: clock.now) + steps)
    }

    /// After the right password.
    func challenge(_ browser: SigningBrowser = browser) async throws -> String {
        let answer = try await accounts.signIn(email: person.user.email, password: Person.password, from: nil, by: browser)
        guard case .codeNeeded(let challenge) = answer else { throw CatalogError.notFound("a question for a code") }
        return challenge.value
    }

    /// `in`, `wrong`, `over`, or the seconds to wait.
    func answer(_ code: String, _ challenge: String? = nil, _ browser: SigningBrowser = browser) async throws -> String {
        let value = if let challenge { challenge } else { try await self.challenge() }
        return switch try await accounts.signIn(challenge: value, code: code, from: nil, by: browser) {
        case .signedIn(let cookie): try await person.isOpen(cookie.value) ? "in" : "no session"
        case .wrong: "wrong"
        case .over: "over"
        case .throttled(let seconds): "\(seconds)"
        }
    }
}

@Suite struct SecondFactorTests {
    @Test func afterThePasswordACodeIsAskedForAndOpensTheSession() async throws {
        try await withDatabase { fixture in
            let ann = try await Guarded(fixture)
            #expect(ann.recovery.count == 10 && Set(ann.recovery).count == 10)
            #expect(try await ann.answer(ann.code()) == "in")
            guard
                case .wrong = try await ann.accounts.signIn(
                    email: ann.person.user.email, password: "wrong password", from: nil)
            else {
                Issue.record("a wrong password is told apart")
                return
            }
            #expect(try await fixture.catalog.audit.verify().isIntact)
        }
    }

    @Test func aCodeWorksOnceAlsoTheOneThatConfirmed() async throws {
        try await withDatabase { fixture in
            let ann = try await Guarded(fixture)
            #expect(try await ann.answer(ann.code(-1)) == "wrong", "it turned the factor on")
            #expect(try await ann.answer(ann.code()) == "in")
            #expect(try await ann.answer(ann.code()) == "wrong")
            #expect(try await ann.answer(ann.code(1)) == "in")
            fixture.clock.advance(by: .seconds(30))
            #expect(try await ann.answer(ann.code()) == "wrong", "it was used a step early")
        }
    }

    @Test func ofTwoBrowsersWithOneCodeOneGetsIn() async throws {
        try await withDatabase { fixture in
            let ann = try await Guarded(fixture)
            let challenges = [try await ann.challenge(), try await ann.challenge(), try await ann.challenge()]
            let code = ann.code()
            let answers = try await withThrowingTaskGroup(of: String.self) { group in
                for challenge in challenges { group.addTask { try await ann.answer(code, challenge) } }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            #expect(answers.sorted() == ["in", "wrong", "wrong"])
        }
    }

    @Test func aRecoveryCodeWorksOnce() async throws {
        try await withDatabase { fixture in
            let ann = try await Guarded(fixture)
            let code = ann.recovery[3].text
            #expect(try await ann.answer(code.uppercased()) == "in")
            #expect(try await ann.answer(code) == "wrong")
            #expect(try await ann.answer(RecoveryCode.random().text) == "wrong")
            #expect(try await ann.accounts.secondFactor(of: ann.person.user)?.codesLeft == 9)
        }
    }

    @Test func aChallengeIsGoodForItsBrowserAndForFiveMinutes() async throws {
        try await withDatabase { fixture in
            let ann = try await Guarded(fixture)
            let challenge = try await ann.challenge()
            let other = SigningBrowser(visitor: "w", client: "", session: nil)
            #expect(try await ann.answer(ann.code(), challenge, other) == "over")
            #expect(try await ann.answer(ann.code(), challenge, .unknown) == "over")
            #expect(try await ann.accounts.owner(ofChallenge: challenge, visitor: "v") == ann.person.user)
            #expect(try await ann.accounts.owner(ofChallenge: challenge, visitor: "w") == nil)
            #expect(try await ann.answer(ann.code(), "") == "over")
            #expect(try await ann.accounts.session(cookie: challenge) == nil, "a challenge is no session")
            fixture.clock.advance(by: SignInChallenge.lifetime)
            #expect(try await ann.answer(ann.code(), challenge) == "over")
            #expect(try await ann.answer(ann.code()) == "in")
        }
    }

    @Test func aNewPasswordAndAResetEndTheChallenge() async throws {
        try await withDatabase { fixture in
            let ann = try await Guarded(fixture)
            let before = try await ann.challenge()
            try await ann.accounts.setPassword(Person.password, of: ann.person.user, by: .commandLine)
            #expect(try await ann.answer(ann.code(), before) == "over")
            let after = try await ann.challenge()
            _ = try await ann.accounts.resetSecondFactor(email: ann.person.user.email, by: .commandLine)
            #expect(try await ann.answer(ann.code(), after) == "over", "nobody comes in by a code that is not asked for any more")
        }
    }

    @Test func wrongCodesWaitLongerThanWrongPasswords() async throws {
        try await withDatabase { fixture in
            let ann = try await Guarded(fixture)
            let bob = try await Guarded(fixture, "bob@northwind.example")
            for _ in 0..<5 { #expect(try await ann.answer("000000x") == "wrong") }
            #expect(try await ann.answer(ann.code()) == "1", "a right one waits too")
            #expect(try await bob.answer(bob.code()) == "in", "each account by itself")
            #expect(try await fixture.actions().count { $0 == "member.second_factor_failed" } == 5)
            var longest: Int64 = 0
            for _ in 0..<14 {
                if let wait = Int64(try await ann.answer("000000x")) {
                    longest = max(longest, wait)
                    fixture.clock.advance(by: .seconds(wait))
                    #expect(try await ann.answer("000000x") == "wrong")
                }
            }
            #expect(longest == 300)
            fixture.clock.advance(by: .seconds(300))
            #expect(try await ann.answer(ann.code()) == "in")
            fixture.clock.advance(by: .seconds(30))
            #expect(try await ann.answer("000000x") == "wrong", "a right one forgives")
        }
    }

    @Test func itIsTurnedOnOnlyByACodeOfItsApp() async throws {
        try await withDatabase { fixture in
            let ann = try await Person(fixture)
            let session = try await ann.session(try await ann.signIn())
            let offer = try await ann.accounts.offerSecondFactor(in: session)
            let another = try await ann.accounts.offerSecondFactor(in: session)
            let app = ann.accounts.secondFactorSecret(offer.salt, of: ann.user).codes
            let code = app.code(step: TOTP.step(at: fixture.clock.now))
            for (offer, password, code, refusal) in [
                (offer, Person.password, app.code(step: TOTP.step(at: fixture.clock.now) + 5), AccountRefusal.wrongCode),
                (another, Person.password, code, .wrongCode), (offer, "wrong", code, .wrongPassword),
            ] {
                let outcome = try await ann.accounts.turnOnSecondFactor(
                    offer, password: password, code: code, by: session, from: nil)
                #expect(throws: refusal) { try outcome.get() }
            }
            #expect(try await ann.accounts.secondFactor(of: ann.user) == nil)
            _ = try await ann.accounts.turnOnSecondFactor(
                offer, password: Person.password, code: "\(code.prefix(3)) \(code.suffix(3))", by: session, from: nil
            ).get()
            #expect(try await ann.accounts.secondFactor(of: ann.user)?.codesLeft == 10)
            await #expect(throws: CatalogError.self, "the first stays") {
                try await ann.accounts.turnOnSecondFactor(
                    another, password: Person.password, code: code, by: session, from: nil)
            }
        }
    }

    @Test func theSecretOfOneThatIsOnIsNotOfferedAgain() async throws {
        try await withDatabase { fixture in
            let ann = try await Guarded(fixture)
            let accounts = ann.accounts
            // As somebody would who has read the database, or kept a form from before.
            let kept = SecondFactorOffer(
                ann.salt, in: ann.session, endsAt: fixture.clock.now + .seconds(60), under: Fixture.secret)
            for value in [kept.value, ann.salt.text] {
                await #expect(throws: CatalogError.self) { try await accounts.secondFactorOffer(value, in: ann.session) }
            }
            await #expect(throws: CatalogError.self) { try await accounts.offerSecondFactor(in: ann.session) }
            await #expect(throws: CatalogError.self, "before the password is looked at") {
                try await accounts.turnOnSecondFactor(kept, password: "wrong", code: "", by: ann.session, from: nil)
            }
        }
    }

    @Test func turningItOnEndsEveryOtherSession() async throws {
        try await withDatabase { fixture in
            let ann = try await Person(fixture)
            let bob = try await Person(fixture, "bob@northwind.example")
            let (here, elsewhere, others) = (try await ann.signIn(), try await ann.signIn(), try await bob.signIn())
            let session = try await ann.session(here)
            let offer = try await ann.accounts.offerSecondFactor(in: session)
            let app = ann.accounts.secondFactorSecret(offer.salt, of: ann.user).codes
            _ = try await ann.accounts.turnOnSecondFactor(
                offer, password: Person.password, code: app.code(step: TOTP.step(at: fixture.clock.now)), by: session, from: nil
            ).get()
            #expect(try await ann.isOpen(here))
            #expect(try await !ann.isOpen(elsewhere))
            #expect(try await bob.isOpen(others))
        }
    }

    @Test func signingOutEverywhereAndANewFactorEndASignInThatIsHalfDone() async throws {
        try await withDatabase { fixture in
            let ann = try await Guarded(fixture)
            let bob = try await Guarded(fixture, "bob@northwind.example")
            let (before, others) = (try await ann.challenge(), try await bob.challenge())
            _ = try await ann.accounts.endOtherSessions(of: ann.session)
            #expect(try await ann.answer(ann.code(), before) == "over")
            #expect(try await bob.answer(bob.code(), others) == "in", "of this person only")

            let second = try await ann.challenge()
            #expect(
                try await ann.accounts.turnOffSecondFactor(
                    password: Person.password, code: ann.code(), by: ann.session, from: nil) == nil)
            fixture.clock.advance(by: .seconds(30))
            let offer = try await ann.accounts.offerSecondFactor(in: ann.session)
            let app = ann.accounts.secondFactorSecret(offer.salt, of: ann.person.user).codes
            let step = TOTP.step(at: fixture.clock.now)
            _ = try await ann.accounts.turnOnSecondFactor(
                offer, password: Person.password, code: app.code(step: step), by: ann.session, from: nil
            ).get()
            #expect(try await ann.answer(app.code(step: step + 1), second) == "over", "it is another factor")
            #expect(try await ann.answer(app.code(step: step + 1)) == "in")
        }
    }

    @Test func aSessionDoesNotBeginOnAPasswordFromBeforeThePersonSignedOutEverywhere() async throws {
        try await withDatabase { fixture in
            let ann = try await Person(fixture)
            let session = try await ann.session(try await ann.signIn())
            let store = fixture.stores.accounts
            func begin(at epoch: Int) async throws -> Bool {
                let draft = SessionDraft(
                    digest: Fixture.secret.code(for: [UInt8(truncatingIfNeeded: epoch)], .session), user: ann.user,
                    expiresAt: fixture.clock.now + .seconds(60), seenAt: fixture.clock.now, client: "", address: "",
                    replaced: nil,
                    epoch: epoch, spent: nil, most: 100)
                let audit = AuditDraft(at: fixture.clock.now, actor: .user(ann.user), action: .signedIn)
                return try await store.openSession(draft, audit: audit)
            }
            let epoch = try await store.signInEpoch(of: ann.user.id)
            _ = try await ann.accounts.endOtherSessions(of: session)
            #expect(try await !begin(at: epoch))
            #expect(try await begin(at: try await store.signInEpoch(of: ann.user.id)))
        }
    }

    @Test func guessesAtCodesCountWhereverTheyAreMade() async throws {
        try await withDatabase { fixture in
            let ann = try await Guarded(fixture)
            guard
                case .success = try await ann.accounts.renewRecoveryCodes(
                    password: Person.password, code: ann.code(), by: ann.session, from: nil)
            else {
                Issue.record("the code is right")
                return
            }
            fixture.clock.advance(by: .seconds(30))
            for _ in 0..<5 {
                let refusal = try await ann.accounts.turnOffSecondFactor(
                    password: Person.password, code: "000000x", by: ann.session, from: nil)
                #expect(refusal == .wrongCode)
            }
            #expect(try await fixture.actions().count { $0 == "member.second_factor_failed" } == 5, "each is in the log")
            #expect(try await ann.answer(ann.code()) == "1", "also of another browser that signs in")
        }
    }

    @Test func itIsTurnedOffByPasswordAndCodeOnly() async throws {
        try await withDatabase { fixture in
            let ann = try await Guarded(fixture)
            func turnOff(_ password: String, _ code: String) async throws -> AccountRefusal? {
                try await ann.accounts.turnOffSecondFactor(password: password, code: code, by: ann.session, from: nil)
            }
            #expect(try await turnOff("wrong", ann.code()) == .wrongPassword)
            #expect(try await turnOff(Person.password, "") == .wrongCode)
            #expect(try await turnOff(Person.password, ann.code(-1)) == .wrongCode)
            #expect(try await turnOff(Person.password, RecoveryCode.random().text) == .wrongCode)
            #expect(try await fixture.actions().count { $0 == "member.second_factor_failed" } == 3)
            #expect(try await ann.accounts.secondFactor(of: ann.person.user) != nil)
            #expect(try await turnOff(Person.password, ann.code()) == nil)
            #expect(try await ann.accounts.secondFactor(of: ann.person.user) == nil)
            _ = try await ann.person.signIn()
            await #expect(throws: CatalogError.self) { try await turnOff(Person.password, ann.code()) }
        }
    }

    @Test func newRecoveryCodesReplaceTheOldOnes() async throws {
        try await withDatabase { fixture in
            let ann = try await Guarded(fixture)
            let renewed = try await ann.accounts.renewRecoveryCodes(
                password: Person.password, code: ann.recovery[0].text, by: ann.session, from: nil
            ).get()
            #expect(Set(renewed).isDisjoint(with: ann.recovery))
            #expect(try await ann.answer(ann.recovery[1].text) == "wrong")
            #expect(try await ann.answer(renewed[1].text) == "in")
            #expect(try await ann.accounts.secondFactor(of: ann.person.user)?.codesLeft == 9)
        }
    }

    @Test func aSetUpLinkKeepsItAndTheOperatorTurnsItOff() async throws {
        try await withDatabase { fixture in
            let ann = try await Guarded(fixture)
            let link = try await ann.accounts.makeSetupLink(for: ann.person.user, by: .commandLine)
            #expect(try await ann.accounts.setUp(link: link, password: Person.password) == ann.person.user)
            #expect(try await ann.answer(ann.code()) == "in")
            let email = ann.person.user.email
            #expect(
                try await ann.accounts.resetSecondFactor(email: " \(email.uppercased())", by: .commandLine) == ann.person.user)
            #expect(try await fixture.actions().last == "member.second_factor_turned_off")
            _ = try await ann.person.signIn()
            for nobody in [email, "nobody@x.example", "no address"] {
                await #expect(throws: CatalogError.self) {
                    try await ann.accounts.resetSecondFactor(email: nobody, by: .commandLine)
                }
            }
        }
    }

    @Test func nothingOfItIsOfUseToWhoReadsOrEditsTheDatabase() async throws {
        try await withDatabase { fixture in
            let ann = try await Guarded(fixture)
            let mal = try await Guarded(fixture, "mal@x.example")
            let (annID, malID) = (ann.person.user.id, mal.person.user.id)
            // Another salt is another secret, and recovery codes do not move.
            try fixture.tamper(
                "UPDATE second_factors SET salt = (SELECT salt FROM second_factors WHERE user_id = \(malID)) WHERE user_id = \(annID)"
            )
            try fixture.tamper("UPDATE recovery_codes SET user_id = \(annID) WHERE user_id = \(malID)")
            #expect(try await ann.answer(mal.code()) == "wrong")
            #expect(try await ann.answer(mal.recovery[0].text) == "wrong")
            let stored = try await fixture.database.read { session in
                try session.all("SELECT digest FROM recovery_codes") { try $0.withBlob(0) { Array($0) } }
            }
            for code in ann.recovery + mal.recovery { #expect(!stored.contains(Array(code.characters.utf8))) }
        }
    }
}
