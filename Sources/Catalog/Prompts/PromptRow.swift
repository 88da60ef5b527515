/// A prompt as somebody wrote it down, in a file of CSV or JSON: names instead of ids.
package struct PromptRow: Hashable, Sendable {
    /// Where it stands, from 1; of a JSON array the number of the element.
    package let line: Int
    package var text = ""
    package var stage: String?
    /// Its name, or its id.
    package var persona: String?
    package var tags: [String]?
    package var topics: [String]?
    /// As the API calls them, or as people do.
    package var platforms: [String]?
    package var language: String?
    package var isFavorite: Bool?
    /// For `archived` the prompt is kept and not put to anybody.
    package var isArchived = false

    package init(line: Int) { self.line = line }

    /// - Throws: ``CatalogError/invalid(field:message:)`` for a persona or platform that there is not; what else may be wrong,
    ///   ``PromptService`` finds.
    package func draft(for brand: Brand) throws(CatalogError) -> PromptDraft {
        var draft = PromptDraft(text: text)
        draft.stage = stage
        draft.persona = try persona.map { name throws(CatalogError) in try brand.persona(named: name) }
        draft.tags = tags
        draft.topics = topics
        draft.language = language
        draft.platforms = try platforms.map { names throws(CatalogError) in
            var platforms: [Platform] = []
            for name in names { platforms.append(try Platform(named: name)) }
            return platforms
        }
        draft.isFavorite = isFavorite
        draft.isArchived = isArchived
        return draft
    }
}

extension Brand {
    /// - Parameter name: a persona's name, or its id: a number is an id where the brand has one of that id, else a name.
    /// - Throws: ``CatalogError/invalid(field:message:)``, with the field `persona`, where it is none or several.
    package func persona(named name: String) throws(CatalogError) -> Int {
        if let id = Int(name), personas.contains(where: { $0.id == id }) { return id }
        let found = personas.filter { $0.content.name == name }
        guard found.count <= 1 else {
            let ids = found.map { String($0.id) }.joined(separator: ", ")
            throw .invalid(field: "persona", message: "Several personas are called \"\(name)\"; give the id of one: \(ids).")
        }
        guard let persona = found.first else {
            let names = personas.map { "\($0.content.name) (\($0.id))" }.joined(separator: ", ")
            throw .invalid(
                field: "persona",
                message: "\(self.name) has no persona \"\(name.prefix(100))\". "
                    + (names.isEmpty ? "It has none at all." : "It has \(names)."))
        }
        return persona.id
    }
}

extension Platform {
    /// - Parameter name: `google_gemini` or `Google Gemini`, whatever the case.
    /// - Throws: ``CatalogError/invalid(field:message:)``, with the field `platforms`.
    package init(named name: String) throws(CatalogError) {
        let wanted = name.trimmed.lowercased()
        guard let platform = Self.allCases.first(where: { $0.rawValue == wanted || $0.name.lowercased() == wanted }) else {
            let known = Self.allCases.map(\.rawValue).joined(separator: ", ")
            throw .invalid(field: "platforms", message: "There is no platform \"\(name.prefix(100))\". There are \(known).")
        }
        self = platform
    }
}
