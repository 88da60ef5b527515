internal import Catalog

/// Where members without the keys begin: the brands that they may read.
struct OverviewPage: Page {
    static let template = Template.overview
    var title: String { "Overview" }

    let organization: String
    let isGuest: Bool
    let brands: [BrandCard]
    let hasBrands: Bool

    struct BrandCard: Sendable {
        let name: String
        let website: String
        let url: String
    }

    init(_ organization: Organization, role: Role, brands: [Brand]) {
        let slug = organization.slug
        self.organization = organization.name
        isGuest = !role.may(.seeBrands)
        self.brands =
            isGuest
            ? []
            : brands.filter { !$0.isArchived }.sorted { $0.name.lowercased() < $1.name.lowercased() }
                .map { BrandCard(name: $0.name, website: $0.content.website, url: SitePath.brand(slug, $0.id).address) }
        hasBrands = !self.brands.isEmpty
    }
}
