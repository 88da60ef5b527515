internal import Catalog

/// The form that takes a CSV file of prompts.
struct ImportPage: Page {
    static let template = Template.importPrompts

    let title: String
    let listURL: String
    let previewURL: String
    let sheet: String
    let sheetError: String?
    let columns: [ColumnLine]
    let example: String
    let bounds: String
    let problems: [Problem]
    let hasProblems: Bool

    struct ColumnLine: Sendable {
        let column: String
        let meaning: String
    }

    init(_ visit: BrandVisit, sheet: String = "", problem: String? = nil) {
        let (slug, brand) = (visit.slug, visit.brand)
        title = "Import prompts · \(brand.name)"
        listURL = SitePath.prompts(slug, brand.id).address
        previewURL = SitePath.importPrompts(slug, brand.id).address
        self.sheet = sheet
        sheetError = problem
        problems = problem.map { [Problem(anchor: "sheet", message: $0)] } ?? []
        hasProblems = problem != nil
        columns = PromptSheet.Column.allCases.map { ColumnLine(column: $0.rawValue, meaning: $0.meaning(brand)) }
        let stage = brand.stages.first?.content.name ?? ""
        example = """
            text,stage,tags,platforms
            best accounting software for a small shop,\(stage),core|germany,chatgpt|claude
            "is \(brand.name) worth it, and why?",,core,
            """
        bounds = "At most \(PromptSheetLimits.bytes / 1_048_576) MB and \(grouped(PromptSheetLimits.rows)) rows."
    }
}

extension PromptSheet.Column {
    func meaning(_ brand: Brand) -> String {
        switch self {
        case .text: "The prompt. The only column that must be there."
        case .stage: "One of \(brand.stages.map(\.content.name).inWords). Empty: as the words suggest."
        case .persona: "The name of a persona of the brand. Empty: nobody in particular."
        case .tags, .topics: "Several with | between them."
        case .platforms: "Several with | between them: \(Platform.allCases.map(\.rawValue).joined(separator: ", ")). Empty: all."
        case .language: "Two letters, such as en. Empty: as it is written."
        case .favorite: "yes or no."
        case .status: "active or archived. Empty: active."
        }
    }
}
