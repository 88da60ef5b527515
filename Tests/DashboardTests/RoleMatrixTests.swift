import APIKeys
import Catalog
import HTTPTypes
import HummingbirdTesting
import Synchronization
import Testing

@testable import Dashboard

/// Every page and action × each kind of person, each with a thing that is there. A route that is added falls in by its audience.
@Suite("Who reaches what")
struct RoleMatrixTests {
    /// Somebody, and what the pages hold them for; written by hand.
    struct Person: Sendable, CustomTestStringConvertible {
        let name: String
        let email: String?
        var role: Role?
        var given: [String: BrandRole] = [:]
        var onFabrikam: Role?
        var onTailspin: Role?
        /// Archived; nobody was given it singly.
        var onProseware: Role? { role == .guest ? nil : role }

        var testDescription: String { name }
    }

    enum Answer: Hashable {
        case signIn, missing, forbidden, admitted
        /// None of these.
        case odd(Int)
    }

    static let people: [Person] = [
        Person(
            name: "an admin", email: "admin@northwind.example", role: .admin, onFabrikam: .admin, onTailspin: .admin),
        Person(
            name: "an editor", email: "editor@northwind.example", role: .editor, onFabrikam: .editor, onTailspin: .editor),
        Person(
            name: "a viewer", email: "viewer@northwind.example", role: .viewer, onFabrikam: .viewer, onTailspin: .viewer),
        Person(
            name: "a viewer who edits Fabrikam", email: "vic@northwind.example", role: .viewer, given: ["Fabrikam": .editor],
            onFabrikam: .editor, onTailspin: .viewer),
        Person(name: "a guest without a brand", email: "guest@northwind.example", role: .guest),
        Person(
            name: "a guest of Fabrikam", email: "gil@northwind.example", role: .guest, given: ["Fabrikam": .viewer],
            onFabrikam: .viewer),
        Person(
            name: "a guest who edits Tailspin Toys", email: "gus@northwind.example", role: .guest,
            given: ["Tailspin Toys": .editor], onTailspin: .editor),
        Person(name: "an admin of another organization", email: "stranger@contoso.example"),
        Person(name: "nobody", email: nil),
    ]

    /// - Parameter role: the person's, in the organization or on the brand.
    private func expected(
        _ person: Person, _ route: SiteRoute, isPage: Bool, _ permission: Permission, _ role: Role?
    ) -> Answer {
        guard person.email != nil else { return .signIn }
        guard let role else { return .missing }
        // The form lets in whoever sees jobs, for those of their own; these here are nobody's.
        let permission = route == .cancelJob && !isPage ? .cancelJobs : permission
        let may = PermissionTests.rows.first { $0.0 == permission }?.1.contains(role) ?? false
        return may ? .admitted : .forbidden
    }

    /// How forms that are sent empty end, where they are neither taken nor come back to be filled in.
    private static let refusals: [SiteRoute: HTTPResponse.Status] = [
        .twoFactor: .badRequest, .settingsSection: .conflict, .part: .conflict, .prompt: .conflict, .resumeJob: .conflict,
    ]

    /// What is not there for anybody: no export was written.
    private static let absent: Set<SiteRoute> = [.exportFile]

    private func answer(_ response: TestResponse, of route: SiteRoute, isPage: Bool, isArchived: Bool = false) -> Answer {
        let status = response.status
        switch status {
        case .seeOther where response.location.hasPrefix("/sign-in"): return .signIn
        case .forbidden: return .forbidden
        case .notFound:
            return Self.absent.contains(route) && response.text.contains("aria-label=\"Pages\"") ? .admitted : .missing
        case .seeOther: return .admitted
        // A form over prompts may ask whether it is meant.
        case .ok where isPage || route == .prompts: return .admitted
        // Of an archived brand nothing is changed.
        case .conflict where isArchived: return .admitted
        case .unprocessableContent where !isPage: return .admitted
        default: return !isPage && status == Self.refusals[route] ? .admitted : .odd(status.code)
        }
    }

