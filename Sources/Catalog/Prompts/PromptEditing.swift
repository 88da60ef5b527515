internal import APIKeys

/// An edit of prompts, with the names in it looked up and its texts in order.
struct PromptEditing: Sendable {
    private let edit: PromptEdit
    private let stage: Int?
    private let now: Timestamp

    init(_ edit: PromptEdit, _ rules: PromptRules, at now: Timestamp) throws(CatalogError) {
        var edit = edit
        edit.tags = try PromptRules.labels(edit.tags, "tags", "A tag")
        edit.addedTags = try PromptRules.labels(edit.addedTags, "tags", "A tag") ?? []
        edit.topics = try PromptRules.labels(edit.topics, "key_topics", "A topic")
        edit.platforms = edit.platforms.map(PromptRules.platforms)
        if let persona = edit.persona { _ = try rules.persona(persona) }
        stage = try edit.stage.map { name throws(CatalogError) in try rules.stage(named: name) }
        self.edit = edit
        self.now = now
    }

    func applied(to prompt: Prompt) -> PromptChange {
        var settings = prompt.settings
        if let stage { settings.stage = stage }
        if let persona = edit.persona { settings.persona = persona }
        if let tags = edit.tags { settings.tags = tags }
        settings.tags.removeAll { edit.removedTags.contains($0) }
        settings.tags += edit.addedTags.filter { !settings.tags.contains($0) }
        if let topics = edit.topics { settings.topics = topics }
        if let platforms = edit.platforms { settings.platforms = platforms }
        if let isFavorite = edit.isFavorite { settings.isFavorite = isFavorite }
        var archivedAt = prompt.archivedAt
        if let isArchived = edit.isArchived, isArchived != prompt.isArchived { archivedAt = isArchived ? now : nil }
        return PromptChange(id: prompt.id, settings: settings, archivedAt: archivedAt)
    }
}
