import APIKeys
import Catalog
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Storage
import Testing
import Visibility
import Web

@testable import Dashboard

@Suite("The explorer over HTTP")
struct ExplorerPagesTests {
    @Test("At first sight it is presence and answers by week, beside the weeks before")
    func firstSight() async throws {
        let explorer = try await ExplorerScene()
        try await explorer.scene.site.run { client in
            let response = try await client.get(explorer.page, explorer.scene.viewer)
            #expect(response.status == .ok)
            #expect(response.text.contains("Presence by week"))
            #expect(response.text.contains("aria-current=\"page\">Explorer</a>"))
            #expect(response.text.contains("<strong>2 rows.</strong>"))
            let csv = try await client.get(explorer.file, explorer.scene.viewer)
            #expect(csv.headers[.contentType] == "text/csv; charset=utf-8")
            #expect(
                try csv.text.csvRecords() == [
                    [
                        "date_week", "date_week_before", "brand_presence_percentage", "brand_presence_percentage_before",
                        "responses", "responses_before",
                    ],
                    ["202646", "202633", "0.5", "", "2", ""], ["202647", "202634", "1.0", "0.0", "3", "1"],
                ])
        }
    }

    @Test(
        "The file has the rows that the API gives for the call on the page",
        arguments: [
            "", "by=none", "by=ai_platform&by=tag&show=responses&show=brand_presence_percentage",
            "by=tag&filter=tag:%21core&against=nothing", "by=date&show=responses&tag=core&against=nothing&filter=tag:core%7C",
            "by=competitor_name&show=competitor_presence_percentage&show=responses&sort=responses",
            "by=source_domain&by=source_type&show=citation_count&show=responses&against=year&from=2026-08-24&to=2026-11-22",
            "by=source_url&show=citation_count&having=citation_count&is=gte&than=1",
            "by=date_week&by=ai_platform&show=brand_position_score&show=brand_sentiment_score&sort=-groups",
            "by=stage&by=country&by=persona_name&show=responses&platform=claude&against=nothing",
            "by=ai_platform&having=brand_presence_percentage&is=lt&than=90%25&against=nothing",
            "by=prompt&filter=ai_platform_search_enabled:false&filter=position_bucket:top",
            "by=tag&filter=tag:%21it%27s%7C%5C%21not&against=nothing",
            "by=ai_platform&show=responses&filter=source_domain:news.example&against=nothing",
            "by=source_url&show=citation_count&filter=source_url:https://news.example/a%7Chttps://news.example/b",
            "by=tag&show=responses&where=source_type&where_is=not&value=brand&against=nothing",
        ])
    func sameAsAPI(query: String) async throws {
        let explorer = try await ExplorerScene()
        try await explorer.scene.site.run { client in
            let page = try await client.get("\(explorer.page)?\(query)", explorer.scene.viewer)
            #expect(page.status == .ok)
            let file = try await client.get("\(explorer.file)?\(query)", explorer.scene.viewer).text.csvRecords()
            // Without a row there is no chart, and no call.
            guard file.count > 1 else { return }
            let expected = try await explorer.records(page.text.callBody())
            let sorted = { (rows: [[String]]) in rows.sorted { $0.lexicographicallyPrecedes($1) } }
            #expect(sorted(Array(file.dropFirst())) == sorted(expected))
        }
    }

    @Test("The legend ranks groups by the metric over all of the period, and says so, whatever their weeks add up to")
    func legend() async throws {
        let scene = try await AnswerScene()
        let week = AnswerScene.inside
        for start in [week, week.advanced(by: -7)] {
            try await scene.answer(scene.best, ["Fabrikam", "Fabrikam", "Fabrikam", "Nobody"], on: start, by: .claude)
        }
        try await scene.answer(scene.best, ["Fabrikam"], on: week, by: .chatGPT)
        try await scene.site.run { client in
            for metrics in ["show=brand_presence_percentage", "show=brand_presence_percentage&show=responses"] {
                let page = try await client.get(
                    "\(scene.path)/explorer?by=date_week&by=ai_platform&\(metrics)", scene.viewer
                ).text
                let names = page.matches(of: /<span>([^<]+) <span class="quiet">([^<]+)<\/span>/)
                #expect(names.map { "\($0.output.1) \($0.output.2)" } == ["ChatGPT 100.0%", "Claude 75.0%"])
                #expect(page.contains("Beside each name stands “Presence” over all of these days."))
                #expect(page.contains("W35 2026: ChatGPT –, Claude –"), "the first week of the period")
            }
        }
    }

    @Test("The header says by what is sorted, and its links turn the order around")
    func sorting() async throws {
        let explorer = try await ExplorerScene()
        try await explorer.scene.site.run { client in
            func platforms(_ query: String) async throws -> (text: String, names: [String]) {
                let text = try await client.get("\(explorer.page)?by=ai_platform&\(query)", explorer.scene.viewer).text
                return (text, text.matches(of: /<th scope="row">([^<]+)</).map { String($0.output.1) })
            }
            let standard = try await platforms("")
            // ChatGPT is 1.0 of two, Claude 2 of 3.
            #expect(standard.names == ["ChatGPT", "Claude"])
            #expect(standard.text.contains("<th scope=\"col\" class=\"num\" aria-sort=\"descending\"><a href="))
            #expect(standard.text.ranges(of: "aria-sort=").count == 1)
            #expect(standard.text.contains("explorer?by=ai_platform&amp;sort=brand_presence_percentage#rows\""))
            let turned = try await platforms("sort=brand_presence_percentage")
            #expect(turned.names == ["Claude", "ChatGPT"])
            #expect(turned.text.contains("aria-sort=\"ascending\""))
            #expect(try await platforms("sort=-responses").names == ["Claude", "ChatGPT"])
            #expect(try await platforms("sort=-groups").names == ["Claude", "ChatGPT"])
        }
    }

    @Test("Grouped by competitor, a metric of the brand is said to be the same for each, and theirs is offered")
    func rivals() async throws {
        let explorer = try await ExplorerScene()
        try await explorer.scene.site.run { client in
            func hint(_ query: String) async throws -> String? {
                let text = try await client.get("\(explorer.page)?\(query)", explorer.scene.viewer).text
                return text.firstMatch(of: /id="rival-hint">(.*?)<\/p>/).map { String($0.output.1).unescaped }
            }
            let presence = try #require(try await hint("by=competitor_name"))
            #expect(presence.contains("“Presence” is not about the competitors: it is the same for each of them."))
            #expect(
                presence.contains(
                    "/explorer?by=competitor_name&show=competitor_presence_percentage&show=responses#in-chart\">Show “Competitor presence” instead"
                ))
            let tone = try #require(
                try await hint(
                    "by=date_week&by=competitor_id&show=responses&show=brand_sentiment_score&chart=brand_sentiment_score"))
            #expect(tone.contains("show=responses&show=competitor_sentiment_score&chart=competitor_sentiment_score#in-chart"))
            #expect(try await hint("by=competitor_name&show=competitor_presence_percentage") == nil)
            #expect(try await hint("by=ai_platform") == nil)
        }
    }

    @Test("The form says which metric is in the chart, and has one button that shows all that was chosen")
    func form() async throws {
        let explorer = try await ExplorerScene()
        try await explorer.scene.site.run { client in
            let text = try await client.get(explorer.page, explorer.scene.viewer).text
            #expect(text.contains("Up to six. “Presence” is in the chart; the links over it show another."))
            #expect(text.ranges(of: "class=\"button primary\" type=\"submit\" form=\"view\"").count == 1)
            #expect(text.ranges(of: "<button class=\"button\" type=\"submit\">Show</button>").isEmpty)
            let other = try await client.get("\(explorer.page)?chart=responses", explorer.scene.viewer).text
            #expect(other.contains("Up to six. “Answers” is in the chart"))
        }
    }

    @Test(
        "What cannot be asked is told over the form, and the form still has it",
        arguments: [
            ("by=dat", "Unknown field 'dat': the nearest valid one is 'date'", "<option value=\"dat\" selected>"),
            ("by=responses", "'responses' is a metric", "<option value=\"responses\" selected>"),
            ("show=tag", "'tag' is a dimension", "value=\"tag\" form=\"view\" checked"),
            ("filter=prompt:x", "'prompt' is not filterable: use prompt_id", "value=\"prompt:x\""),
            ("filter=source_type:own", "is not one of brand, competitor, other", "value=\"source_type:own\""),
            ("filter=source_domian:x", "the nearest valid one is 'source_domain'", "value=\"source_domian:x\""),
            ("filter=position_bucket:topp", "the nearest is 'top'", "value=\"position_bucket:topp\""),
            ("where=position_bucket&value=topp", "the nearest is 'top'", "value=\"position_bucket:topp\""),
            ("filter=nonsense", "is not of the form field:value", "value=\"nonsense\""),
            ("filter=date:20261117", "A comparison cannot be filtered by 'date'", "value=\"date:20261117\""),
            ("having=responses", "Write the number for the threshold of “Answers”", "<option value=\"responses\" selected>"),
            ("having=responses&than=many", "is not a finite decimal number", "value=\"many\""),
            ("by=date&by=tag&by=country&by=stage", "There are 4 groups to group by", "<option value=\"stage\" selected>"),
            ("value=x%3Cb%3E", "Choose what “x<b>” is a value of", "value=\"x&lt;b&gt;\""),
        ])
    func faults(query: String, said: String, kept: String) async throws {
        let explorer = try await ExplorerScene()
        try await explorer.scene.site.run { client in
            let page = try await client.get("\(explorer.page)?\(query)", explorer.scene.viewer)
            #expect(page.status == .badRequest)
            let notice = try #require(page.text.firstMatch(of: /<p class="notice bad" role="alert">([^<]*)</)).output.1
            #expect(String(notice).unescaped.contains(said), "\(notice)")
            #expect(page.text.contains(kept))
            #expect(!page.text.contains("id=\"explored\""))
            let file = try await client.get("\(explorer.file)?\(query)", explorer.scene.viewer)
            #expect(file.status == .badRequest)
            #expect(file.text.unescaped.contains(said))
        }
    }

    @Test("Names full of markup are groups like others, in the page and in the file")
    func hostile() async throws {
        let explorer = try await ExplorerScene()
        try await explorer.scene.site.run { client in
            for query in ["by=tag", "by=date_week&by=tag", "by=tag&by=competitor_name"] {
                let page = try await client.get("\(explorer.page)?\(query)", explorer.scene.viewer)
                #expect(page.status == .ok)
                #expect(!page.text.contains("<script>"))
                #expect(page.text.contains("&lt;script&gt;alert(1)&lt;/script&gt;&quo"))
                let file = try await client.get("\(explorer.file)?\(query)", explorer.scene.viewer)
                #expect(file.text.contains("'=1+2"), "a spreadsheet does not take it for a formula")
                let values = try file.text.csvRecords().flatMap(\.self)
                #expect(values.contains(ExplorerScene.hostileTag) && values.contains(ExplorerScene.formulaTag))
            }
        }
    }

    @Test("Where nothing matches, the page says so and leads out")
    func empty() async throws {
        let explorer = try await ExplorerScene()
        try await explorer.scene.site.run { client in
            let narrow = try await client.get("\(explorer.page)?filter=tag:nobody&by=stage", explorer.scene.viewer)
            #expect(narrow.text.contains("No answers match"))
            #expect(narrow.text.contains("/explorer?by=stage\">Without filters"))
            let early = try await client.get("\(explorer.page)?from=2020-01-01&to=2020-02-01", explorer.scene.viewer)
            #expect(
                early.text.contains("No answers in these days") && early.text.contains("The newest answer is of 18 Nov 2026."))
            #expect(early.text.contains("/explorer?from=2026-10-20&amp;to=2026-11-18\">Show the 30 days up to then"))
            let other = "/o/northwind-agency/brands/\(explorer.scene.site.tailspin.id)"
            let nothing = try await client.get("\(other)/explorer?by=stage", explorer.scene.viewer)
            #expect(nothing.text.contains("No answers yet") && nothing.text.contains("href=\"\(other)/prompts\">See the prompts"))
        }
    }

    @Test("A question with too many groups is told over the form too")
    func crowded() async throws {
        let explorer = try await ExplorerScene()
        let site = explorer.scene.site
        let secret = try #require(ServerSecret([UInt8](repeating: 7, count: 32)))
        let executor = CrowdedExecutor(
            inner: TestExecutor(observations: Stores(database: site.database, secret: secret).observations))
        let dashboard = try Dashboard(
            catalog: site.catalog, executor: executor, settings: DashboardSettings(), document: APIDocument(.object([])))
        let router = Router(context: AppContext.self, options: .autoGenerateHeadEndpoints)
        dashboard.addRoutes(to: router)
        try await Application(router: router).test(.router) { client in
            let page = try await client.get("\(explorer.page)?by=source_url", explorer.scene.viewer)
            #expect(page.status == .badRequest)
            #expect(page.text.contains("Choose a shorter period, another filter or fewer dimensions."))
            #expect(page.text.contains("<option value=\"source_url\" selected>"))
            #expect(try await client.get("\(explorer.page)?by=stage", explorer.scene.viewer).status == .ok)
        }
    }
}

/// Has no room for pages.
private struct CrowdedExecutor: QueryExecutor {
    let inner: TestExecutor

    func execute<Answer: Sendable>(
        _ plans: [QueryPlan], of brand: Int, while isWanted: @escaping @Sendable () -> Bool,
        _ finish: @escaping @Sendable ([QueryResult]) throws -> Answer
    ) async throws -> Answer {
        guard !plans.contains(where: { $0.fields.contains(.dimension(.sourceURL)) }) else {
            throw QueryError(.tooManyGroups, "Too many groups.")
        }
        return try await inner.execute(plans, of: brand, while: isWanted, finish)
    }

    func execute<Answer: Sendable>(
        _ plans: [QueryPlan], ofEach brands: [Int], while isWanted: @escaping @Sendable () -> Bool,
        _ finish: @escaping @Sendable (Int, [QueryResult]) throws -> Answer
    ) async throws -> [Answer] {
        try await inner.execute(plans, ofEach: brands, while: isWanted, finish)
    }
}
