internal import Catalog

/// Asks before something is done to all prompts that match, since most of them are not in sight.
struct BulkPage: Page {
    static let template = Template.bulk
    var title: String { heading }

    let heading: String
    let effect: String
    let remark: String
    let action: String
    let isGrave: Bool
    let url: String
    let hidden: [HiddenField]
    let cancelURL: String

    init(_ deed: PromptDeed, _ query: PromptListQuery, tags: [String], count: Int, _ visit: BrandVisit) {
        (heading, effect) = deed.question(count, tags: tags)
        remark =
            query.isNarrow
            ? "These are all that match your filter, on every page of the list."
            : "These are all prompts of \(visit.brand.name) in use."
        action = deed.label
        isGrave = deed == .archive
        url = SitePath.prompts(visit.slug, visit.brand.id).address
        hidden =
            query.hidden
            + [
                ("do", deed.rawValue), ("tags", tags.joined(separator: ", ")), ("all", FormValues.yes),
                ("confirmed", String(count)),
            ]
            .map(HiddenField.init)
        cancelURL = query.address(.prompts(visit.slug, visit.brand.id), page: query.page)
    }
}
