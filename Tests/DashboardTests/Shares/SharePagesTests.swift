import Catalog
import HTTPTypes
import HummingbirdTesting
import Testing

@testable import Dashboard

@Suite("Sharing a report")
struct SharePagesTests {
    @Test("Who may share finds the way on the overview, with the view that is shown; others do not")
    func button() async throws {
        let scene = try await ShareScene()
        try await scene.site.run { client in
            let address = "\(scene.path)?period=30d&platform=claude&tag=core"
            let page = try await client.get(address, scene.editor).text
            #expect(page.contains("href=\"\(scene.form)?period=30d&amp;platform=claude&amp;tag=core\">Share</a>"))
            #expect(try await !client.get(address, scene.viewer).text.contains("/shares"))
            let form = try await client.get("\(scene.form)?period=30d&platform=claude&tag=core", scene.editor).text
            #expect(form.contains("Last 30 days, against the period before · Platform: Claude · Tag: core"))
            #expect(form.contains("name=\"platform\" value=\"claude\""))
            #expect(form.contains("These days move on"))
            #expect(form.contains("without signing in"))
            let fixed = try await client.get("\(scene.form)?from=2026-10-01&to=2026-10-31&against=year", scene.editor).text
            #expect(fixed.contains("1 Oct – 31 Oct 2026, against the same days a year before"))
            #expect(fixed.contains("These days stay as they are"))
        }
    }

