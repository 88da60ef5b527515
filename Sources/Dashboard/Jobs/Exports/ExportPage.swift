internal import Catalog

/// Asks which answers of a brand are wanted as a file.
struct ExportPage: Page {
    static let template = Template.export
    var title: String { "Export answers · \(brandName)" }

    let brandName: String
    let exportURL: String
    let cancelURL: String
    let formats: [FormatChoice]
    let formatError: String?
    let from: String
    let fromError: String?
    let until: String
    let untilError: String?
    let days: Int
    let problems: [Problem]
    let hasProblems: Bool

    struct FormatChoice: Sendable {
        let value: String
        let label: String
        let meaning: String
        let isChosen: Bool
    }

    /// - Parameter isSent: whether the person sent the form; what is missing before that is no mistake.
    init(_ form: ExportForm, isSent: Bool, cancelURL: String, brand: Brand, slug: String) {
        brandName = brand.name
        exportURL = SitePath.exports(slug, brand.id).address
        self.cancelURL = cancelURL
        let chosen = form.format ?? (isSent ? nil : .csv)
        formats = ExportRequest.Format.allCases.map { format in
            let meaning =
                switch format {
                case .csv: "A table for spreadsheets, a row for each answer. Lists within a cell are JSON."
                case .ndjson: "For programs: on each line an answer as a JSON object, as the API gives it."
                }
            return FormatChoice(value: format.rawValue, label: format.label, meaning: meaning, isChosen: format == chosen)
        }
        (from, until) = (form.from, form.until)
        days = JobService.exportDays
        let found = isSent ? form.problems : []
        problems = found.map { Problem(anchor: $0.field, message: $0.message) }
        hasProblems = !problems.isEmpty
        func message(_ field: String) -> String? { found.first { $0.field == field }?.message }
        formatError = message("format")
        fromError = message("from")
        untilError = message("until")
    }
}

/// Asks of which brand answers are wanted.
struct ExportChoicePage: Page {
    static let template = Template.exportChoice
    var title: String { "Export answers" }

    let choiceURL: String
    let cancelURL: String
    let choices: [BrandName]
    let hasChoices: Bool

    init(_ brands: [BrandName], slug: String) {
        choiceURL = SitePath.exportChoice(slug).address
        cancelURL = SitePath.jobs(slug).address
        choices = brands
        hasChoices = !brands.isEmpty
    }
}
