internal import Catalog

/// Which prompts the list shows, as its address, or a form of the list, says it. What makes no sense there is left out.
struct PromptListQuery: Hashable, Sendable {
    static let pageSize = 50

    var search: String
    var status: PromptQuery.Status
    var stage: String
    var tag: String
    var topic: String
    var persona: Int?
    var platform: Platform?
    var isBranded: Bool?
    var isFavorite: Bool?
    var page: Int

    init(_ fields: FormFields) {
        search = String(fields["q"].trimmed.prefix(200))
        status = PromptQuery.Status(rawValue: fields["status"]) ?? .active
        stage = String(fields["stage"].prefix(100))
        tag = String(fields["tag"].prefix(200))
        topic = String(fields["topic"].prefix(200))
        persona = Int(fields["persona"])
        platform = Platform(rawValue: fields["platform"])
        isBranded = Self.flag(fields["branded"])
        isFavorite = Self.flag(fields["favorite"])
        page = Int(fields["page"]).map { max(1, min($0, 1_000_000)) } ?? 1
    }

    /// Whether it leaves out any prompt that is in use.
    var isNarrow: Bool { !fields.filter { !$0.value.isEmpty }.isEmpty }
    /// Whether it uses what the page keeps out of sight until it is asked for.
    var isDetailed: Bool { !topic.isEmpty || persona != nil || platform != nil || isBranded != nil || isFavorite != nil }

    /// Everything that matches, whatever the page.
    var whole: PromptQuery {
        var query = PromptQuery()
        (query.search, query.status) = (search, status)
        query.stage = stage.isEmpty ? nil : stage
        query.tag = tag.isEmpty ? nil : tag
        query.topic = topic.isEmpty ? nil : topic
        (query.persona, query.platform, query.isBranded, query.isFavorite) = (persona, platform, isBranded, isFavorite)
        return query
    }

    var paged: PromptQuery {
        var query = whole
        query.limit = Self.pageSize
        query.offset = (page - 1) * Self.pageSize
        return query
    }

    /// As the address has them, but for the page; empty ones say nothing.
    var fields: KeyValuePairs<String, String> {
        [
            "q": search, "status": status == .active ? "" : status.rawValue, "stage": stage, "tag": tag, "topic": topic,
            "persona": persona.map(String.init) ?? "", "platform": platform?.rawValue ?? "", "branded": Self.word(isBranded),
            "favorite": Self.word(isFavorite),
        ]
    }

    /// The same, for a form that comes back to this place of the list.
    var hidden: [HiddenField] {
        (fields.map { ($0.key, $0.value) } + [("page", page > 1 ? String(page) : "")]).filter { !$0.1.isEmpty }
            .map(HiddenField.init)
    }

    /// - Parameter more: what stands behind the filters.
    func address(_ path: SitePath, page: Int = 1, _ more: KeyValuePairs<String, String> = [:]) -> String {
        let pairs = fields.map { ($0.key, $0.value) } + [("page", page > 1 ? String(page) : "")] + more.map { ($0.key, $0.value) }
        return path.address(pairs)
    }

    private static func flag(_ text: String) -> Bool? { ["yes": true, "no": false][text] }
    private static func word(_ flag: Bool?) -> String { flag.map { $0 ? "yes" : "no" } ?? "" }
}
