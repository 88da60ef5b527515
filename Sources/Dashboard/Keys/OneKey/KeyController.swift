internal import APIKeys
internal import Catalog
internal import HTTPTypes
internal import Hummingbird
internal import Web

/// One key: what it is, what it does, what it may do, and what its end did.
struct KeyController: Sendable {
    let site: Site

    var entries: [SiteEntry] {
        [
            .admin(.key, .manageKeys, site, details),
            .admin(.activity, .manageKeys, site, activity),
            .admin(.explainKey, .manageKeys, site, explain),
            .admin(.receipt, .manageKeys, site, receipt),
        ]
    }

    @Sendable func details(_ visit: AdminVisit, _ page: PageRequest) async throws -> Response {
        let organization = visit.organization
        let insight = site.catalog.insight
        let key = try await site.catalog.keys.find(page.keyID(), in: organization)
        var story = KeyDetailsPage.Story()
        story.brands = try await site.catalog.brands.list(of: organization.id)
        story.receipt = try await insight.receipt(of: key)
        story.leastPrivilege = try await insight.leastPrivilege(of: key)
        story.week = try await insight.report(of: key.id, in: organization, days: 7)
        story.approval = try await site.catalog.approvals.open(for: key.id, of: organization)
        story.approvalsURL = SitePath.approvals(visit.slug).address
        let model = KeyDetailsPage(
            key, story, slug: visit.slug, notice: KeyNotice.sentence(in: page.query), words: site.words)
        return site.page(model, for: visit, at: .keys)
    }

    @Sendable func activity(_ visit: AdminVisit, _ page: PageRequest) async throws -> Response {
        let key = try await site.catalog.keys.find(page.keyID(), in: visit.organization)
        let days = ActivityPage.days(from: page.query["days"])
        let report = try await site.catalog.insight.report(of: key.id, in: visit.organization, days: days)
        let model = ActivityPage(
            report, days: days, of: key, slug: visit.slug, brandNames: try await site.brandNames(of: visit.organization),
            words: site.words)
        return site.page(model, for: visit, at: .keys)
    }

    @Sendable func explain(_ visit: AdminVisit, _ page: PageRequest) async throws -> Response {
        let key = try await site.catalog.keys.find(page.keyID(), in: visit.organization)
        let brands = try await site.catalog.brands.list(of: visit.organization.id)
        let question = ExplainQuestion(page.query)
        func show(
            problem: (field: String, message: String)? = nil, found: Explanation? = nil
        ) -> Response {
            let model = ExplainPage(
                key, question, problem: problem, found: found, organization: visit.organization, brands: brands, words: site.words
            )
            return site.page(model, for: visit, at: .keys, status: problem == nil ? .ok : .unprocessableContent)
        }
        guard question.isAsked else { return show() }
        let address = IPAddress(question.address)
        if address == nil, !question.address.isEmpty || !key.grant.addresses.isEmpty {
            return show(problem: ("address", "Write an address such as 203.0.113.7 or 2001:db8::1."))
        }
        do {
            return show(
                found: try await site.catalog.insight.explain(
                    key, operation: question.operation, brand: Int(question.brand), from: address))
        } catch CatalogError.invalid(let field, let message) {
            return show(problem: (field, message))
        }
    }

    @Sendable func receipt(_ visit: AdminVisit, _ page: PageRequest) async throws -> Response {
        let key = try await site.catalog.keys.find(page.keyID(), in: visit.organization)
        guard let receipt = try await site.catalog.insight.receipt(of: key) else { throw PageFailure.notFound }
        return ReceiptView.json(receipt).response()
    }
}
