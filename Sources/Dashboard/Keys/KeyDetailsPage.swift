internal import APIKeys
internal import Catalog

/// Everything about one key but its secret.
struct KeyDetailsPage: Page {
    static let template = Template.key
    var title: String { row.name }

    let notice: String?
    let listURL: String
    let row: KeyRow
    let scopeCards: [ScopeCard]
    let brandList: [BrandLine]
    let isForAll: Bool
    /// The day on which the key stops, in words.
    let until: String

    struct ScopeCard: Sendable {
        let label: String
        let text: String
    }

    struct BrandLine: Sendable {
        let brand: String
        let isAway: Bool
    }

    init(_ key: APIKey, slug: String, brands: [Brand], notice: String?, words: DateWords) {
        self.notice = notice
        listURL = SitePath.keys(slug).address
        let names = Dictionary(brands.map { ($0.id, $0.name) }, uniquingKeysWith: { first, _ in first })
        row = KeyRow(key, slug: slug, brandNames: names, words: words)
        scopeCards = key.grant.scopes.list.map { ScopeCard(label: $0.title, text: $0.explanation) }
        let archived = Set(brands.filter(\.isArchived).map(\.id))
        brandList = (key.grant.brands.listed ?? []).map {
            BrandLine(brand: names[$0] ?? "Brand \($0)", isAway: archived.contains($0))
        }
        isForAll = key.grant.brands == .all
        until = key.grant.expiresAt.map { words.lastDay(before: $0).long } ?? "Never"
    }
}
