internal import Catalog

/// The list of a brand's competitors or personas.
struct PartsPage: Page {
    static let template = Template.parts

    let title: String
    let notice: String?
    let head: SettingsHead
    let noun: String
    let listName: String
    let search: String
    let listURL: String
    /// `nil` for who only reads.
    let newURL: String?
    let rows: [Row]
    let hasRows: Bool
    /// There is none at all, as opposed to none that matches.
    let isNew: Bool
    let pager: Pager

    static let pageSize = 50

    struct Row: Sendable {
        let name: String
        let summary: String
        let url: String
    }

    init<Content: FormPart>(_ kind: Content.Type, _ visit: BrandVisit, query: FormFields) {
        let parts = visit.brand[keyPath: Content.parts]
        let section = Content.section
        title = "\(section.label) · \(visit.brand.name)"
        notice = SettingsNotice.sentence(in: query) { id in parts.first { $0.id == id }?.shownName }
        head = SettingsHead(visit, at: section)
        noun = Content.noun
        listName = Content.listName
        let list = SitePath.settingsSection(visit.slug, visit.brand.id, section)
        listURL = list.address
        newURL = visit.mayChange ? SitePath.newPart(visit.slug, visit.brand.id, section).address : nil
        isNew = parts.isEmpty
        let search = String(query["q"].trimmed.prefix(100))
        self.search = search
        let wanted = search.lowercased()
        let found =
            wanted.isEmpty ? parts : parts.filter { ($0.content.name + "\n" + $0.content.summary).lowercased().contains(wanted) }
        let number = Pager.shown(Pager.number(query), size: Self.pageSize, total: found.count)
        let start = (number - 1) * Self.pageSize
        rows = found.sorted { ($0.content.name.lowercased(), $0.id) < ($1.content.name.lowercased(), $1.id) }
            .dropFirst(start).prefix(Self.pageSize).map { part in
                Row(
                    name: part.shownName, summary: part.content.summary,
                    url: SitePath.part(visit.slug, visit.brand.id, section, part.id).address)
            }
        hasRows = !rows.isEmpty
        pager = Pager(
            page: number, size: Self.pageSize, shown: rows.count, total: found.count
        ) { list.address(["q": search, "page": $0 > 1 ? String($0) : ""]) }
    }
}

extension BrandPart where Content: FormPart {
    /// A persona may go without a name.
    var shownName: String {
        content.name.isEmpty ? "\(Content.noun.prefix(1).uppercased() + Content.noun.dropFirst()) \(id)" : content.name
    }
}
