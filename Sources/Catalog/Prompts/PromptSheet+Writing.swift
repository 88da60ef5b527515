extension PromptSheet {
    /// The first record of a file that ``init(csv:)`` reads.
    package static var header: String { CSVWriter.record(Column.allCases.map(\.rawValue)) }

    /// - Parameter brand: whose prompt it is.
    package static func record(_ prompt: Prompt, of brand: Brand) -> String {
        CSVWriter.record(Column.allCases.map { SafeCell.written(cell($0, of: prompt, brand)) })
    }

    private static func cell(_ column: Column, of prompt: Prompt, _ brand: Brand) -> String {
        switch column {
        case .text: prompt.text
        case .stage: prompt.stageName
        case .persona: prompt.settings.persona.map { persona($0, of: brand) } ?? ""
        case .tags: ListCell.written(prompt.settings.tags)
        case .topics: ListCell.written(prompt.settings.topics)
        case .platforms: ListCell.written(prompt.settings.platforms.map(\.rawValue))
        case .language: prompt.language
        case .favorite: prompt.settings.isFavorite ? "yes" : "no"
        case .status: prompt.isArchived ? "archived" : "active"
        }
    }

    /// A persona by its name, where that tells it from the others; else by its id.
    package static func persona(_ id: Int, of brand: Brand) -> String {
        guard let name = brand.personas.first(where: { $0.id == id })?.content.name else { return String(id) }
        let isClear = !name.isEmpty && Int(name) == nil && brand.personas.count { $0.content.name == name } == 1
        return isClear ? name : String(id)
    }
}
