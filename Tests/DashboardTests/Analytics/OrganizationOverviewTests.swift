import Catalog
import HTTPTypes
import HummingbirdTesting
import Testing
import Visibility

@testable import Dashboard

@Suite("An organization's first page")
struct OrganizationOverviewTests {
    @Test("All brands stand on it: those with answers, those without, and archived ones apart")
    func brands() async throws {
        let scene = try await AnswerScene()
        try await scene.furnish()
        let site = scene.site
        let old = try await site.catalog.brands.create(
            BrandDraft(BrandContent(name: "Old Ltd", website: "", description: "")), in: site.northwind.id, by: .commandLine)
        _ = try await site.catalog.brands.archive(old.id, in: site.northwind.id, by: .commandLine)
        try await site.run { client in
            let page = try await client.get("/o/northwind-agency", scene.viewer).text
            #expect(page.contains("<strong>75.0%</strong>"))
            #expect(page.contains("▲ 50.0 points"))
            let parts = page.split(separator: "No answers in these days")
            try #require(parts.count == 2)
            #expect(parts[0].contains("Fabrikam") && !parts[0].contains("Tailspin Toys"))
            #expect(parts[1].contains("Tailspin Toys") && parts[1].contains("1 archived brand") && parts[1].contains("Old Ltd"))
            #expect(!page.contains("New brand"))
            let file = try await client.get("/o/northwind-agency/brands.csv", scene.viewer).text
            #expect(file.contains("\(site.fabrikam.id),Fabrikam,8,0.75,"))
            #expect(!file.contains("Old Ltd"))
        }
    }

    @Test("Of a brand whose answers are not all evaluated anew yet, that is said")
    func mixed() async throws {
        let scene = try await AnswerScene()
        try await scene.furnish()
        let said = "Some numbers are by its former names"
        try await scene.site.run { client in
            #expect(try await !client.get("/o/northwind-agency", scene.viewer).text.contains(said))
            let reporter = try #require(try await scene.site.catalog.jobs.takeUpReevaluation(of: scene.site.fabrikam))
            #expect(try await client.get("/o/northwind-agency", scene.viewer).text.ranges(of: said).count == 1)
            #expect(await reporter.end(.done))
            #expect(try await !client.get("/o/northwind-agency", scene.viewer).text.contains(said))
        }
    }

    @Test("A guest sees that nothing was shared, and no brand")
    func guest() async throws {
        let site = try await TestSite()
        let guest = try await site.signIn("guest@northwind.example")
        try await site.run { client in
            let page = try await client.get("/o/northwind-agency", guest).text
            #expect(page.contains("Nothing has been shared with you yet"))
            #expect(!page.contains("Fabrikam"))
            #expect(try await !client.get("/o/northwind-agency/brands.csv", guest).text.contains("Fabrikam"))
        }
    }

    @Test("An order that is none is refused, on the page and for the file", arguments: ["", "/brands.csv"])
    func noOrder(path: String) async throws {
        let site = try await TestSite()
        let viewer = try await site.signIn("viewer@northwind.example")
        try await site.run { client in
            let refused = try await client.get("/o/northwind-agency\(path)?sort=size", viewer)
            #expect(refused.status == .badRequest)
            #expect(
                refused.text.unescaped.contains("“size” is no order of brands: that is falls, gains, presence or name."))
            #expect(try await client.get("/o/northwind-agency\(path)?sort=gains", viewer).status == .ok)
        }
    }

    private func pulse(_ name: String, _ now: Double?, before: Double?) async throws -> BrandPulse {
        let brand = Brand(
            id: name.utf8.reduce(0) { $0 * 31 + Int($1) }, organization: 1,
            content: BrandContent(name: name, website: "", description: ""), createdAt: testNow, archivedAt: nil, revision: 1,
            competitors: [], personas: [], stages: [])
        func result(_ value: Double?) -> QueryResult {
            QueryResult(
                columns: [.count(.responses, [10]), .number(.brandPresence, [value ?? .nan])], rowCount: 1)
        }
        let side = { (value: Double?) in ComparisonResult.Side(result: result(value), isMissing: [value == nil]) }
        let queries = BrandPulse.queries(today: day("2026-11-26"))
        let compared = ComparisonResult(current: side(now), prior: side(before), rowCount: 1)
        return BrandPulse(
            brand, totals: ChartAnswer(queries[0], compared),
            weeks: ChartAnswer(queries[1], QueryResult(columns: [], rowCount: 0)))
    }

    @Test("Each order puts what it is named for first, and what has no number last")
    func orders() async throws {
        let pulses = [
            try await pulse("a fell", 0.1, before: 0.5), try await pulse("b rose", 0.9, before: 0.2),
            try await pulse("c new", 0.5, before: nil), try await pulse("d same", 0.3, before: 0.3),
        ]
        let orders: [(BrandRanking, [String])] = [
            (.falls, ["a fell", "d same", "b rose", "c new"]), (.gains, ["b rose", "d same", "a fell", "c new"]),
            (.presence, ["b rose", "c new", "d same", "a fell"]), (.name, ["a fell", "b rose", "c new", "d same"]),
        ]
        for (order, names) in orders { #expect(order.sorted(pulses.reversed()).map(\.brand.name) == names, "\(order)") }
    }
}
