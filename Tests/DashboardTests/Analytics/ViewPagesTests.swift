import Catalog
import HTTPTypes
import HummingbirdTesting
import Testing
import Visibility

@testable import Dashboard

@Suite("Pages about a part of a brand's answers")
struct ViewPagesTests {
    /// The pages with numbers, and their files, behind the path of the brand.
    private func addresses(_ scene: AnswerScene) -> (pages: [String], files: [String]) {
        let prompt = scene.best.id
        return (
            [
                "?", "/explorer?", "/sources?", "/sources/domain?domain=news.example&", "/competitors?",
                "/competitors/\(scene.contoso.id)?", "/prompts?", "/prompts/\(prompt)?",
            ],
            [
                "/charts/platforms.csv?", "/explorer.csv?", "/sources/charts/domains.csv?",
                "/competitors/charts/share-of-voice.csv?", "/prompts/\(prompt)/charts/prompt-trend.csv?",
            ]
        )
    }

    @Test(
        "What a version does not know of an address is told instead of showing more than was asked for",
        arguments: [
            "platform=nope", "country=usa", "period=banana", "branded=maybe", "against=foo", "persona=abc", "from=2026-02-30",
            "platform=claude&platform=nope",
        ])
    func unknown(query: String) async throws {
        let scene = try await AnswerScene()
        try await scene.furnish()
        let (pages, files) = addresses(scene)
        let value = try #require(query.split(separator: "=").last)
        try await scene.site.run { client in
            for address in pages {
                let page = try await client.get(scene.path + address + query, scene.viewer)
                #expect(page.status == .badRequest, "\(address)")
                #expect(page.text.contains("“\(value)” is n"), "\(address)")
                #expect(page.text.contains("id=\"view\"") && page.text.contains("No numbers are shown"), "\(address)")
                #expect(!page.text.contains("75.0%"), "\(address)")
            }
            for address in files {
                #expect(try await client.get(scene.path + address + query, scene.viewer).status == .badRequest, "\(address)")
            }
        }
    }

    @Test(
        "A page says what may stand in its address instead, and its form does not send the same again",
        arguments: [
            ("", "trend", "x", "“x” is no number with a trend: that is presence, position, sentiment or citations"),
            ("/sources", "order", "foo", "“foo” is no order of domains: that is cited, gained or lost"),
            ("/sources", "owner", "foo", "“foo” is no owner of pages: that is brand, competitor or other"),
            ("/explorer", "chart", "pie", "“pie” is no metric for the chart"),
            ("/explorer", "sort", "size", "“size” is no order of the rows"),
            ("", "period", "nope", "“nope” is no period: that is 7d, 30d, 4w, 13w, 26w or 52w"),
            ("/competitors", "persona", "999999", "The brand has no persona 999999, and never had one"),
            ("/responses", "persona", "999999", "The brand has no persona 999999, and never had one"),
        ])
    func words(path: String, name: String, value: String, said: String) async throws {
        let scene = try await AnswerScene()
        try await scene.furnish()
        try await scene.site.run { client in
            let page = try await client.get(
                "\(scene.path)\(path)?from=2026-11-09&to=2026-11-22&q=news&\(name)=\(value)", scene.viewer)
            #expect(page.status == .badRequest)
            #expect(page.text.unescaped.contains(said))
            #expect(page.text.contains("id=\"view\"") && !page.text.contains("75.0%"))
            #expect(!page.text.contains("name=\"\(name)\" value=\"\(value)\""))
            #expect(path != "/sources" || page.text.contains("name=\"q\" value=\"news\""), "what was understood is kept")
        }
    }

    @Test(
        "A file is refused for the same words",
        arguments: [
            "/charts/trend.csv?trend=x", "/sources/charts/domains.csv?order=foo", "/explorer.csv?sort=size",
            "/charts/platforms.csv?persona=999999",
        ])
    func wordsOfFiles(address: String) async throws {
        let scene = try await AnswerScene()
        try await scene.site.run { client in
            let file = try await client.get(scene.path + address, scene.viewer)
            #expect(file.status == .badRequest)
        }
    }

    @Test("A persona that was archived can still be asked for")
    func archivedPersona() async throws {
        let scene = try await BrandScene()
        let persona = try await scene.site.persona("Buyer")
        try await scene.change { $0.personas = [] }
        try await scene.site.run { client in
            let page = try await client.get("\(scene.path)?persona=\(persona.id)", scene.viewer)
            #expect(page.status == .ok && page.text.contains("Persona \(persona.id), archived"))
        }
    }

    @Test("A tag that no prompt has is said to be on none")
    func strayTag() async throws {
        let scene = try await AnswerScene()
        try await scene.site.run { client in
            let text = try await client.get("\(scene.path)?tag=core&tag=nobody", scene.viewer).text
            #expect(text.contains("nobody (on no prompt in use)") && !text.contains("core (on no prompt in use)"))
        }
    }