    @Test("Who edits one brand shares that brand and no other")
    func oneBrand() async throws {
        let scene = try await ShareScene()
        let site = scene.site
        try await site.settle(try #require(RoleMatrixTests.people.first { $0.name == "a viewer who edits Fabrikam" }))
        let vic = try await site.signIn("vic@northwind.example")
        try await site.run { client in
            let made = try await client.post(scene.form, vic, "recipient=Contoso&life=30")
            #expect(made.status == .seeOther)
            let other = SitePath.newShare("northwind-agency", site.tailspin.id).address
            #expect(try await client.post(other, vic, "recipient=Contoso&life=30").status == .forbidden)
        }
        #expect(try await site.catalog.shares.list(of: site.tailspin).all.isEmpty)
    }

    @Test("A link is shown once, and never again")
    func shownOnce() async throws {
        let scene = try await ShareScene()
        let again = try await scene.site.signIn("editor@northwind.example")
        try await scene.site.run { client in
            let made = try await client.post(scene.form, scene.editor, "recipient=Contoso+board&life=90&period=30d")
            #expect(try await client.get(made.location, again).text.contains("This link was shown already"))
            _ = try await client.get(made.location, scene.editor, method: .head)
            let shown = try await client.get(made.location, scene.editor)
            #expect(shown.headers[.cacheControl] == "no-store")
            let link = try #require(shown.text.firstMatch(of: /\/s\/([0-9A-Za-z]{43})/)).output.1
            #expect(shown.text.contains("Last 30 days") && shown.text.contains("21 Feb 2027"))
            let admin = try await scene.site.signIn("admin@northwind.example")
            for (address, browser) in [
                (made.location, scene.editor), (scene.list, scene.editor), (scene.form, scene.editor),
                ("/o/northwind-agency/audit", admin),
            ] {
                let page = try await client.get(address, browser)
                #expect(page.status == .ok && !page.text.contains(link), "\(address)")
            }
            let log = try await client.get("/o/northwind-agency/audit", admin).text
            #expect(log.contains("shared the report of") && log.contains("for “Contoso board”, until 21 Feb 2027"))
        }
    }

    @Test("The list says for whom, what, by whom, how long and whether it was opened; revoking asks first and ends at once")
    func list() async throws {
        let scene = try await ShareScene()
        try await scene.site.run { client in
            let empty = try await client.get(scene.list, scene.editor).text
            #expect(empty.contains("Nothing is shared yet"))
            let address = try await scene.share(client, "recipient=Contoso+board&life=30&tag=core")
            let before = try await client.get(scene.list, scene.editor).text
            for part in [
                "Contoso board", "editor@northwind.example", "Last 13 weeks, against the period before · Tag: core",
                "Never", "23 Dec", ">Open<",
            ] { #expect(before.contains(part), "\(part)") }
            #expect(try await client.get(address).status == .ok)
            await scene.site.dashboard.site.door.sightings.settle()
            let after = try await client.get(scene.list, scene.editor).text
            #expect(after.contains("this hour") && !after.contains("Never"))

            let end = try #require(after.firstMatch(of: /href="([^"]+\/revoke)"/)).output.1
            let question = try await client.get(String(end), scene.editor).text
            #expect(question.contains("Revoke the link for Contoso board?") && question.contains("last opened this hour"))
            #expect(try await client.get(address).status == .ok, "a question ends nothing")
            #expect(try await client.post(String(end), scene.editor, token: "x").status == .forbidden)
            #expect(try await client.post(String(end), scene.viewer).status == .forbidden)
            #expect(try await client.get(address).status == .ok)
            let done = try await client.post(String(end), scene.editor)
            #expect(try await client.get(address).status == .notFound)
            let list = try await client.get(done.location, scene.editor).text
            #expect(list.contains("The link opens nothing any more.") && list.contains(">Revoked<"))
            #expect(!list.contains("/revoke\""))
        }
    }

    @Test("A form that was not taken says what is wrong with which field, and keeps what was chosen")
    func refused() async throws {
        let scene = try await ShareScene()
        let cases = [
            ("recipient=&life=30", "The recipient is missing."), ("recipient=Contoso&life=2", "Choose for how many days"),
            ("recipient=Contoso", "Choose for how many days"),
            ("recipient=Contoso&life=other&days=x", "Choose for how many days"),
            ("recipient=Contoso&life=other&days=400", "works for 1 to 365 days"),
            ("recipient=Contoso&life=30&from=2026-13-01", "is not a date"),
        ]
        try await scene.site.run { client in
            for (fields, message) in cases {
                let response = try await client.post(scene.form, scene.editor, "\(fields)&platform=claude")
                #expect(response.status == .unprocessableContent, "\(fields)")
                #expect(response.text.contains(message), "\(fields)")
                #expect(response.text.contains("name=\"platform\" value=\"claude\""))
            }
        }
        #expect(try await scene.site.catalog.shares.list(of: scene.site.fabrikam).all.isEmpty)
    }

    @Test("An archived brand is not shared, and its links are shown as paused")
    func archived() async throws {
        let scene = try await ShareScene()
        let site = scene.site
        _ = try await scene.share()
        _ = try await site.catalog.brands.archive(site.fabrikam.id, in: site.northwind.id, by: .commandLine)
        try await site.run { client in
            let list = try await client.get(scene.list, scene.editor).text
            #expect(list.contains(">Paused<") && list.contains("The brand is archived") && !list.contains(scene.form))
            #expect(try await client.get(scene.form, scene.editor).status == .conflict)
            #expect(try await client.post(scene.form, scene.editor, "recipient=Contoso&life=30").status == .conflict)
            #expect(try await !client.get(scene.path, scene.editor).text.contains(scene.form))
        }
    }

    @Test("Links of another brand can be neither seen nor revoked under this one")
    func otherBrand() async throws {
        let scene = try await ShareScene()
        let (share, address) = try await scene.share(scene.site.tailspin, for: "Tailspin board")
        try await scene.site.run { client in
            let list = try await client.get(scene.list, scene.editor).text
            #expect(!list.contains("Tailspin board"))
            let revoke = SitePath.revokeShare("northwind-agency", scene.site.fabrikam.id, share.id).address
            #expect(try await client.get(revoke, scene.editor).status == .notFound)
            #expect(try await client.post(revoke, scene.editor).status == .notFound)
            #expect(try await client.get(address).status == .ok)
        }
    }
}
