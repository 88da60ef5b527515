import Catalog
import HTTPTypes
import HummingbirdTesting
import Testing
import Visibility

@testable import Dashboard

@Suite("The pages of sources")
struct SourcesTests {
    /// Fabrikam, its competitor Contoso and a newspaper are cited; before, the newspaper alone, and more often.
    private func scene() async throws -> BrandScene {
        let scene = try await BrandScene()
        _ = try await scene.competitor("Contoso", websites: ["contoso.example"])
        let prompt = try await scene.prompt("Which tool?", tags: ["core"])
        try await scene.answer(prompt, ["One."], citing: ["https://fabrikam.example/a", "https://news.example/1"])
        try await scene.answer(prompt, ["Two."], .claude, citing: ["https://contoso.example/", "https://news.example/2"])
        try await scene.answer(prompt, ["Three."])
        try await scene.answer(
            prompt, ["Four.", "Five.", "Six."], on: BrandScene.before, citing: ["https://news.example/1"])
        return scene
    }

    @Test("Each owner has a share of all citations, and what it was before")
    func owners() async throws {
        let scene = try await scene()
        try await scene.site.run { client in
            let text = try await client.get("\(scene.path)/sources", scene.viewer).text
            let shares = text.matches(of: /class="figure">([^<]+)</).map { String($0.output.1) }
            #expect(shares == ["25.0%", "25.0%", "50.0%"])
            #expect(text.contains("1 citation on 1 domain"))
            #expect(text.contains("2 citations on 1 domain"))
            #expect(text.contains("▲ 25.0 points"))
            #expect(text.contains("▼ 50.0 points"))
            #expect(text.contains("2 of 3 answers cite a page"))
        }
    }

    @Test(
        "Domains are ranked, searched, and chosen by owner",
        arguments: [
            ("", ["news.example", "contoso.example", "fabrikam.example"]), ("owner=brand", ["fabrikam.example"]),
            ("owner=competitor", ["contoso.example"]), ("q=NEWS", ["news.example"]), ("q=nothing", []),
            ("order=gained", ["contoso.example", "fabrikam.example", "news.example"]),
            ("order=lost", ["news.example", "contoso.example", "fabrikam.example"]),
            ("page=-2", ["news.example", "contoso.example", "fabrikam.example"]),
            ("page=9", ["news.example", "contoso.example", "fabrikam.example"]),
            ("platform=claude", ["contoso.example", "news.example"]),
        ])
    func domains(query: String, names: [String]) async throws {
        let scene = try await scene()
        try await scene.site.run { client in
            let text = try await client.get("\(scene.path)/sources?\(query)", scene.viewer).text
            #expect(text.namesInRows == names)
            #expect(text.contains("No domain matches") == names.isEmpty)
        }
    }

