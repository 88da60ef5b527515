internal import Catalog

/// The pages of one brand, as its navigation names them.
enum BrandArea: CaseIterable, Sendable {
    case prompts, settings

    var label: String {
        switch self {
        case .prompts: "Prompts"
        case .settings: "Settings"
        }
    }

    func path(_ slug: String, _ brand: Int) -> SitePath {
        switch self {
        case .prompts: .prompts(slug, brand)
        case .settings: .settingsSection(slug, brand, .names)
        }
    }
}

extension Chrome {
    /// Beside the organization: the brand, its menu, and its pages.
    struct BrandBar: Sendable {
        let brandName: String
        let brandPages: [MenuEntry]
        /// The same page of other brands.
        let brandOthers: [MenuEntry]
        let hasBrandOthers: Bool
        let allBrandsURL: String

        /// A longer menu is not read; the list of all has a place of its own.
        static let mostOthers = 30

        init(_ visit: BrandVisit, at area: BrandArea) {
            let slug = visit.slug
            brandName = visit.brand.name
            brandPages = BrandArea.allCases.map {
                MenuEntry(label: $0.label, url: $0.path(slug, visit.brand.id).address, isHere: $0 == area)
            }
            brandOthers = visit.others.filter { $0.id != visit.brand.id }.prefix(Self.mostOthers).map {
                MenuEntry(label: $0.name, url: area.path(slug, $0.id).address, isHere: false)
            }
            hasBrandOthers = !brandOthers.isEmpty
            allBrandsURL = (visit.visit.member.role.may(.manageBrands) ? SitePath.brands(slug) : .organization(slug)).address
        }
    }
}
