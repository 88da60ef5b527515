import APIKeys
import Catalog
import HTTPTypes
import HummingbirdTesting
import Synchronization
import Testing
import Visibility

@testable import Dashboard

@Suite("A shared report")
struct SharedReportTests {
    @Test("Who has the link sees the numbers of the view, from whom and until when, and no way on")
    func report() async throws {
        let scene = try await ShareScene()
        let (_, address) = try await scene.share()
        try await scene.site.run { client in
            let page = try await client.get(address).text
            for part in [
                "24 Aug – 22 Nov 2026, against the 91 days before · 8 answers", ">75.0%<", "▲ 50.0 points", "fabrikam.example",
                "Fabrikam (you)", "Contoso", "best accounting software", "Northwind Agency",
                "shared this with Contoso board until 23 Dec 2026.",
            ] { #expect(page.contains(part), "\(part)") }
            let addresses = page.matches(of: /(?:href|src|action)="([^"]*)"/).map { String($0.output.1) }
            #expect(addresses.count > 8)
            for found in addresses {
                #expect(found.hasPrefix("/assets/") || found.hasPrefix(address) || found == "#main", "\(found)")
            }
            for part in ["<form", "curl", "LATCHKEY_KEY", "/o/", "northwind-agency", "Sign out", "Share</a>", "@"] {
                #expect(!page.contains(part), "\(part)")
            }
        }
    }

    @Test("That some numbers are by what the brand was before is said here too, without a way to the job")
    func mixed() async throws {
        let scene = try await ShareScene()
        let (_, address) = try await scene.share()
        _ = try #require(try await scene.site.catalog.jobs.takeUpReevaluation(of: scene.site.fabrikam))
        try await scene.site.run { client in
            let page = try await client.get(address).text
            #expect(page.contains("some of these numbers are by the brand’s former names") && !page.contains("/jobs/"))
        }
    }

    @Test("The numbers and files are those of the same view on the brand's own page")
    func same() async throws {
        let scene = try await ShareScene()
        var view = BrandView()
        (view.platforms, view.against) = ([.claude], .nothing)
        let (_, address) = try await scene.share(nil, view)
        try await scene.site.run { client in
            let page = try await client.get(address).text
            #expect(page.contains("· 2 answers") && page.contains(">50.0%<") && page.contains("Only: Platform: Claude"))
            #expect(page.contains("compared with no other period"))
            for chart in OverviewChart.allCases {
                let file = "charts/\(chart.rawValue).csv"
                let own = try await client.get("\(scene.path)/\(file)?platform=claude&against=nothing", scene.viewer)
                let shared = try await client.get("\(address)/\(file)")
                #expect(shared.status == .ok && shared.text == own.text, "\(file)")
                #expect(shared.headers[.contentType] == "text/csv; charset=utf-8")
            }
        }
    }

    @Test(
        "Nothing in the address widens what is shown",
        arguments: [
            "period=52w", "from=2020-01-01&to=2026-12-31", "against=year", "platform=chatgpt", "platform=", "tag=germany",
            "brand=2", "id=2", "view=", "slug=contoso", "branded=no", "trend=everything", "trend=presence",
        ])
    func narrow(query: String) async throws {
        let scene = try await ShareScene()
        var view = BrandView()
        (view.period, view.platforms) = (.days(30), [.claude])
        let (_, address) = try await scene.share(nil, view)
        try await scene.site.run { client in
            for path in [address, "\(address)/charts/trend.csv", "\(address)/charts/movers.csv"] {
                let (plain, wide) = (try await client.get(path).text, try await client.get("\(path)?\(query)").text)
                #expect(wide == plain, "\(path)")
            }
        }
    }

    @Test("The trend may be of another metric, on the page and in its file")
    func trend() async throws {
        let scene = try await ShareScene()
        let (_, address) = try await scene.share()
        try await scene.site.run { client in
            #expect(try await client.get(address).text.contains("href=\"\(address)?trend=citations#trend\""))
            let page = try await client.get("\(address)?trend=citations").text
            #expect(page.contains("href=\"\(address)/charts/trend.csv?trend=citations\""))
            #expect(try await client.get("\(address)/charts/trend.csv?trend=citations").text.contains("brand_citation_rate"))
            #expect(try await client.get("\(address)/charts/trend.csv").text.contains("brand_presence_percentage"))
        }
    }

