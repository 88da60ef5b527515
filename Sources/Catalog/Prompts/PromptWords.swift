internal import APIKeys

/// What the audit log says of prompts.
enum PromptWords {
    /// How many are named: an entry on thousands shall still be read.
    private static let mostNamed = 5

    /// - Returns: `nil` where it happened to none.
    static func entry(
        _ action: AuditAction, _ prompts: [Prompt], of brand: Brand, edit: PromptEdit? = nil, at now: Timestamp, by actor: Actor
    ) -> AuditDraft? {
        guard !prompts.isEmpty else { return nil }
        var detail = [
            "brand": brand.name, "count": String(prompts.count),
            "prompts": prompts.prefix(mostNamed).map { String($0.text.prefix(100)) }.joined(separator: " | "),
            "ids": prompts.prefix(mostNamed * 20).map { String($0.id) }.joined(separator: ", "),
        ]
        for (field, value) in edit.map(values) ?? [] { detail[field] = String(value.prefix(500)) }
        return AuditDraft(at: now, actor: actor, action: action, detail: detail)
    }

    private static func values(of edit: PromptEdit) -> [(String, String)] {
        var values: [(String, String)] = []
        if let stage = edit.stage { values.append(("stage", stage)) }
        if let persona = edit.persona { values.append(("persona", persona.map(String.init) ?? "none")) }
        if let tags = edit.tags { values.append(("tags", tags.joined(separator: ", "))) }
        if !edit.addedTags.isEmpty { values.append(("tags_added", edit.addedTags.joined(separator: ", "))) }
        if !edit.removedTags.isEmpty { values.append(("tags_removed", edit.removedTags.joined(separator: ", "))) }
        if let topics = edit.topics { values.append(("topics", topics.joined(separator: ", "))) }
        if let platforms = edit.platforms { values.append(("platforms", platforms.map(\.rawValue).joined(separator: ", "))) }
        if let isFavorite = edit.isFavorite { values.append(("favorite", isFavorite ? "yes" : "no")) }
        return values
    }
}
