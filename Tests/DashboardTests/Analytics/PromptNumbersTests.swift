import Catalog
import HTTPTypes
import HummingbirdTesting
import Testing
import Visibility

@testable import Dashboard

@Suite("Prompts and how present the brand is in their answers")
struct PromptNumbersTests {
    private struct Asked {
        let scene: BrandScene
        let risen: Prompt
    }

    private func asked() async throws -> Asked {
        let scene = try await BrandScene()
        try await scene.prompt("silent", tags: ["core"])
        let steady = try await scene.prompt("steady")
        let risen = try await scene.prompt("risen", tags: ["core"])
        for day in [BrandScene.now, "2026-11-03", BrandScene.before] {
            try await scene.answer(steady, ["Fabrikam.", "Nobody."], on: day)
        }
        try await scene.answer(risen, ["Fabrikam."], .claude)
        try await scene.answer(risen, ["Nobody."], on: BrandScene.before)
        return Asked(scene: scene, risen: risen)
    }

    @Test("The list says of each prompt how present the brand is, and how that changed")
    func list() async throws {
        let asked = try await asked()
        try await asked.scene.site.run { client in
            let text = try await client.get("\(asked.scene.path)/prompts", asked.scene.editor).text
            #expect(text.namesInRows == ["silent", "steady", "risen"])
            #expect(text.contains("<span>50.0%"))
            #expect(text.contains("<span>100.0%"))
            #expect(text.contains("▲ 100.0 points"))
            #expect(text.contains("= no change"))
            #expect(text.ranges(of: "class=\"spark\"").count == 1, "of two weeks at least")
            #expect(text.contains("Presence: 24 Aug – 22 Nov 2026, against the 91 days before."))
        }
    }

