/// What every text of a brand must be like, checked before anything is written.
enum BrandRules {
    /// - Parameter before: what the brand is until now; `nil` for a new one.
    /// - Returns: the state with its texts in order.
    /// - Throws: ``CatalogError``, with fields such as `competitors.3.name`.
    static func checked(_ state: BrandState, before: Brand?) throws(CatalogError) -> BrandState {
        var state = state
        try check(&state.content)
        for index in state.competitors.indices {
            try check(&state.competitors[index].content, at: "competitors.\(index)")
        }
        for index in state.personas.indices {
            try check(&state.personas[index].content, at: "personas.\(index)")
        }
        try check(&state.stages)
        try checkIDs(state.competitors, among: before?.competitors)
        try checkIDs(state.personas, among: before?.personas)
        try checkIDs(state.stages, among: before?.stages)
        try DomainOwnership.check(state, before: before)
        return state
    }

    private static func check(_ content: inout BrandContent) throws(CatalogError) {
        content.name = try TextRule.brandName.check(content.name)
        content.website = try TextRule.website.check(Website.tidied(content.website))
        content.description = try TextRule.description.check(content.description)
        try check(content.alternativeNames, .item("An alternative name"), "alternative_names")
        try check(content.excludedNames, .item("An excluded name"), "excluded_names")
        content.alternativeWebsites = content.alternativeWebsites.map(Website.tidied)
        try check(
            content.alternativeWebsites, .item("An alternative website", length: TextRule.website.length), "alternative_websites")
        try check(content.keyTopics, .item("A topic"), "key_topics")
        guard LanguageCode.isCode(content.language) else {
            throw .invalid(field: "language", message: LanguageCode.message(content.language))
        }
    }

    private static func check(_ content: inout CompetitorContent, at place: String) throws(CatalogError) {
        content.name = try TextRule.competitorName.at(place).check(content.name)
        try check(content.alternativeNames, .item("An alternative name"), "\(place).alternative_names")
        try check(content.excludedNames, .item("An excluded name"), "\(place).excluded_names")
        content.websites = content.websites.map(Website.tidied)
        try check(content.websites, .item("A website", length: TextRule.website.length), "\(place).websites")
    }

    private static func check(_ content: inout PersonaContent, at place: String) throws(CatalogError) {
        content.name = try TextRule.personaName.at(place).check(content.name)
        content.description = try TextRule.personaDescription.at(place).check(content.description)
    }

    private static func check(_ stages: inout [BrandPartDraft<StageContent>]) throws(CatalogError) {
        var names: Set<String> = []
        for index in stages.indices {
            stages[index].content.name = try TextRule.stageName.at("stages.\(index)").check(stages[index].content.name)
            guard names.insert(stages[index].content.name).inserted else {
                throw .invalid(
                    field: "stages.\(index).name",
                    message: "Two stages are called \"\(stages[index].content.name)\". Give each a name of its own.")
            }
        }
        guard !stages.isEmpty else {
            throw .invalid(field: "stages", message: "A brand needs at least one stage, since each prompt is in one.")
        }
    }

    /// Texts are kept as they were sent, since clients compare them with what they have.
    private static func check(_ items: [String], _ rule: TextRule, _ place: String) throws(CatalogError) {
        for (index, item) in items.enumerated() { _ = try rule.at(place, index).check(item) }
    }

    private static func checkIDs<Content>(
        _ parts: [BrandPartDraft<Content>], among present: [BrandPart<Content>]?
    ) throws(CatalogError) {
        let (field, what) = (Content.listName, Content.noun)
        let known = Set((present ?? []).map(\.id))
        var seen: Set<Int> = []
        for (index, part) in parts.enumerated() {
            guard let id = part.id else { continue }
            guard known.contains(id) else {
                throw .invalid(
                    field: "\(field).\(index).id",
                    message: "This brand has no \(what) \(id) in use. Leave the id out to make a new one.")
            }
            guard seen.insert(id).inserted else {
                throw .invalid(
                    field: "\(field).\(index).id", message: "The \(what) \(id) is in the list twice. Keep one of the two.")
            }
        }
    }
}

/// Lowercase ISO 639-1: `en`, `pt`.
package enum LanguageCode {
    package static func isCode(_ text: String) -> Bool {
        text.utf8.count == 2 && text.utf8.allSatisfy { (UInt8(ascii: "a")...UInt8(ascii: "z")).contains($0) }
    }

    package static func message(_ text: String) -> String {
        "\"\(text.prefix(20))\" is no language code. Give two lowercase letters of ISO 639-1, such as en or pt."
    }
}
