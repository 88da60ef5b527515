import Catalog
import HTTPTypes
import HummingbirdTesting
import Testing
import Visibility

@testable import Dashboard

@Suite("The pages of competitors")
struct CompetitorsTests {
    private struct Rivalry {
        let scene: BrandScene
        let contoso: Competitor
        let litware: Competitor
    }

    private func rivalry() async throws -> Rivalry {
        let scene = try await BrandScene()
        let (contoso, litware) = (try await scene.competitor("Contoso"), try await scene.competitor("Litware"))
        let mixed = try await scene.prompt("mixed")
        try await scene.answer(
            mixed, ["Contoso and Fabrikam.", "Fabrikam and Contoso.", "Contoso.", "Contoso.", "Contoso.", "Contoso.", "Litware."])
        let lost = try await scene.prompt("lost")
        try await scene.answer(lost, Array(repeating: "Contoso.", count: 5), .claude)
        let few = try await scene.prompt("few")
        try await scene.answer(few, Array(repeating: "Contoso.", count: 4), .claude)
        let won = try await scene.prompt("won")
        try await scene.answer(won, Array(repeating: "Fabrikam.", count: 4), .grok)
        return Rivalry(scene: scene, contoso: contoso, litware: litware)
    }

    @Test("The brand stands among its competitors, the one that is named most first")
    func ranking() async throws {
        let rivalry = try await rivalry()
        let scene = rivalry.scene
        try await scene.site.run { client in
            let text = try await client.get("\(scene.path)/competitors", scene.viewer).text
            #expect(text.namesInRows == ["Contoso", "Fabrikam (you)", "Litware"])
            #expect(text.contains("Fabrikam is number 2 of 3"))
            // 15, 6 and 1 of 20 answers; 22 times somebody is named.
            for words in ["75.0%", "30.0%", "5.0%", "68.2%", "27.3%", "4.5%"] { #expect(text.contains(words), "\(words)") }
            #expect(text.ranges(of: "class=\"plot rival-plot\"").count == 2)
            #expect(text.contains("\(scene.path)/competitors/\(rivalry.contoso.id)"))
        }
    }

    @Test("Of a competitor, prompts where it is ahead are listed, the widest gap first, where there are answers enough")
    func ahead() async throws {
        let rivalry = try await rivalry()
        let scene = rivalry.scene
        try await scene.site.run { client in
            let text = try await client.get("\(scene.path)/competitors/\(rivalry.contoso.id)", scene.viewer).text
            #expect(text.namesInRows == ["lost", "mixed"])
            let past = try await client.get("\(scene.path)/competitors/\(rivalry.contoso.id)?page=99", scene.viewer).text
            #expect(past.namesInRows == ["lost", "mixed"], "past the end is the last page")
            #expect(text.contains("100.0 points"))
            #expect(text.contains("57.1 points"))
            #expect(text.contains("100.0 points behind"), "on Grok, where only Fabrikam is named")
            let answers = try #require(text.firstMatch(of: /href="([^"]+mentioned=no)"/)?.output.1)
            let read = try await client.get(String(answers).replacing("&amp;", with: "&"), scene.viewer)
            #expect(answers.contains("from=2026-08-24&amp;to=2026-11-22"))
            #expect(read.status == .ok)
            let none = try await client.get("\(scene.path)/competitors/\(rivalry.litware.id)", scene.viewer).text
            #expect(none.contains("No prompt with at least five answers"))
            let other = "/o/northwind-agency/brands/\(scene.site.tailspin.id)/competitors/\(rivalry.contoso.id)"
            #expect(try await client.get(other, scene.viewer).status == .notFound)
        }
    }

    @Test("The list says in how many prompts each is ahead, and how its share of voice changed")
    func counts() async throws {
        let rivalry = try await rivalry()
        let scene = rivalry.scene
        let before = try await scene.prompt("before")
        try await scene.answer(before, ["Contoso.", "Fabrikam.", "Litware.", "Litware."], on: BrandScene.before)
        try await scene.site.run { client in
            let text = try await client.get("\(scene.path)/competitors", scene.viewer).text
            #expect(text.contains("Ahead in 2 prompts<span class=\"sr\">: Contoso"))
            #expect(text.contains("Ahead in 0 prompts<span class=\"sr\">: Litware"))
            // 68.2 of 100 after 25, and 27.3 after 25.
            #expect(text.contains("▲ 43.2 points") && text.contains("▲ 2.3 points"))
            let one = try await client.get("\(scene.path)/competitors/\(rivalry.contoso.id)", scene.viewer).text
            // 75 of 100 after 25.
            #expect(one.contains("against the 91 days before · 20 answers") && one.contains("▲ 50.0 points"))
            let alone = try await client.get(
                "\(scene.path)/competitors/\(rivalry.contoso.id)?against=nothing", scene.viewer
            ).text
            #expect(!alone.contains("▲"))
        }
    }

    @Test("Answers that name a competitor and not the brand are counted, and the list of them has exactly those")
    func displacement() async throws {
        let rivalry = try await rivalry()
        let (scene, id) = (rivalry.scene, rivalry.contoso.id)
        try await scene.site.run { client in
            let all = try await client.get("\(scene.path)/competitors", scene.viewer).text
            #expect(all.contains("In 13 answers instead of Fabrikam<span class=\"sr\">: Contoso"))
            #expect(all.contains("In 1 answer instead of Fabrikam<span class=\"sr\">: Litware"))
            let one = try await client.get("\(scene.path)/competitors/\(id)", scene.viewer).text
            #expect(one.contains("Answers that name it instead") && one.contains("<p class=\"figure\">13</p>"))
            for (page, isOfPrompt) in [(all, false), (one, false), (one, true)] {
                let links = page.matches(of: /href="([^"]+competitor=(\d+)&amp;mentioned=no)"/).map {
                    (url: String($0.output.1), competitor: String($0.output.2))
                }
                let link = try #require(
                    links.first { $0.competitor == String(id) && $0.url.contains("prompt=") == isOfPrompt })
                let list = try await client.get(link.url.replacing("&amp;", with: "&"), scene.viewer).text
                #expect(list.contains(isOfPrompt ? "5 responses" : "13 responses"))
                #expect(list.contains("<option value=\"\(id)\" selected>Contoso is named"))
                #expect(list.ranges(of: "class=\"second excerpt\"").count == (isOfPrompt ? 5 : 13))
            }
            let file = try await client.get("\(scene.path)/competitors/charts/share-of-voice.csv?against=nothing", scene.viewer)
                .text
            #expect(try file.csvRecords().map(\.last) == ["responses_instead", "13.0", "", "1.0"])
        }
    }

    @Test("Equal ones share a place, and the brand stands first among them")
    func ties() async throws {
        let scene = try await BrandScene()
        _ = try await scene.competitor("Contoso")
        _ = try await scene.competitor("Litware")
        try await scene.answer(try await scene.prompt("one"), ["Contoso and Fabrikam.", "Contoso and Fabrikam.", "Litware."])
        try await scene.site.run { client in
            let text = try await client.get("\(scene.path)/competitors", scene.viewer).text
            #expect(text.namesInRows == ["Fabrikam (you)", "Contoso", "Litware"])
            let ranks = text.matches(of: /data-label="Rank"><span>(\d+)</).map { String($0.output.1) }
            #expect(ranks == ["1", "1", "3"])
            #expect(text.contains("Fabrikam is number 1 of 3"))
        }
    }

    @Test("Behind each trend stands its table, and names stand over its columns")
    func tables() async throws {
        let rivalry = try await rivalry()
        let scene = rivalry.scene
        try await scene.site.run { client in
            let all = try await client.get("\(scene.path)/competitors", scene.viewer).text
            let one = try await client.get("\(scene.path)/competitors/\(rivalry.contoso.id)", scene.viewer).text
            for text in [all, one] {
                #expect(text.contains("The numbers as a table"))
                #expect(text.contains("<th scope=\"row\">W46 2026</th><td>Contoso</td><td class=\"num\">75.0%</td>"))
                #expect(!text.contains("Competitor id"))
            }
            #expect(one.contains("<th scope=\"col\" class=\"num\">Contoso</th><th scope=\"col\" class=\"num\">Fabrikam</th>"))
            #expect(!one.contains(">It<") && !one.contains(">It is<"))
        }
    }

    @Test("Files have the same numbers")
    func files() async throws {
        let rivalry = try await rivalry()
        let (scene, id) = (rivalry.scene, rivalry.contoso.id)
        try await scene.site.run { client in
            let files = "\(scene.path)/competitors/charts"
            let voice = try await client.get("\(files)/share-of-voice.csv?against=nothing", scene.viewer).text
            #expect(voice.contains("competitor_id,competitor_name,competitor_presence_percentage"))
            #expect(voice.contains("\(id),Contoso,0.75,"))
            #expect(voice.contains(",share_of_voice,responses_instead\r\n"))
            // 15, 6 and 1 times of 22.
            #expect(voice.contains(",0.681818181818181"))
            #expect(voice.contains("\r\n,Fabrikam,,,,,0.3,"), "the brand has a row of its own")
            let alone = try await client.get("\(files)/share-of-voice.csv?against=nothing&competitor=\(id)", scene.viewer).text
            #expect(alone == voice, "of a part of the competitors there is no share")
            let prompts = try await client.get("\(files)/competitor-prompts.csv?competitor=\(id)", scene.viewer).text
            #expect(prompts.contains(",lost,1.0,0.0,5"))
            #expect(prompts.contains(",won,0.0,1.0,4"), "the file has all prompts")
            let trend = try await client.get("\(files)/competitor-trend.csv?competitor=\(id)", scene.viewer).text
            #expect(trend.contains("202646,\(id),Contoso,0.75,0.3"))
            #expect(!trend.contains("Litware"))
            #expect(try await client.get("\(files)/nothing.csv", scene.viewer).status == .notFound)
            let unknown = try await client.get("\(files)/competitor-trend.csv?competitor=x", scene.viewer)
            #expect(unknown.status == .badRequest)
        }
    }

    @Test("Without competitors the page says how to begin, to who may")
    func none() async throws {
        let scene = try await BrandScene()
        try await scene.site.run { client in
            for (browser, may) in [(scene.editor, true), (scene.viewer, false)] {
                let text = try await client.get("\(scene.path)/competitors", browser).text
                #expect(text.contains("No competitors yet"))
                #expect(text.contains("/settings/competitors/new") == may)
            }
        }
    }

    @Test("Without answers the page says so")
    func noAnswers() async throws {
        let scene = try await BrandScene()
        let contoso = try await scene.competitor("Contoso")
        try await scene.site.run { client in
            for (path, said) in [
                ("", "No answers in these days"), ("?tag=x", "No answers match"), ("/\(contoso.id)", "No answers in these days"),
            ] {
                let text = try await client.get("\(scene.path)/competitors\(path)", scene.viewer).text
                #expect(text.contains(said))
            }
        }
    }

    @Test("Of many competitors fifty are on a page")
    func many() async throws {
        let scene = try await BrandScene()
        for number in 100..<160 { _ = try await scene.competitor("Rival\(number)") }
        let prompt = try await scene.prompt("one")
        try await scene.answer(prompt, ["Fabrikam, then Rival159."])
        try await scene.site.run { client in
            let first = try await client.get("\(scene.path)/competitors", scene.viewer).text
            #expect(first.namesInRows.count == 50)
            #expect(Set(first.namesInRows.prefix(2)) == ["Fabrikam (you)", "Rival159"])
            #expect(first.ranges(of: "class=\"plot rival-plot\"").count == 6)
            for page in [2, 3, 99] {
                let text = try await client.get("\(scene.path)/competitors?page=\(page)", scene.viewer).text
                #expect(text.namesInRows.count == 11)
            }
        }
    }

    @Test("A hostile name is harmless")
    func hostile() async throws {
        let scene = try await BrandScene()
        let rival = try await scene.competitor("\"\u{301}><script>alert(1)</script>")
        let prompt = try await scene.prompt("one")
        try await scene.answer(prompt, Array(repeating: "Nobody.", count: 5))
        try await scene.site.run { client in
            for path in ["/competitors", "/competitors/\(rival.id)", "/prompts/\(prompt.id)"] {
                let text = try await client.get(scene.path + path, scene.viewer).text
                #expect(!text.contains("<script>alert"))
            }
        }
    }
}
