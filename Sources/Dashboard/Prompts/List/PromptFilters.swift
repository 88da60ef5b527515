internal import Catalog

/// The form over the list of prompts that says which of them are shown.
struct PromptFilters: Sendable {
    let listURL: String
    let search: String
    let first: [Select]
    /// Out of sight until they are asked for.
    let more: [Select]
    let isDetailed: Bool

    struct Select: Sendable {
        let selectName: String
        let selectLabel: String
        let options: [FormField.Option]
    }

    /// A longer list is not read.
    private static let mostLabels = 300

    init(_ query: PromptListQuery, labels: PromptLabels, of brand: Brand, listURL: String) {
        self.listURL = listURL
        search = query.search
        isDetailed = query.isDetailed
        func select(_ name: String, _ label: String, any: String, _ options: [FormField.Option], _ value: String?) -> Select {
            let options = options.choosing(value.map { $0.isEmpty ? [] : [$0] } ?? []) { text in
                name == "persona" ? Int(text).map { PromptChoices.personaName($0, of: brand) } ?? text : text
            }
            return Select(selectName: name, selectLabel: label, options: [FormField.Option("", any)] + options)
        }
        func labelOptions(_ labels: [String]) -> [FormField.Option] {
            labels.prefix(Self.mostLabels).map { FormField.Option($0, $0.oneLine(most: 60)) }
        }
        func yesNo(_ yes: String, _ no: String) -> [FormField.Option] {
            [FormField.Option("yes", yes), FormField.Option("no", no)]
        }
        func word(_ flag: Bool?) -> String? { flag.map { $0 ? "yes" : "no" } }
        first = [
            select(
                "status", "Status", any: "In use", [FormField.Option("archived", "Archived"), FormField.Option("all", "All")],
                query.status == .active ? nil : query.status.rawValue),
            select("stage", "Stage", any: "All stages", PromptChoices.stages(of: brand), query.stage),
            select("tag", "Tag", any: "All tags", labelOptions(labels.tags), query.tag),
        ]
        more = [
            select("topic", "Topic", any: "All topics", labelOptions(labels.topics), query.topic),
            select(
                "persona", "Persona", any: "All personas", PromptChoices.personas(of: brand), query.persona.map(String.init)),
            select("platform", "Platform", any: "All platforms", PromptChoices.platforms, query.platform?.rawValue),
            select(
                "branded", "Brand", any: "Whether or not it is named", yesNo("Names the brand", "Does not name it"),
                word(query.isBranded)),
            select("favorite", "Favourites", any: "All", yesNo("Favourites", "Not favourites"), word(query.isFavorite)),
        ]
    }
}
