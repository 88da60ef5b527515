internal import Catalog
internal import HTTPTypes
internal import Hummingbird

/// The settings of a brand: its names, websites and so on, each on a page of its own, so that saving one never undoes another.
struct SettingsController: Sendable {
    let site: Site
    let parts: PartsController
    let stages: StagesController

    init(site: Site) {
        self.site = site
        parts = PartsController(site: site)
        stages = StagesController(site: site)
    }

    var entries: [SiteEntry] {
        [
            .brand(.settings, .seeBrands, site) { visit, _ in
                .seeOther(SitePath.settingsSection(visit.slug, visit.brand.id, .names).address)
            },
            .brand(.settingsSection, .seeBrands, site, show),
            .brandForm(.settingsSection, .changeBrands, site, save),
        ] + parts.entries + stages.entries
    }

    @Sendable func show(_ visit: BrandVisit, _ page: PageRequest) async throws -> Response {
        let section = try page.section()
        switch section {
        case .competitors: return parts.list(CompetitorContent.self, visit, page)
        case .personas: return parts.list(PersonaContent.self, visit, page)
        case .stages: return try await stages.show(visit, page)
        case .names, .about, .websites, .topics:
            let notice = SettingsNotice.sentence(in: page.query) { _ in nil }
            return try self.page(section, visit, notice: notice)
        }
    }

    @Sendable func save(_ visit: BrandVisit, _ form: CheckedForm, _ page: PageRequest) async throws -> Response {
        let section = try page.section()
        switch section {
        case .competitors: return try await parts.add(CompetitorContent.self, visit, form)
        case .personas: return try await parts.add(PersonaContent.self, visit, form)
        case .stages: return try await stages.save(visit, form)
        case .names, .about, .websites, .topics:
            guard let over = BrandForm(section) else { throw PageFailure.notFound }
            switch try await over.save(form.fields, visit, site.catalog.brands) {
            case .saved(let brand, let isChanged):
                let notice: SettingsNotice = isChanged ? .saved : .same
                return .seeOther(notice.address(.settingsSection(visit.slug, brand.id, section)))
            case .refused(let values, let problems):
                return try self.page(section, visit, values, problems: problems, status: .unprocessableContent)
            case .stale(let values, let brand):
                return try self.page(section, visit, values, staleAt: brand, status: .conflict)
            }
        }
    }

    private func page(
        _ section: SettingsSection, _ visit: BrandVisit, _ values: FormValues? = nil,
        problems: FormProblems = FormProblems(), staleAt brand: Brand? = nil, notice: String? = nil,
        status: HTTPResponse.Status = .ok
    ) throws -> Response {
        guard let form = BrandForm(section) else { throw PageFailure.notFound }
        let view = try FormView(
            form, of: brand ?? visit.brand, values: values, problems: problems, isStale: brand != nil,
            mayChange: visit.mayChange, saveURL: SitePath.settingsSection(visit.slug, visit.brand.id, section).address,
            effect: section.effect)
        return site.page(SettingsPage(section, visit, view, notice: notice), for: visit, at: .settings, status: status)
    }
}

extension PageRequest {
    func section() throws -> SettingsSection {
        guard let section = SettingsSection(rawValue: context.parameters.get("section") ?? "") else { throw PageFailure.notFound }
        return section
    }
}