    @Test("Dates that cannot be stand in the form still", arguments: ["", "/explorer", "/responses"])
    func refusedDates(path: String) async throws {
        let scene = try await AnswerScene()
        try await scene.site.run { client in
            let page = try await client.get(
                "\(scene.path)\(path)?period=13w&from=2026-11-20&to=2026-11-01", scene.viewer)
            #expect(page.status == .badRequest)
            for field in [
                "name=\"from\" type=\"date\" value=\"2026-11-20\"", "name=\"to\" type=\"date\" value=\"2026-11-01\"",
                "<option value=\"dates\" selected>", "name=\"was\" value=\"dates\"",
            ] { #expect(page.text.contains(field), "\(field)") }
        }
    }

    @Test(
        "A file is named after the brand, what it shows and its days",
        arguments: [
            ("/charts/trend.csv", "fabrikam-trend-2026-08-24-to-2026-11-22"),
            ("/explorer.csv?from=2026-11-01&to=2026-11-22", "fabrikam-explorer-2026-11-01-to-2026-11-22"),
            ("/sources/charts/domains.csv?period=4w", "fabrikam-domains-2026-10-26-to-2026-11-22"),
            ("/competitors/charts/share-of-voice.csv", "fabrikam-share-of-voice-2026-08-24-to-2026-11-22"),
            ("/prompts/PROMPT/charts/prompt-trend.csv", "fabrikam-prompt-trend-PROMPT-2026-08-24-to-2026-11-22"),
        ])
    func fileNames(address: String, name: String) async throws {
        let scene = try await AnswerScene()
        try await scene.furnish()
        let prompt = String(scene.best.id)
        try await scene.site.run { client in
            let file = try await client.get(scene.path + address.replacing("PROMPT", with: prompt), scene.viewer)
            #expect(
                file.headers[.contentDisposition]
                    == "attachment; filename=\"\(name.replacing("PROMPT", with: prompt)).csv\"")
        }
    }

    @Test("Days that the engine refuses are told over the form too")
    func refused() async throws {
        let scene = try await AnswerScene()
        try await scene.furnish()
        let (pages, _) = addresses(scene)
        try await scene.site.run { client in
            // The explorer has a form of its own, and one competitor is not compared with an earlier period.
            for address in pages where address != "/explorer?" && !address.hasPrefix("/competitors/") {
                let page = try await client.get("\(scene.path)\(address)from=0001-01-01", scene.viewer)
                #expect(page.status == .badRequest, "\(address)")
                #expect(page.text.contains("value=\"0001-01-01\"") && page.text.contains("No numbers are shown"), "\(address)")
            }
        }
    }

    @Test("Files and pages that are there are found by the same addresses")
    func known() async throws {
        let scene = try await AnswerScene()
        try await scene.furnish()
        let (pages, files) = addresses(scene)
        try await scene.site.run { client in
            for address in pages + files {
                let answer = try await client.get("\(scene.path)\(address)platform=claude", scene.viewer)
                #expect(answer.status == .ok, "\(address)")
            }
        }
    }

    @Test(
        "An address that a form made says in the end only what was chosen",
        arguments: [
            ("?period=13w&from=&to=&against=before&platform=claude", "?platform=claude"), ("?from=&to=", ""),
            ("?period=30d&from=2026-01-01&to=2026-01-31&was=dates", "?period=30d"),
            (
                "?period=dates&from=2026-01-01&to=2026-01-31&was=dates&trend=sentiment",
                "?from=2026-01-01&to=2026-01-31&trend=sentiment"
            ),
            (
                "/explorer?period=13w&from=&by=ai_platform&by=none&where=&where_is=&value=&having=&is=gte&than=&sort=",
                "/explorer?by=ai_platform"
            ),
            ("/sources/domain?domain=a%26b&from=", "/sources/domain?domain=a%26b"),
            ("/prompts?period=30d&from=&to=&q=&status=&favorite=&order=moved", "/prompts?period=30d&order=moved"),
            ("/responses?period=&from=&to=&q=a+b&mentioned=yes&cites=", "/responses?q=a%20b&mentioned=yes"),
            ("/responses?period=7d&from=&to=&q=", "/responses?period=7d"),
        ])
    func tidy(sent: String, kept: String) async throws {
        let scene = try await AnswerScene()
        try await scene.site.run { client in
            let answer = try await client.get(scene.path + sent, scene.viewer)
            #expect(answer.status == .seeOther)
            #expect(answer.location == scene.path + kept)
            #expect(try await client.get(answer.location, scene.viewer).status == .ok)
        }
    }

    @Test(
        "What is not understood is not tidied away",
        arguments: ["?from=&platform=nope", "/responses?q=&sentiment=nope", "/prompts?q=&status=nope", "/sources?q=&owner=nope"])
    func untidy(address: String) async throws {
        let scene = try await AnswerScene()
        try await scene.site.run { client in
            let answer = try await client.get(scene.path + address, scene.viewer)
            #expect(answer.status == .badRequest)
        }
    }

    @Test("The view goes along from page to page, and to another brand as far as that has it")
    func tabs() async throws {
        let scene = try await AnswerScene()
        try await scene.furnish()
        let view = "period=30d&amp;platform=claude&amp;tag=core"
        let (pages, _) = addresses(scene)
        try await scene.site.run { client in
            for page in pages + ["/responses?"] {
                let text = try await client.get(scene.path + page + view.replacing("&amp;", with: "&"), scene.viewer).text
                for tab in ["", "/explorer", "/prompts", "/responses", "/competitors", "/sources"] {
                    #expect(text.contains("href=\"\(scene.path)\(tab)?\(view)\""), "\(tab) on \(page)")
                }
                #expect(text.contains("href=\"\(scene.path)/settings/names\""))
                #expect(text.contains("/brands/\(scene.site.tailspin.id)"))
                #expect(!text.contains("/brands/\(scene.site.tailspin.id)?\(view)"))
            }
            let overview = try await client.get("\(scene.path)?platform=chatgpt", scene.viewer).text
            #expect(overview.contains("href=\"\(scene.path)/prompts/\(scene.best.id)?platform=chatgpt\""), "what moved most")
        }
    }

    @Test("Past the end of a list is its last page")
    func pages() {
        #expect([-3, 0, 1, 2, 3, 99].map { Pager.shown($0, size: 50, total: 60) } == [1, 1, 1, 2, 2, 2])
        #expect(Pager.shown(7, size: 50, total: 0) == 1)
        #expect(["", "page=x", "page=-1", "page=3"].map { Pager.number(FormFields(query: $0)) } == [1, 1, 1, 3])
    }
}