    @Test("The presence in each prompt has a file, with each week of it, an API call, and the trend in words")
    func file() async throws {
        let asked = try await asked()
        let site = asked.scene.site
        let buyer = try await site.persona("Buyer")
        try await site.run { client in
            let text = try await client.get("\(asked.scene.path)/prompts?tag=core", asked.scene.viewer).text
            let call = try #require(text.firstMatch(of: /id="presence-call" tabindex="0">([^<]*)</)).output.1
            #expect(call.contains("prompt_id") && call.contains("core"))
            let link = try #require(text.firstMatch(of: /href="([^"]+presence\.csv[^"]*)"/)).output.1
            let records = try await client.get(String(link).replacing("&amp;", with: "&"), asked.scene.viewer).text.csvRecords()
            #expect(
                records[0].prefix(6) == [
                    "prompt_id", "prompt", "brand_presence_percentage", "brand_presence_percentage_before", "responses",
                    "responses_before",
                ])
            #expect(records[0].count == 6 + 13 && records.count == 2)
            let week = try #require(records[0].firstIndex(of: "brand_presence_percentage_202646"))
            #expect(records[1].prefix(6) == [String(asked.risen.id), "risen", "1.0", "0.0", "1", "1"])
            #expect(records[1][week] == "1.0" && records[1][week - 1].isEmpty)
            let all = try await client.get("\(asked.scene.path)/prompts", asked.scene.viewer).text
            #expect(all.contains("By week from 50.0% to 50.0%"))
            #expect(!all.contains("by whom they are asked for"))
            let persona = try await client.get("\(asked.scene.path)/prompts?persona=\(buyer.id)", asked.scene.viewer).text
            #expect(persona.contains("No prompt matches") && persona.contains("by whom they are asked for"))
        }
    }

    @Test(
        "The list can be sorted by that, and filtered at the same time",
        arguments: [
            ("order=most-present", ["risen", "steady", "silent"]), ("order=least-present", ["steady", "risen", "silent"]),
            ("order=moved", ["risen", "steady", "silent"]),
            ("order=most-present&tag=core", ["risen", "silent"]), ("order=most-present&q=nothing", []),
            ("order=most-present&page=2", ["risen", "steady", "silent"]),
        ])
    func order(query: String, texts: [String]) async throws {
        let asked = try await asked()
        try await asked.scene.site.run { client in
            let text = try await client.get("\(asked.scene.path)/prompts?\(query)", asked.scene.viewer).text
            #expect(text.namesInRows == texts)
        }
    }

    @Test("Sorted pages follow each other, and what is done to a page comes back to it")
    func paging() async throws {
        let scene = try await BrandScene()
        var last: Prompt?
        for number in 0..<60 { last = try await scene.prompt("prompt \(number)") }
        let named = try #require(last)
        try await scene.answer(named, ["Fabrikam."])
        try await scene.site.run { client in
            let address = "\(scene.path)/prompts?order=most-present"
            let first = try await client.get(address, scene.editor).text.namesInRows
            let second = try await client.get("\(address)&page=2", scene.editor).text.namesInRows
            #expect(first == ["prompt 59"] + (0..<49).map { "prompt \($0)" })
            #expect(second == (49..<59).map { "prompt \($0)" })
            let starred = try await client.post(
                "\(scene.path)/prompts/\(named.id)/favorite", scene.editor, "favorite_to=yes&order=most-present")
            #expect(starred.location == "\(scene.path)/prompts?order=most-present#p\(named.id)")
        }
    }

    @Test("The order alone narrows nothing")
    func narrow() {
        func query(_ text: String) -> PromptListQuery { PromptListQuery(FormFields(query: text), today: day("2026-11-23")) }
        #expect(!query("order=moved&period=7d&country=DE").isNarrow)
        #expect(query("order=moved&tag=a").isNarrow)
    }

    @Test("One prompt has its numbers, and its form")
    func one() async throws {
        let asked = try await asked()
        let (scene, id) = (asked.scene, asked.risen.id)
        _ = try await scene.competitor("Contoso")
        try await scene.site.run { client in
            let address = "\(scene.path)/prompts/\(id)"
            let text = try await client.get(address, scene.editor).text
            #expect(text.contains("24 Aug – 22 Nov 2026, against the 91 days before · 1 answer"))
            #expect(text.contains("Claude"))
            #expect(text.contains("Who is named"))
            #expect(text.contains("name=\"stage\""))
            let file = try await client.get("\(address)/charts/prompt-platforms.csv?against=nothing", scene.viewer).text
            #expect(file.contains("ai_platform,brand_presence_percentage,responses"))
            #expect(file.contains("Claude,1.0,1"))
            #expect(!file.contains("ChatGPT"))
            #expect(try await client.get("\(address)/charts/nothing.csv", scene.viewer).status == .notFound)
            let other = "/o/northwind-agency/brands/\(scene.site.tailspin.id)/prompts/\(id)/charts/prompt-trend.csv"
            #expect(try await client.get(other, scene.viewer).status == .notFound)
        }
    }

    @Test(
        "The numbers of the list are those of the days and filters over it",
        arguments: [
            (
                "platform=claude", ["–", "–", "100.0%"],
                "24 Aug – 22 Nov 2026. No answers in the days before, so nothing is compared"
            ),
            ("from=2026-08-01&to=2026-08-01&against=nothing", ["–", "50.0%", "0.0%"], "1 Aug 2026"),
        ])
    func view(query: String, presence: [String], note: String) async throws {
        let asked = try await asked()
        try await asked.scene.site.run { client in
            let text = try await client.get("\(asked.scene.path)/prompts?\(query)", asked.scene.viewer).text
            let cells = text.matches(of: /class="presence"><span>([^ <]+)/).map { String($0.output.1) }
            #expect(cells == presence)
            #expect(text.contains("Presence: \(note)."))
        }
    }

    @Test("One prompt has the form over its numbers, and says when a filter leaves none")
    func filtered() async throws {
        let asked = try await asked()
        let address = "\(asked.scene.path)/prompts/\(asked.risen.id)"
        try await asked.scene.site.run { client in
            let text = try await client.get("\(address)?platform=grok&period=30d", asked.scene.viewer).text
            #expect(text.contains("value=\"grok\" checked"))
            #expect(text.contains("<h3>No answers match</h3>"))
            // Tags of a prompt choose none of its answers.
            #expect(!text.contains("name=\"tag\""))
            let tagged = try await client.get("\(address)?tag=core", asked.scene.viewer).text
            #expect(tagged.contains("name=\"tag\" value=\"core\" checked"))
            #expect(text.contains("href=\"\(address)?period=30d\">Without filters</a>"))
            #expect(text.contains("<h1 dir=\"auto\">risen</h1>"))
            let wrong = try await client.get("\(address)?from=2026-02-30", asked.scene.viewer)
            #expect(wrong.status == .badRequest)
            #expect(wrong.text.contains("“2026-02-30” is not a date"))
        }
    }

    @Test("A prompt without answers says where they come from")
    func silent() async throws {
        let scene = try await BrandScene()
        let prompt = try await scene.prompt("silent")
        try await scene.site.run { client in
            let text = try await client.get("\(scene.path)/prompts/\(prompt.id)", scene.viewer).text
            #expect(text.contains("No answers in these days"))
        }
    }
}
