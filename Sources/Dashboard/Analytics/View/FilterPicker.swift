internal import Catalog

/// A menu of values to tick, of which one is enough; none of them stands for all.
struct FilterPicker: Sendable {
    let pickerName: String
    let pickerLabel: String
    /// What is chosen, in a word or two.
    let pickerWords: String
    let isPicked: Bool
    let choices: [FormField.Option]
    /// Whether the list stands in columns and can be searched.
    let isLong: Bool
    /// How many of the values the list has, where those are not all: any other is typed.
    let listedWords: String?

    /// A longer list is not read.
    private static let mostChoices = 300
    /// As many are seen at a glance.
    private static let fewChoices = 12

    /// - Parameters:
    ///   - all: said where nothing is chosen.
    ///   - name: of a value that is chosen and not among the options.
    init(
        _ name: String, _ label: String, all: String, _ options: [FormField.Option], _ values: [String],
        else named: (String) -> String = { $0.oneLine(most: 60) }
    ) {
        listedWords =
            options.count > Self.mostChoices
            ? "The first \(Self.mostChoices) of \(grouped(options.count)) are listed. Another one, as it is written:" : nil
        let options = Array(options.prefix(Self.mostChoices)).choosing(values, else: named)
        let chosen = options.filter(\.isChosen).map(\.optionLabel)
        pickerName = name
        pickerLabel = label
        pickerWords = chosen.isEmpty ? all : chosen.count == 1 ? chosen[0].oneLine(most: 24) : "\(label): \(chosen.count)"
        isPicked = !chosen.isEmpty
        choices = options
        isLong = options.count > Self.fewChoices
    }

    /// Those of a page about one prompt: what is said of prompts is the same for all of its answers, so that is there only where it is
    /// chosen already.
    static func ofPrompt(_ view: BrandView, _ choices: ViewChoices) -> [FilterPicker] {
        all(view, choices).filter { $0.isPicked || ["platform", "persona", "country"].contains($0.pickerName) }
    }

    /// Those that every page about a brand's answers has.
    static func all(_ view: BrandView, _ choices: ViewChoices) -> [FilterPicker] {
        func plain(_ texts: [String]) -> [FormField.Option] { texts.map { FormField.Option($0, $0.oneLine(most: 60)) } }
        /// Of a text that prompts are marked with, or were, or never were.
        func label(_ text: String, among texts: [String]) -> String {
            text.oneLine(most: 60) + (texts.contains(text) ? "" : " (on no prompt in use)")
        }
        let branded = [
            FormField.Option("yes", "Prompts that name the brand"), FormField.Option("no", "Prompts that do not name the brand"),
        ]
        return [
            FilterPicker(
                "platform", "Platforms", all: "All platforms", PromptChoices.platforms, view.platforms.map(\.rawValue)),
            FilterPicker("tag", "Tags", all: "All tags", plain(choices.labels.tags), view.tags) {
                label($0, among: choices.labels.tags)
            },
            FilterPicker("topic", "Topics", all: "All topics", plain(choices.labels.topics), view.topics) {
                label($0, among: choices.labels.topics)
            },
            FilterPicker(
                "persona", "Personas", all: "All personas", PromptChoices.personas(of: choices.brand),
                view.personas.map(String.init)
            ) { id in Int(id).map { PromptChoices.personaName($0, of: choices.brand) } ?? id },
            FilterPicker("stage", "Stages", all: "All stages", PromptChoices.stages(of: choices.brand), view.stages),
            FilterPicker("country", "Countries", all: "All countries", plain(choices.countries), view.countries),
            FilterPicker(
                "branded", "Prompts", all: "Branded or not", branded,
                view.isBranded.map { [$0 ? "yes" : "no"] } ?? []),
        ].filter { !$0.choices.isEmpty }
    }
}