    @Test("The file of the domains has what the page shows, and all pages of it")
    func file() async throws {
        let scene = try await scene()
        try await scene.site.run { client in
            let response = try await client.get("\(scene.path)/sources/charts/domains.csv?owner=other", scene.viewer)
            #expect(response.headers[.contentType]?.hasPrefix("text/csv") == true)
            #expect(
                response.text.contains(
                    "source_domain,source_type,citation_unique_responses,citation_unique_responses_before,citation_count,citation_count_before"
                ))
            #expect(response.text.contains("news.example,other,2,3,2,3"))
            #expect(!response.text.contains("fabrikam"))
            let pages = try await client.get("\(scene.path)/sources/charts/domain-pages.csv?domain=news.example", scene.viewer)
            #expect(pages.text.contains("https://news.example/1,1,3,1,3"))
            #expect(pages.text.contains("https://news.example/2,1,,1,"))
            #expect(!pages.text.contains("contoso"))
            for name in ["nothing.csv", "domains", "domain-pages.csv"] {
                #expect(try await client.get("\(scene.path)/sources/charts/\(name)", scene.viewer).status == .notFound)
            }
        }
    }

    @Test("A chart and its API call ask the same")
    func call() throws {
        let today = try #require(Day(iso8601: "2026-11-23"))
        let asked = DomainChart.pages.query(BrandView(), domain: "a|b.example", today: today)
        #expect(asked.plan.filters == [QueryPlan.Filter(.sourceDomain, ["a|b.example"])])
        #expect(asked.mode == .priorPeriod)
        let understood = try StructuredQuery(
            fields: asked.plan.fields.map(\.name), startDate: asked.plan.period.lowerBound.iso8601,
            endDate: asked.plan.period.upperBound.iso8601,
            filters: [.init(field: "source_domain", values: ["a|b.example"])], comparison: "prior_period"
        ).plan(today: today)
        #expect(understood.0 == asked.plan)
        #expect(APICall(asked, brand: 1, baseURL: "http://x").text.contains("source_domain"))
    }

    @Test("An owner that nobody is shows no domain of others")
    func unknownOwner() async throws {
        let scene = try await scene()
        try await scene.site.run { client in
            let page = try await client.get("\(scene.path)/sources?owner=x&q=news", scene.viewer)
            #expect(page.status == .badRequest)
            #expect(page.text.contains("“x” is no owner of pages") && page.text.contains("name=\"q\" value=\"news\""))
            #expect(page.text.namesInRows.isEmpty)
            let file = try await client.get("\(scene.path)/sources/charts/domains.csv?owner=x", scene.viewer)
            #expect(file.status == .badRequest)
        }
    }

    @Test("Fifty domains are on a page")
    func paging() async throws {
        let scene = try await BrandScene()
        let prompt = try await scene.prompt("Which tool?")
        try await scene.answer(prompt, ["One."], citing: (100..<160).map { "https://d\($0).example/" })
        try await scene.site.run { client in
            let first = try await client.get("\(scene.path)/sources", scene.viewer).text
            #expect(first.namesInRows == (100..<150).map { "d\($0).example" })
            #expect(first.contains("1–50 of 60"))
            let second = try await client.get("\(scene.path)/sources?page=2", scene.viewer).text
            #expect(second.namesInRows == (150..<160).map { "d\($0).example" })
        }
    }

    @Test("What is searched for is paged, and the API is asked for it by name where it fits on a page")
    func searching() async throws {
        let scene = try await BrandScene()
        let prompt = try await scene.prompt("Which tool?")
        try await scene.answer(
            prompt, ["One."], citing: (100..<160).map { "https://d\($0).example/" } + ["https://other.example/"])
        try await scene.site.run { client in
            let second = try await client.get("\(scene.path)/sources?q=D1&page=2", scene.viewer).text
            #expect(second.namesInRows == (150..<160).map { "d\($0).example" })
            #expect(second.contains("51–60 of 60") && second.contains("60 domains"))
            #expect(second.contains("The API has no search: this asks it for all domains, 90,000 at once."))
            let few = try await client.get("\(scene.path)/sources?q=d12", scene.viewer).text
            #expect(few.namesInRows == (120..<130).map { "d\($0).example" })
            #expect(few.contains("d129.example&quot;") && !few.contains("The API has no search"))
            let file = try await client.get("\(scene.path)/sources/charts/domains.csv?q=d1", scene.viewer).text
            #expect(try file.csvRecords().count == 61)
        }
    }

    @Test("Each domain has the name of its owner, as far as the websites in the settings tell it")
    func names() async throws {
        let scene = try await scene()
        try await scene.site.run { client in
            let text = try await client.get("\(scene.path)/sources", scene.viewer).text
            let owners = text.matches(of: /<td data-label="Owner"><span[^>]*>([^<]*)</).map { String($0.output.1) }
            #expect(owners == ["Others", "Contoso", "Fabrikam"])
        }
    }

    @Test(
        "The call to the API asks for what the list and the file show, answers that cite nothing left out",
        arguments: [
            ("", ["source_type=brand|competitor|other"]), ("owner=competitor", ["source_type=competitor"]),
            ("owner=competitor&tag=core", ["tag=core", "source_type=competitor"]),
            ("q=NEWS", ["source_type=brand|competitor|other", "source_domain=news.example"]),
            ("q=nothing", ["source_type=brand|competitor|other"]),
        ])
    func domainCall(query: String, filters: [String]) async throws {
        let scene = try await scene()
        try await scene.site.run { client in
            let text = try await client.get("\(scene.path)/sources?\(query)", scene.viewer).text
            let call = try #require(text.firstMatch(of: /id="domains-call" tabindex="0">([^<]*)</)).output.1
            let asked = String(call).replacing("&quot;", with: "\"")
            let said = asked.matches(of: /"field": "([a-z_]+)", "values": \[([^\]]*)\]/).map {
                "\($0.output.1)=\($0.output.2.replacing("\"", with: "").replacing(", ", with: "|"))"
            }
            #expect(said == filters)
            #expect(text.contains("The API has no search") == (query == "q=nothing"))
        }
    }

    @Test("The file of the owners has the shares that the cards show, and no row of what cites nothing")
    func ownersFile() async throws {
        let scene = try await scene()
        try await scene.site.run { client in
            let file = try await client.get("\(scene.path)/sources/charts/owners.csv", scene.viewer).text
            #expect(
                try file.csvRecords() == [
                    [
                        "source_type", "citation_count", "citation_count_before", "citation_unique_responses",
                        "citation_unique_responses_before", "citation_unique_domains", "citation_unique_domains_before",
                        "citation_share", "citation_share_before",
                    ],
                    ["brand", "1", "", "1", "", "1", "", "0.25", "0.0"],
                    ["competitor", "1", "", "1", "", "1", "", "0.25", "0.0"],
                    ["other", "2", "3", "2", "3", "1", "1", "0.5", "1.0"],
                ])
            let alone = try await client.get("\(scene.path)/sources/charts/owners.csv?against=nothing", scene.viewer).text
            #expect(try alone.csvRecords().first?.last == "citation_share")
            #expect(try alone.csvRecords().count == 4)
        }
    }

    @Test("The brand's own pages are compared as everything else on the page is")
    func ownPages() async throws {
        let scene = try await scene()
        try await scene.site.run { client in
            let text = try await client.get("\(scene.path)/sources", scene.viewer).text
            let own = try #require(text.firstRange(of: "id=\"own-pages-title\"")).upperBound
            #expect(text[own...].contains("▲ 1"))
            let file = try await client.get("\(scene.path)/sources/charts/own-pages.csv", scene.viewer).text
            #expect(
                try file.csvRecords() == [
                    [
                        "source_url", "citation_unique_responses", "citation_unique_responses_before", "citation_count",
                        "citation_count_before",
                    ], ["https://fabrikam.example/a", "1", "", "1", ""],
                ])
        }
    }

    @Test("What most answers cite stands first wherever its address does, and how many more there are is said")
    func mostCited() async throws {
        let scene = try await BrandScene()
        let prompt = try await scene.prompt("Which tool?")
        try await scene.answer(prompt, ["One."], citing: (10..<22).map { "https://fabrikam.example/\($0)" })
        try await scene.answer(prompt, ["Two."], citing: ["https://fabrikam.example/21"])
        try await scene.site.run { client in
            func pages(_ text: String) -> [String] {
                text.matches(of: /class="address"><a href="https:\/\/fabrikam.example\/([0-9]+)"/).map { String($0.output.1) }
            }
            let text = try await client.get("\(scene.path)/sources", scene.viewer).text
            #expect(pages(text) == ["21"] + (10..<19).map { String($0) })
            #expect(text.contains("And 2 more pages; the CSV has all of them."))
            let file = try await client.get("\(scene.path)/sources/charts/own-pages.csv?against=nothing", scene.viewer).text
            #expect(try file.csvRecords().count == 13)
            #expect(try file.csvRecords()[1] == ["https://fabrikam.example/21", "2", "2"])
            let domain = try await client.get("\(scene.path)/sources/domain?domain=fabrikam.example", scene.viewer).text
            #expect(pages(domain).first == "21")
            #expect(domain.contains("1–12 of 12"))
        }
    }

    @Test("A page asks for the rows that it shows, its file for all of them")
    func parts() throws {
        let today = try #require(Day(iso8601: "2026-11-23"))
        let shown = SourcesQuery(FormFields(query: "page=3&order=lost"))
        let part = SourceChart.domains.part(BrandView(), shown, today: today)
        #expect(part.executed.limit == 150)
        #expect(part.executed.order == QueryPlan.Order(by: .citingResponses, isByChange: true, isAscending: true))
        #expect(part.plan == SourceChart.domains.query(BrandView(), shown, today: today).plan)
        #expect(SourceChart.domains.query(BrandView(), shown, today: today).executed.limit > 1_000_000)
        #expect(SourceChart.ownPages.part(BrandView(), shown, today: today).executed.limit == 10)
        #expect(
            DomainChart.pages.part(BrandView(), domain: "a.example", page: 2, today: today).executed.limit == 100)
        // What is searched for is found by the engine, so a page of it is no more than one of the list.
        let searched = SourceChart.domains.part(BrandView(), SourcesQuery(FormFields(query: "page=3&q=News")), today: today)
        #expect(searched.executed.limit == 150)
        #expect(searched.executed.domainPart == "news")
        #expect(
            SourceChart.owners.part(BrandView(), SourcesQuery(FormFields(query: "q=news")), today: today).plan.domainPart == nil)
        // The API is asked for as many rows as there are, as far as it gives them at once.
        #expect(part.asking(for: 50_000).plan.limit == 50_000)
        #expect(part.asking(for: 53_001).plan.limit == 53_001)
        #expect(part.asking(for: 300_000).plan.limit == 90_000)
    }

    @Test("Where nothing was answered before, nothing is a gain, and the page says so")
    func nothingBefore() async throws {
        let scene = try await BrandScene()
        let prompt = try await scene.prompt("Which tool?")
        try await scene.answer(prompt, ["One."], citing: ["https://news.example/1", "https://fabrikam.example/a"])
        try await scene.site.run { client in
            for path in ["/sources", "/sources/domain?domain=news.example"] {
                let text = try await client.get(scene.path + path, scene.viewer).text
                #expect(text.contains("No answers in the days before, so nothing is compared."), "\(path)")
                #expect(!text.contains("▲"), "\(path)")
            }
        }
    }

    @Test("What is no address of the web has no domain, and a domain is shown as people read it")
    func domainNames() async throws {
        let scene = try await BrandScene()
        let prompt = try await scene.prompt("Which tool?")
        try await scene.answer(
            prompt, ["One."], citing: ["https://münchen.example/a", "javascript:alert(1)", "mailto:a@b.example"])
        try await scene.site.run { client in
            let text = try await client.get("\(scene.path)/sources", scene.viewer).text
            #expect(text.namesInRows == ["münchen.example"] && text.contains("Addresses without a domain"))
            #expect(text.contains("domain=xn--mnchen-3ya.example"))
            let found = try await client.get("\(scene.path)/sources?q=M%C3%BCnchen", scene.viewer).text
            #expect(found.namesInRows == ["münchen.example"])
            let domain = try await client.get("\(scene.path)/sources/domain?domain=xn--mnchen-3ya.example", scene.viewer).text
            #expect(domain.contains(">münchen.example</h1>"))
        }
    }

    @Test("One domain has its pages, its prompts and its owner")
    func domain() async throws {
        let scene = try await scene()
        try await scene.site.run { client in
            let text = try await client.get("\(scene.path)/sources/domain?domain=news.example", scene.viewer).text
            #expect(text.contains("It is neither the brand&#39;s nor a competitor&#39;s."))
            let rival = try await client.get("\(scene.path)/sources/domain?domain=contoso.example", scene.viewer).text
            #expect(rival.contains("Owner: Contoso."))
            let own = try await client.get("\(scene.path)/sources/domain?domain=fabrikam.example", scene.viewer).text
            #expect(own.contains("Owner: Fabrikam."))
            #expect(text.contains("href=\"https://news.example/1\" rel=\"noreferrer noopener nofollow\""))
            #expect(text.contains("https://news.example/2"))
            #expect(!text.contains("https://contoso.example"))
            #expect(text.contains("Which tool?"))
            #expect(text.contains("of the 2 answers that cite anything"))
            let other = try await client.get("\(scene.path)/sources/domain?domain=other.example", scene.viewer)
            #expect(other.status == .ok)
            #expect(other.text.contains("Not cited in these days"))
            #expect(try await client.get("\(scene.path)/sources/domain", scene.viewer).status == .notFound)
        }
    }

    @Test("A trend of counts has all weeks, those without answers too")
    func weeks() throws {
        let days = try #require(Day(iso8601: "2026-08-24"))...(try #require(Day(iso8601: "2026-11-22")))
        let query = ChartQuery(plan: QueryPlan(fields: [.dimension(.dateWeek), .metric(.responses)], period: days))
        let result = QueryResult(
            columns: [.dimension(.dateWeek, codes: [0], values: [.text("202640")]), .count(.responses, [7])], rowCount: 1)
        let line = LineChart(ChartAnswer(query, result), of: .responses)
        #expect(line.hovers.count == 13)
        #expect(line.hovers.map(\.hoverTip).filter { $0.hasSuffix(": 0") }.count == 12)
        #expect(line.hovers[5].hoverTip == "W40 2026: 7")
    }

    @Test("Where nothing was cited the page says so, and what to do")
    func empty() async throws {
        let scene = try await BrandScene()
        try await scene.site.run { client in
            let nothing = try await client.get("\(scene.path)/sources", scene.viewer).text
            #expect(nothing.contains("Nothing was cited in these days"))
        }
        let prompt = try await scene.prompt("Which tool?")
        try await scene.answer(prompt, ["One."], citing: ["https://a.example"])
        try await scene.site.run { client in
            let filtered = try await client.get("\(scene.path)/sources?tag=none", scene.viewer).text
            #expect(filtered.contains("No answers match"))
            #expect(filtered.contains("Without filters"))
        }
    }

    @Test("Hostile addresses and names are harmless")
    func hostile() async throws {
        let scene = try await BrandScene()
        let prompt = try await scene.prompt("\"\u{301}><script>alert(1)</script>")
        try await scene.answer(
            prompt, ["One."], citing: ["https://evil.example/\"><script>alert(1)</script>", "javascript:alert(1)"])
        try await scene.site.run { client in
            for path in [
                "/sources?q=%22%3E%3Cscript%3Ealert(1)%3C/script%3E&tag=%3Cscript%3Ealert(1)", "/sources",
                "/sources/domain?domain=evil.example", "/sources/domain?domain=%22%3E%3Cscript%3Ealert(1)%3C/script%3E",
            ] {
                let text = try await client.get(scene.path + path, scene.viewer).text
                #expect(!text.contains("<script>alert"))
                #expect(!text.contains("href=\"javascript:"))
            }
        }
    }
}
