/// What changed of a brand, in the words of the audit log.
enum BrandWords {
    static func changes(from old: BrandState, to new: BrandState) -> [FieldChange] {
        let (before, after) = (old.content, new.content)
        func flag(_ value: Bool) -> String { value ? "yes" : "no" }
        return [
            FieldChange("name", before: before.name, after: after.name),
            FieldChange("website", before: before.website, after: after.website),
            FieldChange("description", before: brief(before.description), after: brief(after.description)),
            FieldChange("status", before: before.status.rawValue, after: after.status.rawValue),
            FieldChange("case_sensitive", before: flag(before.caseSensitive), after: flag(after.caseSensitive)),
            FieldChange("language", before: before.language, after: after.language),
            list("alternative_names", before.alternativeNames, after.alternativeNames),
            list("excluded_names", before.excludedNames, after.excludedNames),
            list("alternative_websites", before.alternativeWebsites, after.alternativeWebsites),
            list("key_topics", before.keyTopics, after.keyTopics),
            parts(old.competitors, new.competitors),
            parts(old.personas, new.personas),
            parts(old.stages, new.stages),
        ]
    }

    /// Those that the other side lacks or has with another content, by name. With 500 competitors nobody reads them all.
    private static func parts<Content>(
        _ before: [BrandPartDraft<Content>], _ after: [BrandPartDraft<Content>]
    ) -> FieldChange {
        let (old, new) = (Set(before), Set(after))
        return list(
            Content.listName, before.filter { !new.contains($0) }.map(\.content.name),
            after.filter { $0.id == nil || !old.contains($0) }.map(\.content.name))
    }

    private static func list(_ field: String, _ before: [String], _ after: [String]) -> FieldChange {
        FieldChange(field, before: brief(before.joined(separator: ", ")), after: brief(after.joined(separator: ", ")))
    }

    private static func brief(_ text: String) -> String { text.count > 500 ? text.prefix(500) + "…" : text }
}

extension BrandContent {
    /// What decides whether a text names the brand.
    var names: [[String]] { [[name], alternativeNames, excludedNames, caseSensitive ? ["case"] : []] }
}
