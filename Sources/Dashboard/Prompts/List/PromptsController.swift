internal import Catalog
internal import HTTPTypes
internal import Hummingbird

/// The list of prompts, and what is done to several of them at once.
struct PromptsController: Sendable {
    let site: Site

    var entries: [SiteEntry] {
        [
            .brand(.prompts, .seeBrands, site, show),
            .brandForm(.prompts, .changeBrands, site, change),
            .brandForm(.favoritePrompt, .changeBrands, site, favor),
            .brand(.exportPrompts, .seeBrands, site) { visit, page in
                PromptExport(prompts: site.catalog.prompts, brand: visit.brand, query: PromptListQuery(page.query).whole)
                    .response()
            },
        ]
    }

    @Sendable func show(_ visit: BrandVisit, _ page: PageRequest) async throws -> Response {
        try await list(PromptListQuery(page.query), visit, notice: PromptNotice.sentence(in: page.query))
    }

    /// Changes the ticked prompts. All that match are changed only once the page has said how many that are.
    @Sendable func change(_ visit: BrandVisit, _ form: CheckedForm, _ page: PageRequest) async throws -> Response {
        let (fields, query) = (form.fields, PromptListQuery(form.fields))
        guard let deed = PromptDeed(rawValue: fields["do"]) else { throw PageFailure.notFound }
        let tags = fields["tags"].split(separator: ",").map { String($0).trimmed }.filter { !$0.isEmpty }
        func refuse(_ message: String) async throws -> Response {
            let problem = Problem(anchor: deed.needsTags ? "tags" : "bulk", message: message)
            return try await list(query, visit, tags: fields["tags"], problem: problem, status: .unprocessableContent)
        }
        if deed.needsTags && tags.isEmpty { return try await refuse("Name at least one tag, then press \(deed.label).") }
        var ids = fields.all("prompt").compactMap { Int($0) }
        if fields["all"] == FormValues.yes {
            let count = try await site.catalog.prompts.count(query.whole, of: visit.brand)
            guard fields["confirmed"] == String(count) else { return confirm(deed, query, tags: tags, count: count, visit) }
            var whole = query.whole
            whole.limit = count
            ids = try await site.catalog.prompts.list(whole, of: visit.brand).map(\.id)
        }
        guard !ids.isEmpty else { return try await refuse("Tick at least one prompt, then press \(deed.label).") }
        do {
            let changed = try await site.catalog.prompts.change(
                ids, deed.edit(tags: tags), of: visit.brand.id, in: visit.organization, by: visit.actor)
            let done: KeyValuePairs = ["done": deed.rawValue, "count": String(changed.count)]
            return .seeOther(query.address(.prompts(visit.slug, visit.brand.id), page: query.page, done))
        } catch CatalogError.invalid(_, let message) {
            return try await refuse(message)
        }
    }

    @Sendable func favor(_ visit: BrandVisit, _ form: CheckedForm, _ page: PageRequest) async throws -> Response {
        let id = try page.number("prompt")
        var edit = PromptEdit()
        edit.isFavorite = form.fields["favorite_to"] == FormValues.yes
        _ = try await site.catalog.prompts.change(
            id, edit, of: visit.brand.id, in: visit.organization, by: visit.actor)
        let query = PromptListQuery(form.fields)
        return .seeOther(query.address(.prompts(visit.slug, visit.brand.id), page: query.page) + "#p\(id)")
    }

    private func list(
        _ query: PromptListQuery, _ visit: BrandVisit, notice: String? = nil, tags: String = "", problem: Problem? = nil,
        status: HTTPResponse.Status = .ok
    ) async throws -> Response {
        let prompts = site.catalog.prompts
        let rows = try await prompts.list(query.paged, of: visit.brand)
        let total = try await prompts.count(query.whole, of: visit.brand)
        var any = PromptQuery()
        any.status = .all
        let isAny = total > 0 ? true : try await prompts.count(any, of: visit.brand) > 0
        let found = PromptsPage.Found(
            prompts: rows, total: total, labels: try await prompts.labels(of: visit.brand), isAny: isAny)
        let model = PromptsPage(found, for: query, visit, notice: notice, tags: tags, problem: problem, words: site.words)
        return site.page(model, for: visit, at: .prompts, status: status)
    }

    private func confirm(
        _ deed: PromptDeed, _ query: PromptListQuery, tags: [String], count: Int, _ visit: BrandVisit
    ) -> Response {
        let model = BulkPage(deed, query, tags: tags, count: count, visit)
        return site.page(model, for: visit, at: .prompts)
    }
}