    @Test("The link of one brand never shows another")
    func isolated() async throws {
        let scene = try await ShareScene()
        let (_, fabrikam) = try await scene.share()
        let (_, tailspin) = try await scene.share(scene.site.tailspin)
        try await scene.site.run { client in
            let (one, two) = (try await client.get(fabrikam).text, try await client.get(tailspin).text)
            #expect(one.contains("Fabrikam") && !one.contains("Tailspin"))
            #expect(two.contains("Tailspin Toys") && !two.contains("Fabrikam") && two.contains("No answers in these days"))
            let files = (
                try await client.get("\(fabrikam)/charts/platforms.csv").text,
                try await client.get("\(tailspin)/charts/platforms.csv").text
            )
            #expect(files.0.contains("ChatGPT") && !files.1.contains("ChatGPT"))
        }
    }

    @Test("A link opens nothing else: a holder is no member, and gets no cookie")
    func nothingElse() async throws {
        let scene = try await ShareScene()
        let (_, address) = try await scene.share()
        try await scene.site.run { client in
            let response = try await client.get(address)
            #expect(response.headers[.setCookie] == nil)
            let token = String(address.dropFirst(3))
            let forged = Browser(cookie: "latchkey=\(token); latchkey-visitor=\(token)", formToken: token)
            for path in [scene.path, "\(scene.path)/prompts", "\(scene.path)/charts/trend.csv", "/account"] {
                for browser in [forged, .nobody] {
                    #expect(try await client.get(path, browser).location.hasPrefix("/sign-in"), "\(path)")
                }
            }
            for path in ["/invite/\(token)", "/set-up/\(token)"] { #expect(try await client.get(path).status == .notFound) }
            #expect(try await client.post(address, forged).status == .methodNotAllowed)
        }
    }

    @Test("Unknown, expired, revoked and paused links, and files of them, are one and the same page")
    func closed() async throws {
        let clock = Mutex(testNow)
        let site = try await TestSite(clock: WallClock { clock.withLock { $0 } })
        func share(_ days: Int) async throws -> (id: Int, link: String) {
            let made = try await site.catalog.shares.create(
                for: "Contoso board", view: SharedView(BrandView()).text, days: days, of: site.fabrikam, by: .commandLine)
            return (made.share.id, made.link)
        }
        let (expired, revoked, paused) = (try await share(7), try await share(30), try await share(30))
        let ahead = try await site.catalog.shares.create(
            for: "Contoso board", view: "against=before&period=13w&platform=hal9000", of: site.tailspin, by: .commandLine)
        let links = [expired.link, revoked.link, paused.link]
        try await site.run { client in
            for link in links { #expect(try await client.get("/s/\(link)").status == .ok) }
            clock.withLock { $0 = testNow + .seconds(7 * 86_400) }
            #expect(try await client.get("/s/\(expired.link)").status == .notFound, "without a lag")
            _ = try await site.catalog.shares.revoke(revoked.id, of: site.fabrikam, by: .commandLine)
            #expect(try await client.get("/s/\(revoked.link)").status == .notFound)
            #expect(try await client.get("/s/\(paused.link)").status == .ok)
            _ = try await site.catalog.brands.archive(site.fabrikam.id, in: site.northwind.id, by: .commandLine)

            let unknown = try await client.get("/s/abc")
            #expect(unknown.status == .notFound && unknown.text.contains("This link shows nothing"))
            for link in links + [ahead.link, String(repeating: "x", count: 3000)] {
                for path in ["/s/\(link)", "/s/\(link)/charts/trend.csv", "/s/\(link)/charts/none.csv"] {
                    let answer = try await client.get(path)
                    #expect(answer.status == .notFound && answer.text == unknown.text, "\(path.prefix(80))")
                }
            }
            _ = try await site.catalog.brands.restore(site.fabrikam.id, in: site.northwind.id, by: .commandLine)
            #expect(try await client.get("/s/\(paused.link)").status == .ok)
            #expect(try await client.get("/s/\(paused.link)/charts/none.csv").text == unknown.text)
            #expect(try await client.get("/s/\(revoked.link)").status == .notFound)
        }
    }

    @Test("The address of a report goes to nobody: no referrer, no cache, no search engine, whatever the answer is")
    func headers() async throws {
        let scene = try await ShareScene()
        let (_, address) = try await scene.share()
        try await scene.site.run { client in
            var answers = [try await client.get(address), try await client.get("/s/abc")]
            answers.append(try await client.get("\(address)/charts/trend.csv"))
            answers.append(try await client.get("\(address)/charts/none.csv"))
            answers.append(try await client.get(address, method: .delete))
            answers.append(try await client.get(address, method: .head))
            for answer in answers {
                #expect(answer.headers[.init("Referrer-Policy")!] == "no-referrer")
                #expect(answer.headers[.init("X-Robots-Tag")!] == "noindex")
                #expect(answer.headers[.cacheControl] == "no-store")
                #expect(answer.headers[.contentSecurityPolicy]?.contains("default-src 'none'") == true)
            }
            #expect(try await client.get("/sign-in").headers[.init("Referrer-Policy")!] == "same-origin")
        }
    }

    @Test("Relative days move on, and fixed ones stay")
    func days() async throws {
        let clock = Mutex(testNow)
        let site = try await TestSite(clock: WallClock { clock.withLock { $0 } })
        var (relative, fixed) = (BrandView(), BrandView())
        relative.period = .days(30)
        let (first, last) = (Day(iso8601: "2026-10-01")!, Day(iso8601: "2026-10-31")!)
        fixed.period = .range(first...last)
        var links: [String] = []
        for view in [relative, fixed] {
            links.append(
                try await site.catalog.shares.create(
                    for: "Contoso board", view: SharedView(view).text, of: site.fabrikam, by: .commandLine
                ).link)
        }
        let (moving, still) = (links[0], links[1])
        try await site.run { client in
            let now = try await client.get("/s/\(moving)").text
            #expect(now.contains("25 Oct – 23 Nov 2026"))
            #expect(try await client.get("/s/\(still)").text.contains("1 Oct – 31 Oct 2026"))
            clock.withLock { $0 = testNow + .seconds(10 * 86_400) }
            #expect(try await client.get("/s/\(moving)").text.contains("4 Nov – 3 Dec 2026"))
            #expect(try await client.get("/s/\(still)").text.contains("1 Oct – 31 Oct 2026"))
        }
    }

    @Test("Hostile names stand there as they are, and do nothing")
    func hostile() async throws {
        let scene = try await ShareScene()
        let name = "<script>alert(1)</script>\"'\u{301}&"
        let prompt = try await BrandScene.prompt("</a><img src=x onerror=alert(2)> best of all", on: scene.site)
        try await scene.answers.answer(prompt, Array(repeating: "Fabrikam", count: 5))
        try await scene.answers.answer(prompt, Array(repeating: "Nobody", count: 5), on: AnswerScene.before)
        var view = BrandView()
        view.period = .weeks(13)
        let (share, address) = try await scene.share(for: name, view)
        let (_, tagged) = try await scene.share(
            for: "x",
            {
                var view = view; view.tags = [name, "\u{05D0}<b>"]; return view
            }())
        try await scene.site.run { client in
            let page = try await client.get(address).text
            #expect(page.contains("&lt;script&gt;alert(1)"))
            #expect(page.contains("&lt;/a&gt;&lt;img src=x"))
            #expect(try await client.get(tagged).text.contains("&lt;b&gt;"))
            let pages = [
                page, try await client.get(tagged).text, try await client.get(scene.list, scene.editor).text,
                try await client.get(SitePath.revokeShare("northwind-agency", share.brand, share.id).address, scene.editor).text,
            ]
            for page in pages {
                for part in ["<script>alert", "<img", "<b>"] { #expect(!page.contains(part), "\(part)") }
            }
        }
    }
}

extension BrandScene {
    fileprivate static func prompt(_ text: String, on site: TestSite) async throws -> Prompt {
        try await site.catalog.prompts.create(
            PromptDraft(text: text), of: site.fabrikam.id, in: site.northwind.id, by: .commandLine
        ).prompt
    }
}
