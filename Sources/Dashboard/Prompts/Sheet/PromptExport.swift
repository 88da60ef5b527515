internal import Catalog
internal import Hummingbird

/// Prompts as a CSV file, sent while they are read.
struct PromptExport: Sendable {
    let prompts: PromptService
    let brand: Brand
    let query: PromptQuery

    func response() -> Response { Response(status: .ok) }
}
