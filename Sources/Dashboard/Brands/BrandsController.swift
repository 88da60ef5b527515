internal import Catalog
internal import Hummingbird

/// The list of brands, new ones, and taking them out of use and back.
struct BrandsController: Sendable {
    let site: Site

    var entries: [SiteEntry] {
        [
            .admin(.brands, .manageBrands, site, list),
            .admin(.newBrand, .manageBrands, site, form),
            .adminForm(.brands, .manageBrands, site, create),
            .admin(.archiveBrand, .manageBrands, site) { try await confirm(archiving: true, $0, $1) },
            .adminForm(.archiveBrand, .manageBrands, site) { visit, _, page in
                let brand = try await site.catalog.brands.archive(page.brandID(), in: visit.organization.id, by: visit.actor)
                return .seeOther(BrandNotice.archived.address(visit.slug, brand))
            },
            .admin(.restoreBrand, .manageBrands, site) { try await confirm(archiving: false, $0, $1) },
            .adminForm(.restoreBrand, .manageBrands, site) { visit, _, page in
                let brand = try await site.catalog.brands.restore(page.brandID(), in: visit.organization.id, by: visit.actor)
                return .seeOther(BrandNotice.restored.address(visit.slug, brand))
            },
        ]
    }

    @Sendable func list(_ visit: AdminVisit, _ page: PageRequest) async throws -> Response {
        let brands = try await site.catalog.brands.list(of: visit.organization.id)
        let model = BrandsPage(brands, slug: visit.slug, query: page.query, words: site.words)
        return site.page(model, for: visit, at: .brands)
    }

    @Sendable func form(_ visit: AdminVisit, _ page: PageRequest) async throws -> Response {
        site.page(NewBrandPage(slug: visit.slug), for: visit, at: .brands)
    }

    @Sendable func create(_ visit: AdminVisit, _ form: CheckedForm, _ page: PageRequest) async throws -> Response {
        let fields = form.fields
        let content = BrandContent(name: fields["name"], website: fields["website"], description: fields["description"])
        do {
            let brand = try await site.catalog.brands.create(
                BrandDraft(content), in: visit.organization.id, by: visit.actor)
            return .seeOther(BrandNotice.created.address(visit.slug, brand))
        } catch CatalogError.invalid(let field, let message) {
            let model = NewBrandPage(
                name: content.name, website: content.website, about: content.description, problem: (field, message),
                slug: visit.slug)
            return site.page(model, for: visit, at: .brands, status: .unprocessableContent)
        }
    }

    private func confirm(archiving: Bool, _ visit: AdminVisit, _ page: PageRequest) async throws -> Response {
        let brand = try await site.catalog.brands.find(page.brandID(), in: visit.organization.id)
        // Asked for in a state that it has already: someone was faster, or an old tab.
        guard brand.isArchived != archiving else { return .seeOther(SitePath.brands(visit.slug).address) }
        let count = try await site.catalog.brands.keysReaching(brand.id, in: visit.organization.id)
        let impact = archiving ? try await impact(of: brand, visit) : nil
        return site.page(
            BrandStatePage(brand, archiving: archiving, keys: count, impact: impact, slug: visit.slug), for: visit, at: .brands)
    }

    private func impact(of brand: Brand, _ visit: AdminVisit) async throws -> ImpactView {
        let found = try await site.catalog.insight.impactOfArchiving(brand.id, in: visit.organization)
        var keys: [ImpactView.KeyLine] = []
        for (id, requests) in found.keys.prefix(ImpactView.mostUsers) {
            let key = try await site.catalog.keys.find(id, in: visit.organization)
            keys.append(
                ImpactView.KeyLine(
                    keyName: key.name, keyURL: SitePath.key(visit.slug, id).address, calls: counted(requests, "call")))
        }
        return ImpactView(found, brandNames: [brand.id: brand.name], keys: keys, words: site.words)
    }
}
