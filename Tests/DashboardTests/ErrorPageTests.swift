import Catalog
import HTTPTypes
import HummingbirdTesting
import Testing

@testable import Dashboard

@Suite("What stands around a page that says what went wrong")
struct ErrorPageTests {
    private static let menu = "aria-label=\"Organization\""
    private static let pages = "aria-label=\"Pages\""

    @Test("Inside a brand it keeps the organization, the brand and its pages")
    func insideBrand() async throws {
        let scene = try await BrandScene()
        try await scene.site.run { client in
            for path in ["/prompts/9999", "/responses/9999", "/settings/nothing", "/competitors/9999"] {
                let page = try await client.get(scene.path + path, scene.viewer)
                #expect(page.status == .notFound)
                #expect(page.text.contains(Self.menu) && page.text.contains(Self.pages), "\(path)")
                #expect(page.text.contains("href=\"\(scene.path)/prompts\""))
                #expect(page.text.contains("href=\"/o/northwind-agency\">Go to the start page"))
                #expect(!page.text.contains("aria-current=\"page\""), "it is none of the pages")
            }
            let refused = try await client.get("\(scene.path)/prompts/new", scene.viewer)
            #expect(refused.status == .forbidden && refused.text.contains(Self.pages))
            let method = try await client.get("\(scene.path)/prompts", scene.viewer, method: .delete)
            #expect(method.status == .methodNotAllowed && method.text.contains(Self.pages))
        }
    }

    @Test("Inside an organization it keeps the organization; outside of one's own it says nothing of it")
    func insideOrganization() async throws {
        let scene = try await BrandScene()
        let stranger = try await scene.site.signIn("stranger@contoso.example")
        try await scene.site.run { client in
            let absent = try await client.get("/o/northwind-agency/brands/9999/prompts", scene.viewer)
            #expect(absent.status == .notFound && absent.text.contains(Self.menu) && !absent.text.contains(Self.pages))
            let foreign = try await client.get("\(scene.path)/prompts/9999", stranger)
            #expect(foreign.status == .notFound && !foreign.text.contains(Self.menu))
            #expect(!foreign.text.contains("Northwind") && !foreign.text.contains("Fabrikam"))
        }
    }
}
