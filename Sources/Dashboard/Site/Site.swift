internal import Catalog
internal import HTTPTypes
internal import Hummingbird

/// What every controller works with.
struct Site: Sendable {
    let catalog: Catalog
    let settings: DashboardSettings
    let renderer: Renderer
    let cookies: CookieJar
    let door: Doorkeeper
    let forms: FormGuard
    let reveals = OneTimeReveal()

    init(catalog: Catalog, settings: DashboardSettings) throws {
        self.catalog = catalog
        self.settings = settings
        renderer = try Renderer()
        cookies = CookieJar(isSecure: settings.secureCookies)
        door = Doorkeeper(catalog: catalog, cookies: cookies)
        forms = FormGuard(accounts: catalog.accounts, cookies: cookies, baseURL: settings.baseURL)
    }

    /// How dates are said now.
    var words: DateWords { DateWords(now: catalog.clock.now()) }

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

    func page(_ page: some Page, for visit: BrandVisit, at area: BrandArea, status: HTTPResponse.Status = .ok) -> Response {
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
