import APIKeys
import Catalog
import HTTPTypes
import HummingbirdTesting
import Synchronization
import Testing

@testable import Dashboard

/// A site whose clock tests move, and its admin with an authenticator app.
struct AccountScene: Sendable {
    static let email = "admin@northwind.example"

    let site: TestSite
    let user: User
    private let clock: MovingClock

    private final class MovingClock: Sendable {
        private let moment = Mutex(testNow)

        var now: Timestamp { moment.withLock { $0 } }

        func advance(by duration: Duration) { moment.withLock { $0 = $0 + duration } }
    }

    init() async throws {
        let clock = MovingClock()
        self.clock = clock
        site = try await TestSite(clock: WallClock { clock.now })
        let members = try await site.catalog.organizations.members(of: site.northwind)
        user = try #require(members.first { $0.user.email == Self.email }).user
    }

    func advance(by seconds: Int) { clock.advance(by: .seconds(seconds)) }

    func signIn() async throws -> Browser { try await site.signIn(Self.email) }

    /// A browser that has opened the sign-in page.
    func visitor(_ name: String = "v", _ more: String = "") -> Browser {
        Browser(cookie: "latchkey-visitor=\(name)\(more)", formToken: site.catalog.accounts.formToken(forVisitor: name))
    }

    /// What the app shows that knows the secret of this salt.
    func code(_ salt: SecondFactorSalt) -> String {
        site.catalog.accounts.secondFactorSecret(salt, of: user).codes.code(step: TOTP.step(at: clock.now))
    }

    /// Turns the second factor on, in this browser or another one; the code that confirmed it is used up by then.
    func guarded(by browser: Browser? = nil) async throws -> (salt: SecondFactorSalt, recovery: [RecoveryCode]) {
        let signedIn = if let browser { browser } else { try await signIn() }
        let cookie = signedIn.cookie.dropFirst("latchkey=".count)
        let session = try #require(try await site.catalog.accounts.session(cookie: String(cookie)))
        let offer = try await site.catalog.accounts.offerSecondFactor(in: session)
        let salt = offer.salt
        let recovery = try await site.catalog.accounts.turnOnSecondFactor(
            offer, password: TestSite.password, code: code(salt), by: session, from: nil
        ).get()
        advance(by: 30)
        return (salt, recovery)
    }

    static let password = "password=correct+horse+battery"
    static let signInFields = "email=admin%40northwind.example&\(password)"
}

extension TestResponse {
    /// The value of a cookie that is set; `nil` when it is not, or is taken away.
    func cookie(_ name: String) -> String? {
        headers[values: .setCookie].compactMap { line in
            let pair = line.split(separator: ";")[0].split(separator: "=", maxSplits: 1)
            return pair.count == 2 && pair[0] == name ? String(pair[1]) : nil
        }.first
    }
}
