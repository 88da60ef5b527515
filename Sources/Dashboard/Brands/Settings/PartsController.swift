internal import Catalog
internal import HTTPTypes
internal import Hummingbird

/// The competitors and personas of a brand: a list of each, and a page for one.
struct PartsController: Sendable {
    let site: Site

    var entries: [SiteEntry] {
        [
            .brand(.newPart, .changeBrands, site) { visit, page in
                try await page.partKind { try new($0, visit) }
            },
            .brand(.part, .seeBrands, site) { visit, page in
                let id = try page.number("part")
                return try await page.partKind { try show($0, id, visit) }
            },
            .brandForm(.part, .changeBrands, site) { visit, form, page in
                let id = try page.number("part")
                return try await page.partKind { try await save($0, id, visit, form) }
            },
            .brand(.archivePart, .changeBrands, site) { visit, page in
                let id = try page.number("part")
                return try await page.partKind { try await confirm($0, id, visit) }
            },
            .brandForm(.archivePart, .changeBrands, site) { visit, _, page in
                let id = try page.number("part")
                return try await page.partKind { try await archive($0, id, visit) }
            },
        ]
    }

    func list<Content: FormPart>(_ kind: Content.Type, _ visit: BrandVisit, _ page: PageRequest) -> Response {
        site.page(PartsPage(kind, visit, query: page.query), for: visit, at: .settings)
    }

    func add<Content: FormPart>(
        _ kind: Content.Type, _ visit: BrandVisit, _ form: CheckedForm
    ) async throws -> Response {
        switch try await Content.newForm.save(form.fields, visit, site.catalog.brands) {
        case .saved(let brand, _):
            // Ids grow, so the newest is the last.
            let added = brand[keyPath: Content.parts].last?.id
            return .seeOther(SettingsNotice.added.address(.settingsSection(visit.slug, brand.id, Content.section), part: added))
        case .refused(let values, let problems):
            return try new(kind, visit, values, problems, status: .unprocessableContent)
        case .stale(let values, _):
            return try new(
                kind, visit, values, FormProblems(whole: "This form has gone stale. Save it again."), status: .conflict)
        }
    }

    private func new<Content: FormPart>(
        _ kind: Content.Type, _ visit: BrandVisit, _ values: FormValues? = nil, _ problems: FormProblems = FormProblems(),
        status: HTTPResponse.Status = .ok
    ) throws -> Response {
        let list = SitePath.settingsSection(visit.slug, visit.brand.id, Content.section).address
        let view = try FormView(
            Content.newForm, of: visit.brand, values: values, problems: problems, mayChange: visit.mayChange, saveURL: list,
            button: "Add \(Content.noun)", cancelURL: list)
        return site.page(PartPage(newOf: kind, visit, view), for: visit, at: .settings, status: status)
    }

    private func show<Content: FormPart>(
        _ kind: Content.Type, _ id: Int, _ visit: BrandVisit, _ values: FormValues? = nil,
        problems: FormProblems = FormProblems(), staleAt brand: Brand? = nil, status: HTTPResponse.Status = .ok
    ) throws -> Response {
        let part: BrandPart<Content> = try site.catalog.brands.part(id, of: brand ?? visit.brand)
        let view = try FormView(
            Content.form(id), of: brand ?? visit.brand, values: values, problems: problems, isStale: brand != nil,
            mayChange: visit.mayChange, saveURL: SitePath.part(visit.slug, visit.brand.id, Content.section, id).address,
            cancelURL: SitePath.settingsSection(visit.slug, visit.brand.id, Content.section).address)
        return site.page(PartPage(part, visit, view), for: visit, at: .settings, status: status)
    }

    private func save<Content: FormPart>(
        _ kind: Content.Type, _ id: Int, _ visit: BrandVisit, _ form: CheckedForm
    ) async throws -> Response {
        switch try await Content.form(id).save(form.fields, visit, site.catalog.brands) {
        case .saved(let brand, let isChanged):
            let notice: SettingsNotice = isChanged ? .saved : .same
            return .seeOther(notice.address(.settingsSection(visit.slug, brand.id, Content.section), part: id))
        case .refused(let values, let problems):
            return try show(kind, id, visit, values, problems: problems, status: .unprocessableContent)
        case .stale(let values, let brand):
            return try show(kind, id, visit, values, staleAt: brand, status: .conflict)
        }
    }

    private func confirm<Content: FormPart>(_ kind: Content.Type, _ id: Int, _ visit: BrandVisit) async throws -> Response {
        let part: BrandPart<Content> = try site.catalog.brands.part(id, of: visit.brand)
        var remark = "It is not in use elsewhere."
        if Content.section == .personas {
            var query = PromptQuery()
            query.persona = id
            let count = try await site.catalog.prompts.count(query, of: visit.brand)
            remark = count == 0 ? "No prompt is asked for it." : "\(counted(count, "prompt")) of \(visit.brand.name) keep it."
        } else {
            remark =
                "\(part.content.name) is one of \(counted(visit.brand.competitors.count, "competitor")) of \(visit.brand.name)."
        }
        let model = ConfirmPage(
            heading: "Archive \(part.shownName)?", effect: Content.archiving, remark: remark, action: "Archive \(Content.noun)",
            url: SitePath.archivePart(visit.slug, visit.brand.id, Content.section, id).address,
            cancelURL: SitePath.part(visit.slug, visit.brand.id, Content.section, id).address)
        return site.page(model, for: visit, at: .settings)
    }

    private func archive<Content: FormPart>(_ kind: Content.Type, _ id: Int, _ visit: BrandVisit) async throws -> Response {
        try await site.catalog.brands.archive(kind, id, of: visit.brand.id, in: visit.organization, by: visit.actor)
        return .seeOther(SettingsNotice.archived.address(.settingsSection(visit.slug, visit.brand.id, Content.section)))
    }
}

extension PageRequest {
    /// Calls `body` with the kind of part that the address names.
    fileprivate func partKind(_ body: (any FormPart.Type) async throws -> Response) async throws -> Response {
        switch try section() {
        case .competitors: try await body(CompetitorContent.self)
        case .personas: try await body(PersonaContent.self)
        default: throw PageFailure.notFound
        }
    }
}
