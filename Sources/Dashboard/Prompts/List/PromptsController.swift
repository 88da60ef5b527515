internal import Catalog
internal import HTTPTypes
internal import Hummingbird

/// The list of prompts, and what is done to several of them at once.
struct PromptsController: Sendable {
    let site: Site

    var entries: [SiteEntry] {
        [
            .view(.prompts, site, at: .prompts, others: understood, show),
            .brandForm(.prompts, .changeBrands, site, change),
            .brandForm(.favoritePrompt, .changeBrands, site, favor),
            .brand(.exportPrompts, .seeBrands, site) { visit, page in
                let query = PromptListQuery(page.query, today: site.today)
                try PageFailure.check(query.complaint)
                return PromptExport(prompts: site.catalog.prompts, brand: visit.brand, query: query.whole).response()
            },
            .viewFile(.promptNumbers, site) { visit, page in
                let queries = PromptNumbers.fileQueries(visit.view, today: site.today)
                let csv = try await site.analyst.answer(queries, of: visit.brand.id, for: page) { PromptNumbers.file($0).csv }
                return .csv(csv, name: "prompts-presence-\(visit.brand.id)")
            },
        ]
    }

    /// What the list's address says beside the view.
    @Sendable private func understood(_ fields: FormFields) -> OtherFields {
        let query = PromptListQuery(fields, today: site.today)
        return OtherFields(items: query.items, complaint: query.complaint)
    }

    @Sendable func show(_ visit: BrandVisit, _ page: PageRequest) async throws -> Response {
        let query = PromptListQuery(page.query, today: site.today)
        try PageFailure.check(query.complaint)
        return try await list(query, visit, page, notice: PromptNotice.sentence(in: page.query))
    }

    /// Changes the ticked prompts. All that match are changed only once the page has said how many that are.
    @Sendable func change(_ visit: BrandVisit, _ form: CheckedForm, _ page: PageRequest) async throws -> Response {
        let (fields, query) = (form.fields, PromptListQuery(form.fields, today: site.today))
        try PageFailure.check(query.complaint)
        guard let deed = PromptDeed(rawValue: fields["do"]) else { throw PageFailure.notFound }
        let tags = fields["tags"].split(separator: ",").map { String($0).trimmed }.filter { !$0.isEmpty }
        func refuse(_ message: String) async throws -> Response {
            let problem = Problem(anchor: deed.needsTags ? "tags" : "bulk", message: message)
            return try await list(query, visit, page, tags: fields["tags"], problem: problem, status: .unprocessableContent)
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
        let query = PromptListQuery(form.fields, today: site.today)
        return .seeOther(query.address(.prompts(visit.slug, visit.brand.id), page: query.page) + "#p\(id)")
    }

    private func list(
        _ asked: PromptListQuery, _ visit: BrandVisit, _ page: PageRequest, notice: String? = nil, tags: String = "",
        problem: Problem? = nil, status: HTTPResponse.Status = .ok
    ) async throws -> Response {
        let prompts = site.catalog.prompts
        let total = try await prompts.count(asked.whole, of: visit.brand)
        var query = asked
        query.page = Pager.shown(asked.page, size: PromptListQuery.pageSize, total: total)
        let rows = try await rows(query, visit, page)
        var any = PromptQuery()
        any.status = .all
        let isAny = total > 0 ? true : try await prompts.count(any, of: visit.brand) > 0
        let (numbers, totals) = try await numbers(of: rows, query.view, visit, page)
        let found = PromptsPage.Found(
            prompts: rows, total: total, numbers: numbers, totals: totals,
            choices: try await site.choices(for: query.view, visit, page), isAny: isAny)
        let model = PromptsPage(
            found, for: query, visit, notice: notice, tags: tags, problem: problem, words: site.words, today: site.today,
            baseURL: site.baseURL(page))
        return site.page(model, for: visit, at: .prompts, status: status)
    }

    /// The prompts of a page of the list, in its order.
    private func rows(_ query: PromptListQuery, _ visit: BrandVisit, _ page: PageRequest) async throws -> [Prompt] {
        let (prompts, order) = (site.catalog.prompts, query.order)
        guard let asked = order.query(query.view, today: site.today) else {
            return try await prompts.list(query.paged, of: visit.brand)
        }
        let matching = try await prompts.ids(query.whole, of: visit.brand)
        let start = (query.page - 1) * PromptListQuery.pageSize
        let ids = try await site.analyst.answer([asked], of: visit.brand.id, for: page) { answers in
            Array(order.sorted(matching, by: answers[0]).dropFirst(start).prefix(PromptListQuery.pageSize))
        }
        guard !ids.isEmpty else { return [] }
        var wanted = PromptQuery()
        (wanted.status, wanted.ids, wanted.limit) = (.all, ids, ids.count)
        let places = Dictionary(uniqueKeysWithValues: ids.enumerated().map { ($1, $0) })
        return try await prompts.list(wanted, of: visit.brand).sorted { (places[$0.id] ?? 0) < (places[$1.id] ?? 0) }
    }

    /// One query for all of a page, however many prompts there are beside them.
    private func numbers(
        of prompts: [Prompt], _ view: BrandView, _ visit: BrandVisit, _ page: PageRequest
    ) async throws -> (numbers: [Int: PromptNumbers], totals: ChartAnswer?) {
        guard !prompts.isEmpty else { return ([:], nil) }
        let today = site.today
        return try await site.analyst.answer(
            PromptNumbers.queries(of: prompts.map(\.id), view, today: today), of: visit.brand.id, for: page
        ) { (PromptNumbers.all($0, view, today: today), $0[2]) }
    }

    private func confirm(
        _ deed: PromptDeed, _ query: PromptListQuery, tags: [String], count: Int, _ visit: BrandVisit
    ) -> Response {
        let model = BulkPage(deed, query, tags: tags, count: count, visit)
        return site.page(model, for: visit, at: .prompts)
    }
}
