internal import Catalog

/// The form over what can be changed of prompts: of one that is there, or of those to be made.
enum PromptForm {
    /// - Parameters:
    ///   - stage: the choice in front of the brand's stages.
    ///   - persona: one that the prompt has, even when it is archived.
    private static func specs(of brand: Brand, stage: FormField.Option?, persona: String = "") -> [FieldSpec] {
        let personas = PromptChoices.personas(of: brand).choosing(persona.isEmpty ? [] : [persona]) {
            Int($0).map { PromptChoices.personaName($0, of: brand) } ?? $0
        }
        return [
            FieldSpec("stage", "Stage", .choice((stage.map { [$0] } ?? []) + PromptChoices.stages(of: brand))),
            FieldSpec(
                "persona", "Persona", .choice([FormField.Option("", "Nobody in particular")] + personas),
                hint: "Who is asking."),
            FieldSpec(
                "tags", "Tags", .lines, hint: "One on each line. Tags are for finding and reporting; they change no answer."),
            FieldSpec("topics", "Topics", .lines, hint: "One on each line: what it is about."),
            FieldSpec(
                "platforms", "Platforms", .several(PromptChoices.platforms, none: "All"),
                hint: "None ticked: all of them, and those that come later."),
        ]
    }

    // MARK: One that is there

    static func specs(of prompt: Prompt, _ brand: Brand) -> [FieldSpec] {
        let isThere = brand.stages.contains { $0.id == prompt.settings.stage }
        return specs(
            of: brand, stage: isThere ? nil : FormField.Option("", "\(prompt.stageName), which was removed"),
            persona: prompt.settings.persona.map(String.init) ?? "")
            + [FieldSpec("favorite", "Favourite", .flag, hint: "Easy to find again in the list.")]
    }

    static func values(of prompt: Prompt, _ brand: Brand) -> FormValues {
        let settings = prompt.settings
        var values = FormValues()
        values["stage"] = brand.stages.first { $0.id == settings.stage }?.content.name ?? ""
        values["persona"] = settings.persona.map(String.init) ?? ""
        values["tags"] = FormValues.lines(settings.tags)
        values["topics"] = FormValues.lines(settings.topics)
        values["platforms"] = FormValues.lines(settings.platforms.map(\.rawValue))
        values["favorite"] = FormValues.flag(settings.isFavorite)
        return values
    }

    /// What to change so that the prompt is as the form says; `nil` where it is that already.
    static func edit(_ values: FormValues, over stored: FormValues) -> PromptEdit? {
        guard values != stored else { return nil }
        var edit = PromptEdit()
        if values["stage"] != stored["stage"] { edit.stage = values["stage"] }
        if values["persona"] != stored["persona"] { edit.persona = .some(Int(values["persona"])) }
        if values["tags"] != stored["tags"] { edit.tags = values.lines("tags") }
        if values["topics"] != stored["topics"] { edit.topics = values.lines("topics") }
        if values["platforms"] != stored["platforms"] { edit.platforms = platforms(values) }
        if values["favorite"] != stored["favorite"] { edit.isFavorite = values.flag("favorite") }
        return edit
    }

    // MARK: Those to be made

    static func newSpecs(of brand: Brand) -> [FieldSpec] {
        [
            FieldSpec(
                "texts", "Prompts", .text(most: PromptSheetLimits.bytes),
                hint:
                    "One on each line, in the words that people use. The text cannot be changed later, since the answers belong to it.",
                isRequired: true)
        ] + specs(of: brand, stage: FormField.Option("", "As the words suggest")) + [
            FieldSpec(
                "language", "Language", .line(most: 2),
                hint: "Two letters of ISO 639-1, such as en or pt. Empty: as it is written.")
        ]
    }

    static func drafts(_ values: FormValues) -> [PromptDraft] {
        TextLine.all(of: values["texts"]).map { line in
            var draft = PromptDraft(text: line.text)
            draft.stage = values["stage"].isEmpty ? nil : values["stage"]
            draft.persona = Int(values["persona"])
            // What is left empty says nothing, so that a prompt that is taken up again keeps what it has.
            let (tags, topics, platforms) = (values.lines("tags"), values.lines("topics"), platforms(values))
            draft.tags = tags.isEmpty ? nil : tags
            draft.topics = topics.isEmpty ? nil : topics
            draft.platforms = platforms.isEmpty ? nil : platforms
            let language = values["language"].trimmed.lowercased()
            draft.language = language.isEmpty ? nil : language
            return draft
        }
    }

    private static func platforms(_ values: FormValues) -> [Platform] {
        values.lines("platforms").compactMap(Platform.init(rawValue:))
    }

    // MARK: What is wrong

    /// From a field in the catalog's words to the form's.
    static let locate: BrandForm.Locate = { field in
        let parts = field.split(separator: ".")
        let name = parts.first.map(String.init) ?? ""
        let names = ["key_topics": "topics", "persona_id": "persona", "text": "texts"]
        return (names[name] ?? name, parts.count > 1 ? Int(parts[1]) : nil)
    }

    static func problems(_ error: CatalogError, _ values: FormValues, _ specs: [FieldSpec]) -> FormProblems? {
        switch error {
        case .unknownStage:
            var problems = FormProblems()
            problems.byField["stage"] = error.message
            return problems
        case .conflict(let message): return FormProblems(whole: message)
        default: return FormProblems(error, values, specs, locate)
        }
    }
}
