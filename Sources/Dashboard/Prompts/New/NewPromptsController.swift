internal import Catalog
internal import HTTPTypes
internal import Hummingbird

/// Making prompts, one on each line.
struct NewPromptsController: Sendable {
    let site: Site

    var entries: [SiteEntry] {
        [
            .brand(.newPrompts, .changeBrands, site) { visit, _ in
                site.page(NewPromptsPage(visit), for: visit, at: .prompts)
            },
            .brandForm(.newPrompts, .changeBrands, site, upTo: PromptSheetLimits.body, create),
        ]
    }

    @Sendable func create(_ visit: BrandVisit, _ form: CheckedForm, _ page: PageRequest) async throws -> Response {
        let specs = PromptForm.newSpecs(of: visit.brand)
        let values = FormValues(form.fields, of: specs)
        func refuse(_ problems: FormProblems, _ lines: [(number: Int, message: String)] = []) -> Response {
            let model = NewPromptsPage(visit, values: values, problems: problems, lines: lines)
            return site.page(model, for: visit, at: .prompts, status: .unprocessableContent)
        }
        let drafts = PromptForm.drafts(values)
        guard (1...PromptSheetLimits.rows).contains(drafts.count) else {
            var problems = FormProblems()
            problems.byField["texts"] =
                drafts.isEmpty
                ? "Write at least one prompt."
                : "These are \(grouped(drafts.count)) lines; add at most \(grouped(PromptSheetLimits.rows)) at a time."
            return refuse(problems)
        }
        let batch = try await site.catalog.prompts.prepare(drafts, of: visit.brand.id, in: visit.organization)
        guard batch.faults.isEmpty else {
            let (lines, shared) = Self.sort(batch.faults, values, specs)
            return refuse(shared, lines)
        }
        let added = try await site.catalog.prompts.add(batch, by: visit.actor)
        return .seeOther(PromptNotice.address(added, visit))
    }

    /// Faults of single lines, and those of what all lines share.
    private static func sort(
        _ faults: [PromptBatch.Fault], _ values: FormValues, _ specs: [FieldSpec]
    ) -> (lines: [(number: Int, message: String)], shared: FormProblems) {
        let written = TextLine.all(of: values["texts"])
        var lines: [(number: Int, message: String)] = []
        var shared = FormProblems()
        for fault in faults {
            if case .invalid("text", let message) = fault.error {
                lines.append((written.indices.contains(fault.index) ? written[fault.index].number : 0, message))
            } else if let problems = PromptForm.problems(fault.error, values, specs) {
                shared.byField.merge(problems.byField) { first, _ in first }
                shared.whole = shared.whole ?? problems.whole
            }
        }
        return (lines, shared)
    }
}
