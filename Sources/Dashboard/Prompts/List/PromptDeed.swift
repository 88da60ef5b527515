internal import Catalog

/// What can be done to many prompts at once. The raw value is that of a button.
enum PromptDeed: String, CaseIterable, Sendable {
    case addTags = "add-tags"
    case removeTags = "remove-tags"
    case favor
    case unfavor
    case archive
    case restore

    var label: String {
        switch self {
        case .addTags: "Add tags"
        case .removeTags: "Remove tags"
        case .favor: "Make favourites"
        case .unfavor: "No longer favourites"
        case .archive: "Archive"
        case .restore: "Restore"
        }
    }

    var needsTags: Bool { self == .addTags || self == .removeTags }

    /// What the page asks before it is done to `count` prompts that are not all in sight.
    func question(_ count: Int, tags: [String]) -> (heading: String, effect: String) {
        let prompts = counted(count, "prompt")
        let named = tags.map { "“\($0)”" }.inWords
        return switch self {
        case .addTags: ("Tag \(prompts)?", "Each of them gets \(named), beside the tags it has.")
        case .removeTags: ("Take tags from \(prompts)?", "None of them has \(named) any more.")
        case .favor: ("Make \(prompts) favourites?", "They can then be found under Favourites.")
        case .unfavor: ("Make \(prompts) favourites no longer?", "They stay as they are otherwise.")
        case .archive: ("Archive \(prompts)?", Self.archiving)
        case .restore: ("Restore \(prompts)?", "They are asked again from now on.")
        }
    }

    static let archiving = "An archived prompt is no longer asked. What was answered to it stays, and it can be restored."

    /// Said once it was done.
    func said(_ count: Int) -> String {
        let (prompts, were) = (counted(count, "prompt"), count == 1 ? "was" : "were")
        return switch self {
        case .addTags: "\(prompts) \(were) tagged."
        case .removeTags: "The tags were taken from \(prompts)."
        case .favor: "\(prompts) \(were) made \(count == 1 ? "a favourite" : "favourites")."
        case .unfavor: "\(prompts) \(count == 1 ? "is a favourite" : "are favourites") no longer."
        case .archive: "\(prompts) \(were) archived."
        case .restore: "\(prompts) \(were) restored."
        }
    }

    func edit(tags: [String]) -> PromptEdit {
        var edit = PromptEdit()
        switch self {
        case .addTags: edit.addedTags = tags
        case .removeTags: edit.removedTags = tags
        case .favor: edit.isFavorite = true
        case .unfavor: edit.isFavorite = false
        case .archive: edit.isArchived = true
        case .restore: edit.isArchived = false
        }
        return edit
    }
}
