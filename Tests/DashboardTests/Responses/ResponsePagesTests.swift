import APIKeys
import Catalog
import HTTPTypes
import HummingbirdTesting
import Testing
import Visibility

@testable import Dashboard

@Suite("The pages of responses")
struct ResponsePagesTests {
    struct Scene: Sendable {
        let brand: BrandScene
        let prompt: Prompt
        let other: Prompt
        let persona: Int

        init() async throws {
            brand = try await BrandScene()
            prompt = try await brand.prompt("best CRM", stage: "Advice", tags: ["core"])
            other = try await brand.prompt("Fabrikam price")
            persona = try await brand.site.persona("Buyer").id
            _ = try await brand.competitor("Contoso", websites: ["contoso.example"])
        }

        var path: String { brand.path + "/responses" }

        /// - Parameter hours: before the tests' now.
        @discardableResult
        func add(_ text: String, hours: Int = 1, _ edit: (inout AnswerDraft) -> Void = { _ in }) async throws -> Int {
            var draft = AnswerDraft(prompt: .id(prompt.id), platform: .claude, text: text)
            draft.createdAt = testNow + .seconds(-3600 * hours)
            edit(&draft)
            return try await brand.site.catalog.observations.add(
                [draft], to: brand.site.fabrikam.id, in: brand.site.northwind.id
            ).get().ids[0]
        }
    }

    private static func ids(_ html: String) -> [Int] {
        html.matches(of: /class="name" href="[^"]+\/responses\/(\d+)[^"\/]*"/).compactMap { Int($0.output.1) }
    }

    @Test(
        "The list finds responses by what its address says, newest first",
        arguments: [
            ("", [3, 2, 1]), ("q=robust", [3, 1]), ("q=ROB", [3, 1]), ("q=%22robust+tool%22", [1]), ("q=robust+-tool", [3]),
            ("q=cafe", [2]), ("q=%21%21", [3, 2, 1]), ("mentioned=yes", [3, 1]), ("mentioned=no", [2]), ("cites=yes", [2]),
            ("shopping=yes", [3]), ("shopping=no&q=robust", [1]), ("platform=grok", [3]),
            ("platform=grok&platform=claude", [3, 2, 1]),
            ("country=DE", [1]), ("country=us%2C+de", [2, 1]), ("stage=Advice", [2, 1]), ("tag=core&q=robust", [1]),
            ("branded=yes", [3]), ("persona=1", [2]), ("from=2026-11-23", [3]), ("to=2026-11-22", [2, 1]),
            ("from=2026-11-22&to=2026-11-22", [2]), ("period=7d", [3, 2, 1]), ("before=x", [3, 2, 1]),
            ("q=nothing-like-this", []), ("prompt=4711", []),
        ])
    func filters(query: String, found: [Int]) async throws {
        let scene = try await Scene()
        try await scene.add("Fabrikam is a robust tool.", hours: 60) { $0.country = "DE" }
        try await scene.add("At the **Café**.", hours: 30) { draft in
            draft.pages = [CitedPage(url: "https://fabrikam.example/a")]
            (draft.country, draft.persona) = ("US", scene.persona)
        }
        try await scene.add("A robust one is Fabrikam.", hours: 2) { draft in
            (draft.prompt, draft.platform) = (.id(scene.other.id), .grok)
            draft.extras.shopping = #"[{"title":"Box","url":"https://shop.example"}]"#
        }
        try await scene.brand.site.run { client in
            let query = query.replacing("persona=1", with: "persona=\(scene.persona)")
            let text = try await client.get("\(scene.path)?\(query)", scene.brand.viewer).text
            #expect(Self.ids(text) == found, "\(query)")
        }
    }

