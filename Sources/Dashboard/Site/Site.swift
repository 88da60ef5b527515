internal import Catalog
internal import HTTPTypes
internal import Hummingbird
internal import Visibility
internal import Web

/// What every controller works with.
struct Site: Sendable {
    let catalog: Catalog
    let executor: any QueryExecutor
    /// `nil` where people sign in with passwords only.
    let identityProvider: (any IdentityProvider)?
    let settings: DashboardSettings
    let renderer: Renderer
    let cookies: CookieJar
    let door: Doorkeeper
    let forms: FormGuard
    let reveals = OneTimeReveal()
    /// By share: whoever has a link can ask as often as he likes, but takes no more of the server than two people who look.
    let sharedTurns = Turns<Int>(most: 2, mostWaiting: 16)

    init(
        catalog: Catalog, executor: any QueryExecutor, settings: DashboardSettings,
        identityProvider: (any IdentityProvider)? = nil
    ) throws {
        self.catalog = catalog
        self.identityProvider = identityProvider
        self.executor = executor
        self.settings = settings
        renderer = try Renderer()
        cookies = CookieJar(isSecure: settings.secureCookies)
        door = Doorkeeper(catalog: catalog, cookies: cookies)
        forms = FormGuard(accounts: catalog.accounts, cookies: cookies, baseURL: settings.baseURL)
    }

    /// How dates are said now.
    var words: DateWords { DateWords(now: catalog.clock.now()) }

    /// A page of the person's own. Around it stands the first of their organizations, if there is one.
    func page(_ page: some Page, for visit: PersonVisit, status: HTTPResponse.Status = .ok) -> Response {
        let bar = visit.memberships.first.map {
            Chrome.Bar($0, all: visit.memberships, at: nil, isAtAccount: true)
        }
        return renderer.response(page, status: status, bar: bar, formToken: catalog.accounts.formToken(for: visit.session))
    }

    func page(
        _ page: some Page, for visit: MemberVisit, at section: Section?, status: HTTPResponse.Status = .ok
    ) -> Response {
        renderer.response(
            page, status: status, bar: Chrome.Bar(visit.membership, all: visit.memberships, at: section),
            formToken: catalog.accounts.formToken(for: visit.session))
    }

    func page(
        _ page: some Page, for visit: AdminVisit, at section: Section?, status: HTTPResponse.Status = .ok
    ) -> Response {
        self.page(page, for: visit.member, at: section, status: status)
    }

    func page(_ page: some Page, for visit: BrandVisit, at area: BrandArea?, status: HTTPResponse.Status = .ok) -> Response {
        let member = visit.visit.member
        let bar = Chrome.Bar(member.membership, all: member.memberships, at: nil, brand: Chrome.BrandBar(visit, at: area))
        return renderer.response(page, status: status, bar: bar, formToken: catalog.accounts.formToken(for: member.session))
    }
}

extension Response {
    /// After a form was sent: the browser goes on with a GET, so that reloading sends nothing twice.
    static func seeOther(_ address: String) -> Response {
        Response(status: .seeOther, headers: [.location: address])
    }
}
