internal import Catalog

/// What can be chosen for prompts of a brand, in forms and filters.
enum PromptChoices {
    static func stages(of brand: Brand) -> [FormField.Option] {
        brand.stages.map { FormField.Option($0.content.name, $0.content.name) }
    }

    static func personas(of brand: Brand) -> [FormField.Option] {
        brand.personas.map { FormField.Option(String($0.id), $0.shownName) }
    }

    static let platforms = Platform.allCases.map { FormField.Option($0.rawValue, $0.name) }

    /// The name of a persona, also of one that is no longer in use.
    static func personaName(_ id: Int, of brand: Brand) -> String {
        brand.personas.first { $0.id == id }?.shownName ?? "Persona \(id), archived"
    }
}

extension [FormField.Option] {
    /// The same with these chosen; what is chosen and not among them is added, so that a form never shows something else than
    /// what is.
    func choosing(_ values: [String], else label: (String) -> String = { $0 }) -> [FormField.Option] {
        let known = Set(map(\.optionValue))
        let others = values.filter { !known.contains($0) }.map { FormField.Option($0, label($0)) }
        return (self + others).map { option in
            var option = option
            option.isChosen = values.contains(option.optionValue)
            return option
        }
    }
}