    @Test(
        "A list that would show more than its address asks for is not shown",
        arguments: [
            "platform=nope", "country=usa", "from=nonsense", "sentiment=nonsense", "mentioned=maybe", "prompt=x", "q=a&branded=1",
        ])
    func refused(query: String) async throws {
        let scene = try await Scene()
        try await scene.add("Fabrikam.")
        try await scene.brand.site.run { client in
            let page = try await client.get("\(scene.path)?\(query)", scene.brand.viewer)
            #expect(page.status == .badRequest)
            #expect(Self.ids(page.text).isEmpty)
            #expect(page.text.contains("No list is shown until that is put right."))
            #expect(page.text.contains("id=\"view\"") && !page.text.contains("No response matches"))
        }
    }

    @Test("The list leads a viewer and a guest of the brand to an export, and nobody while the brand is archived")
    func export() async throws {
        let scene = try await Scene()
        try await scene.add("Fabrikam.")
        let site = scene.brand.site
        try await site.settle(
            RoleMatrixTests.Person(
                name: "a guest", email: "gil@northwind.example", role: .guest, given: ["Fabrikam": .viewer]))
        let readers = [scene.brand.viewer, try await site.signIn("gil@northwind.example")]
        let link = "href=\"\(SitePath.exports("northwind-agency", site.fabrikam.id).address)\""
        try await site.run { client in
            for reader in readers { #expect(try await client.get(scene.path, reader).text.contains(link)) }
            _ = try await scene.brand.brands.archive(site.fabrikam.id, in: site.northwind.id, by: .commandLine)
            for reader in readers { #expect(try await !client.get(scene.path, reader).text.contains(link)) }
        }
    }

    @Test("The list and a response say whose days are meant where")
    func days() async throws {
        let scene = try await Scene()
        let id = try await scene.add("Fabrikam.")
        try await scene.brand.site.run { client in
            for path in [scene.path, "\(scene.path)/\(id)"] {
                let text = try await client.get(path, scene.brand.viewer).text
                #expect(text.contains("Days in filters, charts and files are those of UTC<span data-local hidden>"), "\(path)")
            }
        }
    }

    @Test("A list says how many responses it has, where that is known")
    func total() async throws {
        let scene = try await Scene()
        for number in 0..<30 {
            try await scene.add("Fabrikam \(number)", hours: number + 1) { $0.country = number < 3 ? "DE" : nil }
        }
        try await scene.brand.site.run { client in
            for (query, said) in [
                ("", "30 responses"), ("?country=DE", "3 responses"), ("?prompt=\(scene.other.id)&country=DE", nil),
                ("?q=fabrikam", "25 responses on this page"), ("?cites=no", "25 responses on this page"),
                ("?mentioned=yes", "30 responses"), ("?mentioned=no", nil), ("?competitor=4711", nil),
            ] {
                let text = try await client.get(scene.path + query, scene.brand.viewer).text
                #expect(
                    text.firstMatch(of: /<div class="above-list"><p class="quiet">([^<]+)</).map { String($0.output.1) } == said)
            }
        }
    }

    @Test("A response leads back to the list it was found in, and to the responses beside it there")
    func neighbours() async throws {
        let scene = try await Scene()
        var added: [Int] = []
        for hours in [4, 3, 2, 1] { added.append(try await scene.add("Fabrikam.", hours: hours) { $0.country = "DE" }) }
        let ids = added
        let other = try await scene.add("Fabrikam.", hours: 2) { $0.country = "US" }
        try await scene.brand.site.run { client in
            let list = try await client.get("\(scene.path)?country=DE", scene.brand.viewer).text
            #expect(list.contains("href=\"\(scene.path)/\(ids[1])?country=DE\""))
            let text = try await client.get("\(scene.path)/\(ids[1])?country=DE", scene.brand.viewer).text
            #expect(text.contains("<a href=\"\(scene.path)?country=DE\">← Responses</a>"))
            #expect(try Self.link(text, "prev") == "\(scene.path)/\(ids[2])?country=DE")
            #expect(try Self.link(text, "next") == "\(scene.path)/\(ids[0])?country=DE")
            #expect(text.contains("/responses?country=DE&amp;prompt=\(scene.prompt.id)\""))
            #expect(text.contains("/prompts/\(scene.prompt.id)?country=DE\""))
            let newest = try await client.get("\(scene.path)/\(ids[3])?country=DE", scene.brand.viewer).text
            #expect(!newest.contains("rel=\"prev\"") && newest.contains("rel=\"next\""))
            // One that is not in the list has none of it beside it that is not there.
            let outside = try await client.get("\(scene.path)/\(other)?country=FR", scene.brand.viewer).text
            #expect(!outside.contains("rel=\"prev\"") && !outside.contains("rel=\"next\""))
        }
    }

    /// The address of a link of the pager.
    private static func link(_ html: String, _ rel: String) throws -> String {
        let found = html.matches(of: /rel="(\w+)" href="([^"]+)"/).first { $0.output.1 == rel }
        return String(try #require(found).output.2).replacing("&amp;", with: "&")
    }

    @Test("A list that goes on is paged, and pages stay while responses come in", arguments: ["", "?q=fabrikam"])
    func paging(query: String) async throws {
        let scene = try await Scene()
        var added: [Int] = []
        for number in 0..<60 { added.append(try await scene.add("Fabrikam \(number)", hours: 100 - number)) }
        let ids = Array(added.reversed())
        try await scene.brand.site.run { client in
            let first = try await client.get(scene.path + query, scene.brand.viewer).text
            let seen = Self.ids(first)
            #expect(seen.count == 25 && !first.contains("rel=\"prev\""))
            try await scene.add("Fabrikam late", hours: 0)
            let second = try await client.get(try Self.link(first, "next"), scene.brand.viewer).text
            let third = try await client.get(try Self.link(second, "next"), scene.brand.viewer).text
            #expect(!third.contains("rel=\"next\""))
            #expect(seen + Self.ids(second) + Self.ids(third) == ids)
            let back = try await client.get(try Self.link(third, "prev"), scene.brand.viewer).text
            #expect(Self.ids(back) == Self.ids(second))
        }
    }

    @Test("What was searched for is marked, and nothing that an answer holds becomes markup")
    func excerpt() async throws {
        let scene = try await Scene()
        try await scene.add(#"<script>alert(1)</script> <b onmouseover="x">**robust**</b> & "quoted" Fabrikam"#)
        try await scene.brand.site.run { client in
            let found = try await client.get("\(scene.path)?q=robust", scene.brand.viewer).text
            #expect(found.contains("<mark>robust</mark>"))
            #expect(!found.contains("<script>alert") && !found.contains("<b "))
            let plain = try await client.get(scene.path, scene.brand.viewer).text
            #expect(plain.contains("<mark>Fabrikam</mark>"))
            let typed = try await client.get("\(scene.path)?q=%22%3E%3Cscript%3Ealert(1)", scene.brand.viewer).text
            #expect(!typed.contains("<script>alert"))
        }
    }

    private static let hostile = [
        "Fabrikam <script>alert(1)</script> \"'&amp; Contoso", "\u{202E}Fabrikam\u{202C} \u{200F}right to left\u{2067}",
        "Fabrikam\u{301}\u{301} e" + String(repeating: "\u{301}", count: 500) + " \"\u{301} <\u{301}",
        String(repeating: "x", count: 10_000),
        "# Heading\n\n- **Fabrikam** Cloud\n- [Contoso](javascript:alert(1))\n\n```\ncode\n```\r\n\tend  ",
        " \n leading and trailing \n ",
    ]

    @Test("An answer is shown whole and unchanged, whatever it holds", arguments: hostile)
    func whole(text: String) async throws {
        let scene = try await Scene()
        let id = try await scene.add(text)
        try await scene.brand.site.run { client in
            let html = try await client.get("\(scene.path)/\(id)", scene.brand.viewer).text
            // By bytes: as characters, a mark and an accent behind it are one.
            let page = Array(html.utf8)
            let start = try #require(page.firstRange(of: Array("role=\"region\" aria-label=\"Text of the answer\">".utf8)))
                .upperBound
            let end = try #require(page[start...].firstRange(of: Array("</div>".utf8))).lowerBound
            var plain = Array(page[start..<end])
            for (written, meant) in [
                ("<mark class=\"brand\" title=\"Fabrikam\">", ""), ("<mark class=\"rival\" title=\"Contoso\">", ""),
                ("</mark>", ""),
                ("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#39;", "'"), ("&amp;", "&"),
            ] {
                plain.replace(Array(written.utf8), with: Array(meant.utf8))
            }
            #expect(plain == Array(text.utf8))
            #expect(try await client.get(scene.path, scene.brand.viewer).status == .ok)
        }
    }

    @Test("A response says whom it names, how it was asked and whose pages it cites")
    func one() async throws {
        let scene = try await Scene()
        let id = try await scene.add("**Fabrikam** is great, Contoso is not. Fabrikam again.") { draft in
            (draft.country, draft.persona, draft.searchEnabled) = ("DE", scene.persona, true)
            draft.pages = [
                CitedPage(url: "https://www.fabrikam.example/a?b=1&c=2", title: "Our <b>page</b>"),
                CitedPage(url: "https://contoso.example"),
                CitedPage(url: "javascript:alert(1)", title: "Evil"), CitedPage(url: "https://news.example/x"),
            ]
            draft.extras.queryFanout = #"{"queries":["best <crm>"]}"#
            draft.extras.shopping = #"[{"title":"Box","url":"javascript:alert(2)"},{"url":"https://shop.example/1"}]"#
        }
        try await scene.brand.site.run { client in
            let html = try await client.get("\(scene.path)/\(id)", scene.brand.viewer).text
            #expect(html.contains("<mark class=\"brand\" title=\"Fabrikam\">Fabrikam</mark>"))
            #expect(html.contains("<mark class=\"rival\" title=\"Contoso\">Contoso</mark>"))
            #expect(html.contains("this brand, 2 times") && html.contains("competitor, once"))
            #expect(html.contains("Buyer") && html.contains("<dd>DE</dd>") && html.contains("<dd>on</dd>"))
            #expect(html.contains("href=\"https://www.fabrikam.example/a?b=1&amp;c=2\" rel=\"noreferrer noopener nofollow\""))
            #expect(html.contains("Our &lt;b&gt;page&lt;/b&gt;"))
            #expect(html.contains("<bdi>javascript:alert(1)</bdi>") && html.contains("<bdi>javascript:alert(2)</bdi>"))
            #expect(!html.contains("href=\"javascript"))
            let owners = html.matches(of: /<li><span class="state \w+">([^<]+)</).map { String($0.output.1) }
            #expect(owners == ["Fabrikam", "Contoso", "Others", "Others"])
            #expect(html.contains("best &lt;crm&gt;") && html.contains("2 shopping results"))
        }
    }

    @Test("Members see the responses of the brands that they reach; nobody else learns that there are any")
    func access() async throws {
        let scene = try await Scene()
        let id = try await scene.add("Fabrikam")
        let guest = try await scene.brand.site.signIn("guest@northwind.example")
        let stranger = try await scene.brand.site.signIn("stranger@contoso.example")
        let elsewhere = "/o/northwind-agency/brands/\(scene.brand.site.tailspin.id)/responses"
        try await scene.brand.site.run { client in
            for address in [scene.path, "\(scene.path)/\(id)"] {
                #expect(try await client.get(address, scene.brand.viewer).status == .ok)
                #expect(try await client.get(address, guest).status == .notFound)
                #expect(try await client.get(address, stranger).status == .notFound)
                #expect(try await client.get(address).status == .seeOther)
            }
            for address in ["\(elsewhere)/\(id)", "\(scene.path)/4711", "\(scene.path)/x", "\(scene.path)/-1"] {
                #expect(try await client.get(address, scene.brand.viewer).status == .notFound, "\(address)")
            }
            let empty = try await client.get(elsewhere, scene.brand.viewer).text
            #expect(empty.contains("No responses yet"))
            let none = try await client.get("\(scene.path)?q=missing", scene.brand.viewer).text
            #expect(none.contains("No response matches"))
        }
    }
}
