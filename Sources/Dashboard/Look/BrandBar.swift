internal import Catalog

/// The pages of one brand, as its navigation names them.
enum BrandArea: CaseIterable, Sendable {
    case overview, explorer, prompts, responses, competitors, sources, settings

    var label: String {
        switch self {
        case .overview: "Overview"
        case .explorer: "Explorer"
        case .prompts: "Prompts"
        case .responses: "Responses"
        case .competitors: "Competitors"
        case .sources: "Sources"
        case .settings: "Settings"
        }
    }

    func path(_ slug: String, _ brand: Int) -> SitePath {
        switch self {
        case .overview: .brand(slug, brand)
        case .explorer: .explorer(slug, brand)
        case .prompts: .prompts(slug, brand)
        case .responses: .responses(slug, brand)
        case .competitors: .competitors(slug, brand)
        case .sources: .sources(slug, brand)
        case .settings: .settingsSection(slug, brand, .names)
        }
    }
}

extension BrandArea {
    /// What is shown there is about the same answers, where it is about answers.
    fileprivate func address(_ slug: String, _ brand: Int, _ view: BrandView) -> String {
        self == .settings ? path(slug, brand).address : view.address(path(slug, brand))
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
        /// `nil` while the brand is in use.
        let archivedBrand: Archived?
        /// Set while not all numbers are by what the brand is now, on pages that have some.
        let evaluation: EvaluationNotice?

        /// What every page of an archived brand says.
        struct Archived: Sendable {
            /// `nil` for who may not.
            let restoreURL: String?
        }

        /// A longer menu is not read; the list of all has a place of its own.
        static let mostOthers = 30

        /// - Parameter area: `nil` for what is none of the pages, such as one that says what went wrong.
        init(_ visit: BrandVisit, at area: BrandArea?) {
            let slug = visit.slug
            brandName = visit.brand.name
            brandPages = BrandArea.allCases.map {
                MenuEntry(label: $0.label, url: $0.address(slug, visit.brand.id, visit.view), isHere: $0 == area)
            }
            brandOthers = visit.others.filter { $0.id != visit.brand.id }.prefix(Self.mostOthers).map {
                MenuEntry(
                    label: $0.name, url: (area ?? .overview).address(slug, $0.id, visit.view.elsewhere), isHere: false)
            }
            hasBrandOthers = !brandOthers.isEmpty
            let mayManage = visit.visit.member.role.may(.manageBrands)
            allBrandsURL = (mayManage ? SitePath.brands(slug) : .organization(slug)).address
            evaluation = area.flatMap { $0 == .settings ? nil : visit.evaluation }.map { EvaluationNotice($0, slug: slug) }
            archivedBrand =
                visit.brand.isArchived
                ? Archived(restoreURL: mayManage ? SitePath.restoreBrand(slug, visit.brand.id).address : nil) : nil
        }
    }
}