    private func ask(
        _ client: any TestClientProtocol, _ route: SiteRoute, isPage: Bool, _ path: String, _ browser: Browser
    ) async throws -> TestResponse {
        isPage
            ? try await client.get(path, browser) : try await client.post(path, browser, route == .prompts ? "do=favor" : "")
    }

    private func check(
        _ response: TestResponse, _ route: SiteRoute, _ path: String, isPage: Bool, isArchived: Bool = false, _ expected: Answer
    ) {
        let answer = answer(response, of: route, isPage: isPage, isArchived: isArchived)
        #expect(answer == expected, "\(isPage ? "GET" : "POST") \(path): \(response.status)")
        if answer == .forbidden {
            #expect(response.text.contains("admin@northwind.example"), "the page says who can help")
        }
    }

    /// Pages before forms, and last the form by which a person is no member any more.
    private func entries(_ site: TestSite) throws -> [(route: SiteRoute, isPage: Bool, audience: Audience)] {
        try site.dashboard.routes.map { (try #require(SiteRoute(rawValue: $0.path)), $0.method == .get, $0.audience) }
            .sorted { rank($0.0, $0.1) < rank($1.0, $1.1) }
    }

    private func rank(_ route: SiteRoute, _ isPage: Bool) -> Int { isPage ? 0 : route == .leave ? 2 : 1 }

    @Test("Each kind of person gets from every route of the organization what their role there says", arguments: people)
    func organization(person: Person) async throws {
        let site = try await TestSite()
        try await site.settle(person)
        let furniture = try await Furniture(site)
        let browser = try await site.browser(of: person)
        try await site.run { client in
            for (route, isPage, audience) in try entries(site) {
                guard case .members(let permission) = audience else { continue }
                let path = try await furniture.address(route)
                let response = try await ask(client, route, isPage: isPage, path, browser)
                check(response, route, path, isPage: isPage, expected(person, route, isPage: isPage, permission, person.role))
            }
        }
    }

    @Test("Each kind of person gets from every route of a brand what their role on it says", arguments: people)
    func brand(person: Person) async throws {
        let site = try await TestSite()
        try await site.settle(person)
        let furniture = try await Furniture(site)
        let browser = try await site.browser(of: person)
        let there = [(site.fabrikam, person.onFabrikam), (site.tailspin, person.onTailspin)]
        try await site.run { client in
            for (brand, role) in there {
                let first = try await furniture.things(of: brand)
                for (route, isPage, audience) in try entries(site) {
                    guard case .brandMembers(let permission) = audience else { continue }
                    let expected = expected(person, route, isPage: isPage, permission, role)
                    // A form may use up what it is sent for.
                    let things = if !isPage, expected == .admitted { try await furniture.things(of: brand) } else { first }
                    let path = furniture.address(route, of: brand, things)
                    let response = try await ask(client, route, isPage: isPage, path, browser)
                    check(response, route, path, isPage: isPage, expected)
                }
            }
        }
    }

    @Test("An archived brand opens to whom it did before, and takes nothing new", arguments: people)
    func archived(person: Person) async throws {
        let site = try await TestSite()
        try await site.settle(person)
        let furniture = try await Furniture(site)
        let (brand, things) = try await furniture.archivedBrand()
        let browser = try await site.browser(of: person)
        try await site.run { client in
            for (route, isPage, audience) in try entries(site) {
                guard case .brandMembers(let permission) = audience else { continue }
                let path = furniture.address(route, of: brand, things)
                check(
                    try await ask(client, route, isPage: isPage, path, browser), route, path, isPage: isPage, isArchived: true,
                    expected(person, route, isPage: isPage, permission, person.onProseware))
            }
        }
    }

    @Test("What is a person's own asks everybody to sign in, and opens to whoever has", arguments: people)
    func own(person: Person) async throws {
        let site = try await TestSite()
        try await site.settle(person)
        let browser = try await site.browser(of: person)
        try await site.run { client in
            for (route, isPage, audience) in try entries(site) where audience == .signedIn {
                let other = try await site.anotherSession(of: person, browser)
                let path = route.pattern.replacing(":id", with: "\(other)")
                let response = try await ask(client, route, isPage: isPage, path, browser)
                check(response, route, path, isPage: isPage, person.email == nil ? .signIn : .admitted)
            }
        }
    }

    @Test("What is for everyone asks nobody to sign in first and refuses nobody", arguments: people)
    func everyone(person: Person) async throws {
        let site = try await TestSite()
        try await site.settle(person)
        let browser = try await site.browser(of: person)
        let newcomer = try await site.catalog.members.add(
            email: "new@northwind.example", terms: MemberTerms(.viewer), to: site.northwind, by: .commandLine)
        let setUp = try await site.catalog.accounts.makeSetupLink(for: newcomer.user, by: .commandLine)
        let invite = try await site.catalog.invitations.invite(
            email: "nia@northwind.example", terms: MemberTerms(.viewer), to: site.northwind, by: .commandLine, address: { $0 })
        // Nobody is at home here, and begins by signing in; a code is asked for only on the way there.
        let elsewhere: Set<SiteRoute> = [.home, .signInCode, .providerSignIn, .providerCallback, .asset]
        try await site.run { client in
            for (route, isPage, audience) in try entries(site) where audience == .everyone && isPage {
                guard !elsewhere.contains(route) else { continue }
                let path = route.pattern.replacing(":link", with: route == .setUp ? setUp : invite.link)
                let response = try await client.get(path, browser)
                check(response, route, path, isPage: true, .admitted)
            }
        }
    }

    @Test(
        "What is for holders of a shared link is one and the same to each kind of person: the link counts, and who asks does not")
    func holders() async throws {
        let site = try await TestSite()
        let made = try await site.catalog.shares.create(
            for: "Contoso board", view: SharedView(BrandView()).text, of: site.fabrikam, by: .commandLine)
        var pages: [String: Set<String>] = [:]
        for person in Self.people {
            try await site.settle(person)
            let browser = try await site.browser(of: person)
            let seen = try await site.pages(for: .shareHolders, link: made.link, browser)
            for (path, text) in seen { pages[path, default: []].insert(text) }
        }
        #expect(pages.count == 4)
        for (path, texts) in pages { #expect(texts.count == 1, "\(path)") }
    }

    @Test("A brand that a guest does not reach is the same page as one that is not there, whatever is asked of it")
    func noOracle() async throws {
        let site = try await TestSite()
        let person = try #require(Self.people.first { $0.name == "a guest of Fabrikam" })
        try await site.settle(person)
        let browser = try await site.signIn(person.email ?? "")
        let furniture = try await Furniture(site)
        let things = try await furniture.things(of: site.tailspin)
        try await site.run { client in
            for (route, isPage, audience) in try entries(site) {
                guard case .brandMembers = audience else { continue }
                let path = furniture.address(route, of: site.tailspin, things)
                let nowhere = path.replacing("/brands/\(site.tailspin.id)", with: "/brands/999999")
                let hidden = try await ask(client, route, isPage: isPage, path, browser)
                let absent = try await ask(client, route, isPage: isPage, nowhere, browser)
                #expect(hidden.status == .notFound && absent.status == .notFound)
                #expect(hidden.text.withoutRequestID == absent.text.withoutRequestID, "\(path)")
                #expect(hidden.text.contains("Northwind Agency") && !hidden.text.contains("Tailspin"))
            }
        }
    }

    @Test("A guest finds the brands they were given, and no others, on the overview and in the menu")
    func lists() async throws {
        let site = try await TestSite()
        for name in ["a guest of Fabrikam", "a guest who edits Tailspin Toys", "a guest without a brand"] {
            let person = try #require(Self.people.first { $0.name == name })
            try await site.settle(person)
            let browser = try await site.signIn(person.email ?? "")
            try await site.run { client in
                let overview = try await client.get("/o/northwind-agency", browser).text
                #expect(overview.contains("Fabrikam") == (person.onFabrikam != nil))
                #expect(overview.contains("Tailspin") == (person.onTailspin != nil))
                #expect(overview.contains("Nothing has been shared") == person.given.isEmpty)
            }
        }
        let gil = try await site.signIn("gil@northwind.example")
        let viewer = try await site.signIn("viewer@northwind.example")
        try await site.run { client in
            let address = "/o/northwind-agency/brands/\(site.fabrikam.id)/prompts"
            let seen = (try await client.get(address, gil).text, try await client.get(address, viewer).text)
            #expect(!seen.0.contains("Tailspin"))
            #expect(seen.1.contains("Tailspin"))
        }
    }

    @Test("Who edits one brand is offered its forms, and on another brand is told what they are there")
    func upgrade() async throws {
        let site = try await TestSite()
        try await site.settle(try #require(Self.people.first { $0.name == "a viewer who edits Fabrikam" }))
        let browser = try await site.signIn("vic@northwind.example")
        try await site.run { client in
            let mine = try await client.get(SitePath.newPrompts("northwind-agency", site.fabrikam.id).address, browser)
            #expect(mine.status == .ok)
            let other = try await client.get(SitePath.newPrompts("northwind-agency", site.tailspin.id).address, browser)
            #expect(other.status == .forbidden)
            #expect(other.text.contains("you are a viewer of Tailspin Toys"))
        }
    }
}

extension TestSite {
    /// Every page of an audience, as opened by a link that works and by one that does not: what they say, by address.
    fileprivate func pages(for audience: Audience, link: String, _ browser: Browser) async throws -> [String: String] {
        let texts = Mutex<[String: String]>([:])
        try await run { client in
            for route in dashboard.routes where route.audience == audience {
                for (given, status) in [(link, HTTPResponse.Status.ok), ("abc", .notFound)] {
                    let path = SiteTests().address(route.path.replacing(":link", with: given))
                    let response = try await client.send(route, path, browser)
                    #expect(response.status == status, "\(path)")
                    texts.withLock { $0[path] = response.text }
                }
            }
        }
        return texts.withLock { $0 }
    }

    fileprivate func browser(of person: RoleMatrixTests.Person) async throws -> Browser {
        if let email = person.email { try await signIn(email) } else { .nobody }
    }

    /// The number of a session that the person has beside that of the browser.
    fileprivate func anotherSession(of person: RoleMatrixTests.Person, _ browser: Browser) async throws -> Int {
        guard let email = person.email else { return 1 }
        _ = try await signIn(email)
        let cookie = String(browser.cookie.dropFirst("latchkey=".count))
        let session = try #require(try await catalog.accounts.session(cookie: cookie))
        return try #require(try await catalog.accounts.sessions(besides: session).first).id
    }

    /// Makes the person a member, if they are to be one and are not yet.
    func settle(_ person: RoleMatrixTests.Person) async throws {
        guard let email = person.email, let role = person.role,
            try await !catalog.organizations.members(of: northwind).contains(where: { $0.user.email == email })
        else { return }
        let given = try person.given.map { name, role in
            (try #require([fabrikam, tailspin].first { $0.name == name }).id, role)
        }
        let terms = MemberTerms(role, brandRoles: Dictionary(uniqueKeysWithValues: given))
        let membership = try await catalog.members.add(email: email, terms: terms, to: northwind, by: .commandLine)
        try await catalog.accounts.setPassword(Self.password, of: membership.user, by: .commandLine)
    }
}

extension TestClientProtocol {
    /// As the route wants to be asked.
    func send(
        _ route: (method: HTTPRequest.Method, path: String, audience: Audience), _ address: String, _ browser: Browser
    ) async throws -> TestResponse {
        route.method == .post ? try await post(address, browser) : try await get(address, browser)
    }
}

extension String {
    var withoutRequestID: String { replacing(/<code>[^<]*<\/code>/, with: "") }
}
