import Catalog
import HTTPTypes
import HummingbirdTesting
import Testing
import Visibility
import Web

@testable import Dashboard

@Suite("A brand's first page")
struct BrandOverviewTests {
    @Test("It shows the numbers that matter against the period before")
    func numbers() async throws {
        let scene = try await AnswerScene()
        try await scene.furnish()
        try await scene.site.run { client in
            let page = try await client.get(scene.path, scene.viewer).text
            #expect(page.contains("24 Aug – 22 Nov 2026, against the 91 days before · 8 answers"))
            // 6 of 8 now, 2 of 8 before.
            #expect(page.contains(">75.0%<"))
            #expect(page.contains("▲ 50.0 points"))
            // 6 of 8 answers cite a page of the brand.
            #expect(page.contains("fabrikam.example"))
            #expect(page.contains("Fabrikam (you)"))
            #expect(page.contains("Contoso"))
        }
    }

    @Test("Prompts with too few answers do not move")
    func movers() async throws {
        let scene = try await AnswerScene()
        try await scene.furnish()
        try await scene.answer(scene.worth, ["Fabrikam"])
        try await scene.site.run { client in
            let page = try await client.get(scene.path, scene.viewer).text
            let movers = try #require(page.firstRange(of: "Moved most").map { page[$0.lowerBound...] })
            #expect(movers.contains("best accounting software"))
            #expect(movers.contains("20.0% → 75.0%"))
            #expect(!movers.contains("is Fabrikam worth it?"))
            #expect(movers.contains("No prompt lost."))
        }
    }

    @Test(
        "Filters in the address narrow every number",
        arguments: [("platform=claude", "2 answers", "50.0%"), ("tag=germany", "8 answers", "75.0%")])
    func filters(query: String, count: String, presence: String) async throws {
        let scene = try await AnswerScene()
        try await scene.furnish()
        try await scene.site.run { client in
            let page = try await client.get("\(scene.path)?\(query)", scene.viewer).text
            #expect(page.contains("· \(count)"))
            #expect(page.contains(">\(presence)<"))
            #expect(page.contains("Without filters"))
        }
    }

