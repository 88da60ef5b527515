internal import Catalog
internal import HTTPTypes
internal import Hummingbird

/// Prompts out of a CSV file: looked at first, then written.
struct ImportController: Sendable {
    let site: Site

    var entries: [SiteEntry] {
        [
            .brand(.importPrompts, .changeBrands, site) { visit, _ in
                site.page(ImportPage(visit), for: visit, at: .prompts)
            },
            .brandForm(.importPrompts, .changeBrands, site, upTo: PromptSheetLimits.body, take),
        ]
    }

    /// The table comes twice: first from the person, then, with `confirmed`, from the page that showed what it does. So nothing
    /// waits on the server, and two servers on the same data do not have to know of each other.
    @Sendable func take(_ visit: BrandVisit, _ form: CheckedForm, _ page: PageRequest) async throws -> Response {
        let upload: PromptUpload
        do {
            upload = try PromptUpload(form.fields)
        } catch {
            let model = ImportPage(
                visit, sheet: form.fields["sheet"], problem: "\(error.line > 1 ? "Line \(error.line): " : "")\(error.message)")
            return site.page(model, for: visit, at: .prompts, status: .unprocessableContent)
        }
        let prompts = site.catalog.prompts
        let (batch, faults) = try await prompts.prepare(upload.rows, of: visit.brand)
        let confirmed = form.fields["confirmed"]
        if confirmed == ImportPreviewPage.confirmation(batch.prompts.count, faults), !batch.prompts.isEmpty {
            return .seeOther(PromptNotice.address(try await prompts.add(batch, by: visit.actor), visit))
        }
        let added = batch.prompts.isEmpty ? [] : try await prompts.add(batch, isRehearsal: true, by: visit.actor)
        let model = ImportPreviewPage(upload, added, faults: faults, isAgain: !confirmed.isEmpty, visit)
        return site.page(model, for: visit, at: .prompts)
    }
}
