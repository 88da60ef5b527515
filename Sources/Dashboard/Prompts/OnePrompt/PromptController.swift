internal import Catalog
internal import HTTPTypes
internal import Hummingbird

/// One prompt: its settings, and taking it out of use and back.
struct PromptController: Sendable {
    let site: Site

    var entries: [SiteEntry] {
        [
            .brand(.prompt, .seeBrands, site, show),
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
        return self.page(PromptPage(prompt, visit, notice: Notice.sentence(in: page.query), words: site.words), visit)
    }

    @Sendable func save(_ visit: BrandVisit, _ form: CheckedForm, _ page: PageRequest) async throws -> Response {
        let prompt = try await find(visit, page)
        let specs = PromptForm.specs(of: prompt, visit.brand)
        let (values, stored) = (FormValues(form.fields, of: specs), PromptForm.values(of: prompt, visit.brand))
        guard form.fields[BrandForm.seen] == stored.fingerprint(specs) else {
            return self.page(
                PromptPage(prompt, visit, values: values, isStale: true, words: site.words), visit, status: .conflict)
        }
        guard let edit = PromptForm.edit(values, over: stored) else { return Notice.same.redirect(visit, prompt.id) }
        do {
            _ = try await site.catalog.prompts.change(
                prompt.id, edit, of: visit.brand.id, in: visit.organization, by: visit.actor)
            return Notice.saved.redirect(visit, prompt.id)
        } catch let error as CatalogError {
            guard let problems = PromptForm.problems(error, values, specs) else { throw error }
            return self.page(
                PromptPage(prompt, visit, values: values, problems: problems, words: site.words), visit,
                status: .unprocessableContent)
        }
    }

    private func set(archived: Bool, _ visit: BrandVisit, _ page: PageRequest) async throws -> Response {
        var edit = PromptEdit()
        edit.isArchived = archived
        let id = try page.number("prompt")
        _ = try await site.catalog.prompts.change(id, edit, of: visit.brand.id, in: visit.organization, by: visit.actor)
        return (archived ? Notice.archived : .restored).redirect(visit, id)
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
            case .archived: "Archived. It is no longer asked."
            case .restored: "Restored. It is asked again."
            case nil: nil
            }
        }

        func redirect(_ visit: BrandVisit, _ prompt: Int) -> Response {
            .seeOther(SitePath.prompt(visit.slug, visit.brand.id, prompt).address(["done": rawValue]))
        }
    }
}