    @Test("A chart's file has what the same plan gives, under the names of the API")
    func file() async throws {
        let scene = try await AnswerScene()
        try await scene.furnish()
        try await scene.site.run { client in
            let file = try await client.get("\(scene.path)/charts/platforms.csv?against=nothing", scene.viewer)
            #expect(file.headers[.contentType] == "text/csv; charset=utf-8")
            #expect(
                file.text
                    == "\u{FEFF}ai_platform,brand_presence_percentage,responses\r\nChatGPT,0.8333333333333334,6\r\nClaude,0.5,2\r\n"
            )
            let trend = try await client.get("\(scene.path)/charts/trend.csv", scene.viewer)
            #expect(
                trend.text.hasPrefix(
                    "\u{FEFF}date_week,date_week_before,brand_presence_percentage,brand_presence_percentage_before,responses,responses_before\r\n"
                ))
            #expect(trend.text.contains("202647,202634,0.75,0.25,8,8\r\n"))
            for chart in OverviewChart.allCases {
                #expect(try await client.get("\(scene.path)/charts/\(chart.rawValue).csv", scene.viewer).status == .ok)
            }
            #expect(try await client.get("\(scene.path)/charts/none.csv", scene.viewer).status == .notFound)
        }
    }

    @Test("Where nothing was answered before, the tables have no columns for it; the files have, with nothing in them")
    func tablesWithNothingBefore() async throws {
        let scene = try await AnswerScene()
        try await scene.furnish()
        try await scene.site.run { client in
            let compared = try await client.get(scene.path, scene.viewer).text
            #expect(compared.contains("\(Metric.brandPresence.beforeLabel)</th>"))
            let page = try await client.get("\(scene.path)?against=year", scene.viewer).text
            #expect(page.contains(BrandView.nothingBefore) && page.contains(">75.0%<"))
            #expect(!page.contains("\(Metric.brandPresence.beforeLabel)</th>"))
            #expect(!page.contains("\(Metric.brandPresence.changeLabel)</th>"))
            let file = try await client.get("\(scene.path)/charts/platforms.csv?against=year", scene.viewer).text
            #expect(file.contains("\r\nChatGPT,0.8333333333333334,,6,\r\n"))
        }
    }

    @Test("Empty pages say why, and where the answers are")
    func empty() async throws {
        let scene = try await AnswerScene()
        try await scene.site.run { client in
            let page = try await client.get(scene.path, scene.viewer).text
            #expect(page.contains("No answers yet"))
        }
        try await scene.answer(scene.best, ["Fabrikam"], on: day("2025-03-05"))
        try await scene.site.run { client in
            let page = try await client.get(scene.path, scene.viewer).text
            #expect(page.contains("The newest answer is of 5 Mar 2025."))
            #expect(page.contains("from=2025-02-04&amp;to=2025-03-05"))
            let there = try await client.get("\(scene.path)?from=2025-02-04&to=2025-03-05", scene.viewer).text
            #expect(there.contains("· 1 answer. No answers in the days before, so nothing is compared.<"))
            // Only dates that were chosen stand out among the filters.
            #expect(there.contains("picked\" data-menu><summary>Dates<"))
            #expect(!page.contains("picked\" data-menu><summary>Dates<"))
            let filtered = try await client.get("\(scene.path)?from=2025-02-04&to=2025-03-05&platform=grok", scene.viewer).text
            #expect(filtered.contains("No answers match"))
        }
    }

    @Test("The brand's own share is in the picture, the table, the file and the call")
    func ownShare() async throws {
        let scene = try await AnswerScene()
        try await scene.furnish()
        try await scene.site.run { client in
            let page = try await client.get("\(scene.path)?against=nothing", scene.viewer).text
            let frame = try #require(page.firstRange(of: "id=\"share\"").map { page[$0.lowerBound...] })
            let table = try #require(frame.firstRange(of: "<tbody>").map { frame[$0.upperBound...] })
            #expect(
                table.hasPrefix(
                    """

                    <tr><th scope="row">Fabrikam (you)</th><td class="num">75.0%</td></tr>
                    <tr><th scope="row">Contoso</th><td class="num">25.0%</td></tr>
                    </tbody>
                    """))
            let call = try #require(page.firstMatch(of: /id="share-call" tabindex="0">([^<]*)</)).output.1
            #expect(call.contains("brand_presence_percentage"))
            let file = try await client.get("\(scene.path)/charts/share.csv?against=nothing", scene.viewer).text
            #expect(
                file == "\u{FEFF}competitor_id,competitor_name,competitor_presence_percentage,brand_presence_percentage\r\n"
                    + ",Fabrikam,,0.75\r\n\(scene.contoso.id),Contoso,0.25,0.75\r\n")
            let compared = try await client.get("\(scene.path)/charts/share.csv", scene.viewer).text
            #expect(compared.contains(",Fabrikam,,,0.75,0.25\r\n"))
        }
    }

    @Test("Answers that cite nothing are no domain, in the file, the table and the call alike")
    func domains() async throws {
        let scene = try await AnswerScene()
        try await scene.furnish()
        try await scene.site.run { client in
            let page = try await client.get(scene.path, scene.viewer).text
            let call = try #require(page.firstMatch(of: /id="domains-call" tabindex="0">([^<]*)</)).output.1
            #expect(call.contains("source_type") && call.contains("competitor") && call.contains("other"))
            let file = try await client.get("\(scene.path)/charts/domains.csv", scene.viewer).text
            #expect(file.split(separator: "\r\n").count == 4)
            #expect(!file.contains("\r\n,"))
            #expect(page.contains("in the order of the API; here they are sorted."))
        }
    }

    @Test("Bars lead to what they stand for, with the view that is looked at")
    func links() async throws {
        let scene = try await AnswerScene()
        try await scene.furnish()
        try await scene.site.run { client in
            let page = try await client.get("\(scene.path)?tag=core&trend=position", scene.viewer).text
            #expect(page.contains("href=\"\(scene.path)?platform=claude&amp;tag=core&amp;trend=position\">Claude</a>"))
            #expect(page.contains("href=\"\(scene.path)/competitors/\(scene.contoso.id)?tag=core\">Contoso</a>"))
            #expect(page.contains("href=\"\(scene.path)/sources/domain?tag=core&amp;domain=news.example\">news.example</a>"))
            #expect(page.contains("/prompts/\(scene.best.id)?tag=core\">best accounting software"))
        }
    }

    @Test("Where there is nothing to compare with, that is said, and not that nothing moved")
    func nothingBefore() async throws {
        let scene = try await AnswerScene()
        try await scene.furnish()
        try await scene.site.run { client in
            for path in ["", "/competitors", "/competitors/\(scene.contoso.id)", "/prompts/\(scene.best.id)"] {
                let page = try await client.get("\(scene.path)\(path)?against=year", scene.viewer).text
                #expect(page.contains("No answers in the days before, so nothing is compared."), "\(path)")
                #expect(page.contains("24 Aug – 22 Nov 2026 · 8 answers") && !page.contains("No prompt moved"), "\(path)")
            }
            let page = try await client.get(scene.path, scene.viewer).text
            #expect(!page.contains("nothing is compared"))
        }
    }

    @Test("That no prompt has answers enough is not said as if none had moved")
    func tooFew() async throws {
        let scene = try await AnswerScene()
        try await scene.answer(scene.best, ["Fabrikam."])
        try await scene.answer(scene.best, ["Nobody."], on: AnswerScene.before)
        try await scene.site.run { client in
            let page = try await client.get(scene.path, scene.viewer).text
            #expect(page.contains("No prompt has at least 5 answers in both periods") && !page.contains("moved."))
            #expect(page.contains("href=\"\(scene.path)/charts/movers.csv"))
        }
        for day in [AnswerScene.inside, AnswerScene.before] {
            try await scene.answer(scene.worth, Array(repeating: "Fabrikam.", count: 5), on: day)
        }
        try await scene.site.run { client in
            let page = try await client.get(scene.path, scene.viewer).text
            #expect(page.contains("None of the prompts with at least 5 answers in both periods moved."))
        }
    }

    @Test("Prompts with the same text are told apart by whom they are asked for")
    func personas() async throws {
        let scene = try await AnswerScene()
        let site = scene.site
        let persona = try await site.persona("Buyer")
        var draft = PromptDraft(text: "best accounting software")
        draft.persona = persona.id
        let other = try await site.catalog.prompts.create(
            draft, of: site.fabrikam.id, in: site.northwind.id, by: .commandLine
        ).prompt
        try await scene.answer(scene.best, Array(repeating: "Fabrikam", count: 5))
        try await scene.answer(scene.best, Array(repeating: "Nobody", count: 5), on: AnswerScene.before)
        try await scene.answer(other, Array(repeating: "Contoso", count: 5))
        try await scene.answer(other, Array(repeating: "Fabrikam", count: 5), on: AnswerScene.before)
        try await site.run { client in
            let page = try await client.get(scene.path, scene.viewer).text
            #expect(page.ranges(of: "for Buyer</span>").count == 1)
            let rival = try await client.get("\(scene.path)/competitors/\(scene.contoso.id)", scene.viewer).text
            #expect(rival.contains("<span class=\"second\">for Buyer</span>"))
        }
    }

    @Test("A call to the API asks for what the chart shows, and a quotation mark in a filter stays within its argument")
    func call() {
        var view = BrandView()
        view.tags = ["it's"]
        let query = view.query([.dimension(.platform), .metric(.brandPresence)], today: day("2026-11-26"))
        let call = APICall(query, brand: 12, baseURL: "https://data.example.com").text
        #expect(
            call == """
                curl -X POST "https://data.example.com/v2/query/12" \\
                  -H "Authorization: Bearer $LATCHKEY_KEY" \\
                  -H "Content-Type: application/json" \\
                  -d '{"fields": ["ai_platform", "brand_presence_percentage"], "start_date": "2026-08-24", "end_date": "2026-11-22", "filters": [{"field": "tag", "values": ["it'\\''s"]}], "comparison": {"mode": "prior_period"}}'
                """)
    }
}

@Suite("The form over the charts")
struct ViewFormPageTests {
    @Test("It says how many filters are set where they are folded away, and in words what it shows where it is printed")
    func words() async throws {
        let scene = try await AnswerScene()
        try await scene.furnish()
        try await scene.site.run { client in
            let plain = try await client.get(scene.path, scene.viewer).text
            #expect(plain.contains("<summary>Filters</summary>"))
            #expect(plain.contains("Shown: 24 Aug – 22 Nov 2026, against the 91 days before</p>"))
            let filtered = try await client.get("\(scene.path)?platform=chatgpt&tag=core", scene.viewer).text
            #expect(filtered.contains("<summary>Filters (2)</summary>"))
            #expect(filtered.contains("against the 91 days before · Platform: ChatGPT · Tag: core</p>"))
            #expect(filtered.contains("<p class=\"on-paper\">Northwind Agency / Fabrikam</p>"))
            #expect(filtered.contains("trend=citations#trend\""), "a figure leads to its chart")
        }
    }
}
