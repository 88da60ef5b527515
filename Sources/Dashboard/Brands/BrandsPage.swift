internal import Catalog

/// The list of an organization's brands, for those who may change it.
struct BrandsPage: Page {
    static let template = Template.brands
    var title: String { "Brands" }

    let notice: String?
    let newBrandURL: String
    let rows: [Row]
    let hasRows: Bool

    struct Row: Sendable {
        let name: String
        let url: String
        let website: String
        let id: Int
        let created: Moment
        let state: String
        let stateStyle: String
        let archived: Moment?
        let actionURL: String
        let action: String
    }

    init(_ brands: [Brand], slug: String, query: FormFields, words: DateWords) {
        newBrandURL = SitePath.newBrand(slug).address
        rows = brands.sorted {
            ($0.isArchived ? 1 : 0, $0.name.lowercased(), $0.id) < ($1.isArchived ? 1 : 0, $1.name.lowercased(), $1.id)
        }
        .map { brand in
            Row(
                name: brand.name, url: SitePath.brand(slug, brand.id).address, website: brand.content.website, id: brand.id,
                created: words.day(brand.createdAt),
                state: brand.isArchived ? "Archived" : "In use", stateStyle: brand.isArchived ? "plain" : "good",
                archived: brand.archivedAt.map(words.day),
                actionURL: (brand.isArchived ? SitePath.restoreBrand(slug, brand.id) : .archiveBrand(slug, brand.id)).address,
                action: brand.isArchived ? "Restore" : "Archive")
        }
        hasRows = !rows.isEmpty
        notice = BrandNotice.sentence(in: query, brands: brands)
    }
}

/// What the list says after something was done.
enum BrandNotice: String {
    case created, archived, restored

    /// The name comes from the list, never from the address.
    static func sentence(in query: FormFields, brands: [Brand]) -> String? {
        guard let notice = BrandNotice(rawValue: query["done"]), let id = Int(query["brand"]),
            let brand = brands.first(where: { $0.id == id })
        else { return nil }
        return switch notice {
        case .created: "\(brand.name) was created. Keys for all brands reach it already."
        case .archived: "\(brand.name) was archived. No key reaches it."
        case .restored: "\(brand.name) is back, and so is every key's access to it."
        }
    }

    func address(_ slug: String, _ brand: Brand) -> String {
        SitePath.brands(slug).address(["done": rawValue, "brand": String(brand.id)])
    }
}
