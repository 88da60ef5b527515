internal import Catalog
internal import Visibility

/// The form over the list of responses that says which of them are shown: words, what every page about answers is filtered by, and what
/// only a list of them can be.
struct ResponseForm: Sendable {
    let typed: String
    let viewForm: ViewForm
    /// Each takes one value.
    let selects: [PromptFilters.Select]
    let isDetailed: Bool
    /// Shows all; `nil` where nothing is left out.
    let allURL: String?

    init(_ query: ResponseQuery, choices: ViewChoices, today: Day, at path: SitePath) {
        typed = query.words.text
        viewForm = ViewForm(
            query.view, choices: choices, today: today, at: path.address,
            hidden: query.prompt.map { [("prompt", String($0))] } ?? [], clearURL: nil, days: query.days)
        typealias Select = PromptFilters.Select
        selects = [
            Select("mentioned", "The brand", any: "Named or not", yes: "Named", no: "Not named", query.isMentioned),
            Select(
                "competitor", "Competitor", any: "Any or none", Self.competitors(query, of: choices.brand),
                query.competitor.map(String.init)),
            Select(
                "sentiment", "Tone about the brand", any: "Any",
                Sentiment.allCases.map { FormField.Option($0.rawValue, $0.words.capitalizedFirst) }, query.sentiment?.rawValue),
            Select("cites", "Pages of the brand", any: "Cited or not", yes: "Cited", no: "Not cited", query.citesBrand),
            Select("shopping", "Shopping results", any: "With or without", yes: "With", no: "Without", query.hasShopping),
        ]
        isDetailed = query.isDetailed
        allURL = query.isNarrow || !query.words.text.isEmpty ? path.address : nil
    }

    /// Those of the brand, and the one that is asked for if it is none of them.
    private static func competitors(_ query: ResponseQuery, of brand: Brand) -> [FormField.Option] {
        let known = brand.competitors.map { FormField.Option(String($0.id), "\($0.content.name.oneLine(most: 60)) is named") }
        guard let asked = query.competitor.map({ String($0) }), !known.contains(where: { $0.optionValue == asked }) else {
            return known
        }
        return known + [FormField.Option(asked, "Competitor \(asked), not in use, is named")]
    }
}
