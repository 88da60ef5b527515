import Catalog
import HummingbirdTesting
import Testing

@testable import Dashboard

@Suite("The pages of an archived brand")
struct ArchivedBrandTests {
    @Test("Each says that it is archived, and leads to restoring it who may", arguments: BrandArea.allCases)
    func banner(area: BrandArea) async throws {
        let scene = try await BrandScene()
        let (brand, slug) = (scene.site.fabrikam, "northwind-agency")
        let path = area.path(slug, brand.id).address
        let restore = SitePath.restoreBrand(slug, brand.id).address
        let admin = try await scene.site.signIn("admin@northwind.example")
        try await scene.site.run { client in
            let before = try await client.get(path, admin).text
            #expect(!before.contains("This brand is archived."))
            _ = try await scene.brands.archive(brand.id, in: scene.site.northwind.id, by: .commandLine)
            let seen = try await client.get(path, admin).text
            #expect(seen.ranges(of: "This brand is archived.").count == 1)
            #expect(seen.contains("href=\"\(restore)\""))
            let viewed = try await client.get(path, scene.viewer).text
            #expect(viewed.contains("This brand is archived.") && viewed.contains("Admins of Northwind Agency can do that."))
            #expect(!viewed.contains(restore))
        }
    }
}
