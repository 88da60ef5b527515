internal import Catalog
internal import Hummingbird

/// An organization's first page: all of its brands.
struct OverviewController: Sendable {
    let site: Site

    var entries: [SiteEntry] {
        [
            .member(.organization, site, show),
            .member(.overviewFile, site) { visit, page in
                let order = try order(page)
                return .csv(BrandRanking.csv(try await pulses(visit, page), order: order, today: site.today), name: "brands")
            },
        ]
    }

    @Sendable func show(_ visit: MemberVisit, _ page: PageRequest) async throws -> Response {
        let order = try order(page)
        let brands = try await brands(visit)
        let active = brands.filter { !$0.isArchived }
        let pulses = try await pulses(of: active, page)
        let mixed = try await site.catalog.jobs.openReevaluations(of: active, in: visit.organization.id)
        let words = site.words
        let attention =
            visit.role.may(.manageKeys) ? try await NoticesModel.load(site.catalog, visit.organization, words: words) : nil
        let model = OverviewPage(
            visit.organization, role: visit.role, pulses: pulses, archived: brands.filter(\.isArchived), order: order,
            period: BrandPulse.period(today: site.today), mixed: mixed, attention: attention, words: words)
        return site.page(model, for: visit, at: .overview)
    }

    private func order(_ page: PageRequest) throws(PageFailure) -> BrandRanking {
        var reader = FieldReader(page.query)
        let order = reader.choice("sort", of: BrandRanking.self, else: "no order of brands")
        try PageFailure.check(reader.complaint)
        return order ?? .falls
    }

    private func pulses(_ visit: MemberVisit, _ page: PageRequest) async throws -> [BrandPulse] {
        try await pulses(of: try await brands(visit).filter { !$0.isArchived }, page)
    }

    private func brands(_ visit: MemberVisit) async throws -> [Brand] {
        visit.membership.reachable(among: try await site.catalog.brands.list(of: visit.organization.id))
    }

    private func pulses(of brands: [Brand], _ page: PageRequest) async throws -> [BrandPulse] {
        let byID = Dictionary(uniqueKeysWithValues: brands.map { ($0.id, $0) })
        return try await site.analyst.answer(
            BrandPulse.queries(today: site.today), ofEach: brands.map(\.id), for: page
        ) { id, answers in byID[id].map { BrandPulse($0, totals: answers[0], weeks: answers[1]) } }
        .compactMap { $0 }
    }
}
