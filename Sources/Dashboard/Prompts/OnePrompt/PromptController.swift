internal import Catalog
internal import HTTPTypes
internal import Hummingbird
internal import Visibility

/// One prompt: its settings, and taking it out of use and back.
struct PromptController: Sendable {
    let site: Site

    var entries: [SiteEntry] {
        [
            .view(.prompt, site, at: .prompts, show),
            .viewFile(.promptChart, site, file),
            .brandForm(.prompt, .changeBrands, site, save),
            .brandForm(.archivePrompt, .changeBrands, site) { visit, _, page in
                try await set(archived: true, visit, page)
            },
            .brandForm(.restorePrompt, .changeBrands, site) { visit, _, page in
                try await set(archived: false, visit, page)
            },
        ]
    }

    @Sendable func show(_ visit: BrandVisit, _ page: PageRequest) async throws -> Response {
        let prompt = try await find(visit, page)
        let (today, view) = (site.today, visit.view)
        let list = PromptListQuery(page.query, today: today)
        let labels = try await site.catalog.prompts.labels(of: visit.brand)
        let baseURL = site.baseURL(page)
        let queries =
            [ViewChoices.countriesQuery(view, today: today), PromptChart.totals(view, prompt: prompt.id, today: today)]
            + PromptChart.allCases.map { $0.query(view, prompt: prompt.id, today: today) }
        let numbers = try await site.analyst.answer(queries, of: visit.brand.id, for: page) { answers in
            let choices = ViewChoices(brand: visit.brand, labels: labels, countries: answers[0])
            var form = ViewForm(
                view, choices: choices, today: today, at: .prompt(visit.slug, visit.brand.id, prompt.id), hidden: list.ownItems)
            form.pickers = FilterPicker.ofPrompt(view, choices)
            return PromptPage.Numbers(
                viewForm: form,
                visibility: PromptVisibility(
                    prompt, totals: answers[1],
                    charts: Dictionary(uniqueKeysWithValues: zip(PromptChart.allCases, answers.dropFirst(2))), view: view,
                    today: today, visit, baseURL: baseURL))
        }
        return self.page(
            PromptPage(prompt, list, visit, notice: Notice.sentence(in: page.query), numbers: numbers, words: site.words), visit)
    }

    @Sendable func file(_ visit: BrandVisit, _ page: PageRequest) async throws -> Response {
        let prompt = try await find(visit, page)
        let name = page.context.parameters.get("chart") ?? ""
        guard let chart = PromptChart.allCases.first(where: { "\($0.rawValue).csv" == name }) else { throw PageFailure.notFound }
        let query = chart.query(visit.view, prompt: prompt.id, today: site.today)
        let csv = try await site.analyst.answer([query], of: visit.brand.id, for: page) { answers in
            chart.file(answers[0], of: visit.brand).csv
        }
        return .csv(csv, name: visit.view.fileName("\(chart.rawValue)-\(prompt.id)", of: visit.brand, today: site.today))
    }

    @Sendable func save(_ visit: BrandVisit, _ form: CheckedForm, _ page: PageRequest) async throws -> Response {
        let prompt = try await find(visit, page)
        let list = PromptListQuery(page.query, today: site.today)
        let specs = PromptForm.specs(of: prompt, visit.brand)
        let (values, stored) = (FormValues(form.fields, of: specs), PromptForm.values(of: prompt, visit.brand))
        guard form.fields[BrandForm.seen] == stored.fingerprint(specs) else {
            return self.page(
                PromptPage(prompt, list, visit, values: values, isStale: true, words: site.words), visit, status: .conflict)
        }
        guard let edit = PromptForm.edit(values, over: stored) else { return Notice.same.redirect(visit, prompt.id, list) }
        do {
            _ = try await site.catalog.prompts.change(
                prompt.id, edit, of: visit.brand.id, in: visit.organization, by: visit.actor)
            return Notice.saved.redirect(visit, prompt.id, list)
        } catch let error as CatalogError {
            guard let problems = PromptForm.problems(error, values, specs) else { throw error }
            return self.page(
                PromptPage(prompt, list, visit, values: values, problems: problems, words: site.words), visit,
                status: .unprocessableContent)
        }
    }

    private func set(archived: Bool, _ visit: BrandVisit, _ page: PageRequest) async throws -> Response {
        var edit = PromptEdit()
        edit.isArchived = archived
        let id = try page.number("prompt")
        _ = try await site.catalog.prompts.change(id, edit, of: visit.brand.id, in: visit.organization, by: visit.actor)
        return (archived ? Notice.archived : .restored).redirect(visit, id, PromptListQuery(page.query, today: site.today))
    }

    private func find(_ visit: BrandVisit, _ page: PageRequest) async throws -> Prompt {
        try await site.catalog.prompts.find(try page.number("prompt"), of: visit.brand)
    }

    private func page(_ model: PromptPage, _ visit: BrandVisit, status: HTTPResponse.Status = .ok) -> Response {
        site.page(model, for: visit, at: .prompts, status: status)
    }

    /// What the page says after something was done.
    private enum Notice: String {
        case saved, same, archived, restored

        static func sentence(in query: FormFields) -> String? {
            switch Notice(rawValue: query["done"]) {
            case .saved: "Saved."
            case .same: "Nothing was different, so nothing was changed."
            case .archived: "Archived. It is no longer asked; what was answered to it stays."
            case .restored: "Restored. It is asked again."
            case nil: nil
            }
        }

        /// - Parameter list: from which one came to the prompt.
        func redirect(_ visit: BrandVisit, _ prompt: Int, _ list: PromptListQuery) -> Response {
            .seeOther(SitePath.prompt(visit.slug, visit.brand.id, prompt).address(list.items + [("done", rawValue)]))
        }
    }
}
