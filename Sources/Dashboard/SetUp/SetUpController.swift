internal import Catalog
internal import HTTPTypes
internal import Hummingbird

/// The one-time links by which people come in for the first time.
struct SetUpController: Sendable {
    let site: Site

    var entries: [SiteEntry] { [.visitor(.setUp, form), .visitorForm(.setUp, site, setUp)] }

    @Sendable func form(_ page: PageRequest) async throws -> Response {
        let link = page.link
        guard let owner = try await site.catalog.accounts.setupLinkOwner(link) else { return over() }
        return site.visitorPage(SetUpPage(link: link, email: owner.email), page)
    }

    @Sendable func setUp(_ form: CheckedForm, _ page: PageRequest) async throws -> Response {
        let link = page.link
        let password = form.fields["password"]
        guard let owner = try await site.catalog.accounts.setupLinkOwner(link) else { return over() }
        do {
            guard try await site.catalog.accounts.setUp(link: link, password: password) != nil else { return over() }
        } catch CatalogError.invalid(_, let message) {
            let model = SetUpPage(link: link, email: owner.email, problem: message)
            return site.visitorPage(model, page, status: .unprocessableContent)
        }
        // Nobody should type a password twice that they have just chosen.
        let answer = try await site.catalog.accounts.signIn(
            email: owner.email, password: password, from: page.client, by: site.browser(page))
        return site.afterPassword(answer) ?? .seeOther(SitePath.signIn.address(["done": "set-up"]))
    }

    private func over() -> Response {
        site.renderer.response(SetUpOverPage(), status: .notFound)
    }
}
