import Catalog
import HTTPTypes
import HummingbirdTesting
import Testing

@testable import Dashboard

@Suite("The settings of a brand")
struct SettingsTests {
    @Test("Names are saved, one on each line, without the lines that say nothing")
    func names() async throws {
        let scene = try await BrandScene()
        let address = "\(scene.path)/settings/names"
        try await scene.site.run { client in
            let seen = try await client.seen(address, scene.editor)
            let saved = try await client.post(
                address, scene.editor,
                "\(seen)&name=Fabrikam+Inc&alternative_names=Fab%0D%0A%0D%0A++Fabrikam+Ltd++%0D%0A&excluded_names=&case_sensitive=yes"
            )
            #expect(saved.status == .seeOther)
            #expect(try await client.get(saved.location, scene.editor).text.contains("Saved."))
            let same = try await client.post(
                address, scene.editor,
                "\(try await client.seen(address, scene.editor))&name=Fabrikam+Inc&alternative_names=Fab%0AFabrikam+Ltd&case_sensitive=yes"
            )
            #expect(same.location.contains("done=same"))
        }
        let content = try await scene.brand().content
        #expect(content.name == "Fabrikam Inc")
        #expect(content.alternativeNames == ["Fab", "Fabrikam Ltd"])
        #expect(content.caseSensitive)
    }

    @Test("Saving one section takes nothing from another that was saved meanwhile")
    func sectionsAreApart() async throws {
        let scene = try await BrandScene()
        let address = "\(scene.path)/settings/topics"
        try await scene.site.run { client in
            let seen = try await client.seen(address, scene.editor)
            try await scene.change { $0.alternativeNames = ["Fab"] }
            _ = try await scene.competitor("Contoso")
            let saved = try await client.post(address, scene.editor, "\(seen)&key_topics=Accounting%0APayroll")
            #expect(saved.status == .seeOther)
        }
        let brand = try await scene.brand()
        #expect(brand.content.keyTopics == ["Accounting", "Payroll"])
        #expect(brand.content.alternativeNames == ["Fab"])
        #expect(brand.competitors.map(\.content.name) == ["Contoso"])
    }

    @Test("When somebody was faster, what was typed is kept, what is now stands beside, and a second save replaces it")
    func stale() async throws {
        let scene = try await BrandScene()
        let address = "\(scene.path)/settings/topics"
        try await scene.site.run { client in
            let seen = try await client.seen(address, scene.editor)
            try await scene.change { $0.keyTopics = ["Theirs <b>"] }
            let refused = try await client.post(address, scene.editor, "\(seen)&key_topics=Mine")
            #expect(refused.status == .conflict)
            #expect(refused.text.contains("Somebody else changed this"))
            #expect(refused.text.contains(">\nMine</textarea>"))
            #expect(refused.text.contains("Theirs &lt;b&gt;"))
            #expect(try await scene.brand().content.keyTopics == ["Theirs <b>"])
            let now = try #require(refused.text.firstMatch(of: /name="seen" value="([0-9a-f]+)"/)).output.1
            let saved = try await client.post(address, scene.editor, "seen=\(now)&key_topics=Mine")
            #expect(saved.status == .seeOther)
        }
        #expect(try await scene.brand().content.keyTopics == ["Mine"])
    }

    @Test("A form that never was opened saves nothing")
    func unseen() async throws {
        let scene = try await BrandScene()
        try await scene.site.run { client in
            for seen in ["", "seen=", "seen=1"] {
                let response = try await client.post("\(scene.path)/settings/topics", scene.editor, "\(seen)&key_topics=Mine")
                #expect(response.status == .conflict)
            }
        }
        #expect(try await scene.brand().content.keyTopics.isEmpty)
    }

    @Test("A website that a competitor has is refused beside its field, with the line and the owner")
    func domainTaken() async throws {
        let scene = try await BrandScene()
        _ = try await scene.competitor("Contoso", websites: ["contoso.example"])
        let address = "\(scene.path)/settings/websites"
        try await scene.site.run { client in
            let response = try await client.post(
                address, scene.editor,
                "\(try await client.seen(address, scene.editor))&website=fabrikam.example&alternative_websites=shop.example%0Ahttps%3A%2F%2Fwww.contoso.example%2F"
            )
            #expect(response.status == .unprocessableContent)
            #expect(response.text.contains("href=\"#alternative_websites\""))
            #expect(response.text.contains("Line 2: contoso.example is a website of Contoso already"))
            #expect(response.text.contains("https://www.contoso.example/"))
        }
        #expect(try await scene.brand().content.alternativeWebsites.isEmpty)
    }

    @Test("An item of a list that breaks a rule is told by its line")
    func itemTooLong() async throws {
        let scene = try await BrandScene()
        let address = "\(scene.path)/settings/names"
        let long = String(repeating: "x", count: 201)
        try await scene.site.run { client in
            let response = try await client.post(
                address, scene.editor,
                "\(try await client.seen(address, scene.editor))&name=&alternative_names=ok%0A%0A\(long)&excluded_names=")
            #expect(response.text.contains("The brand&#39;s name is missing."))
            let second = try await client.post(
                address, scene.editor,
                "\(try await client.seen(address, scene.editor))&name=F&alternative_names=ok%0A%0A\(long)&excluded_names=")
            #expect(second.status == .unprocessableContent)
            #expect(second.text.contains("Line 3: An alternative name has 201 characters"))
        }
    }

    @Test("Who only reads sees what is set, and no form", arguments: SettingsSection.allCases)
    func reading(section: SettingsSection) async throws {
        let scene = try await BrandScene()
        _ = try await scene.competitor("Contoso", websites: ["contoso.example"])
        try await scene.site.run { client in
            let page = try await client.get("\(scene.path)/settings/\(section.rawValue)", scene.viewer)
            #expect(page.status == .ok)
            #expect(!page.text.contains("data-once"))
            #expect(page.text.contains("You can read this."))
        }
    }

    @Test("An archived brand is read, and changed by nobody")
    func archived() async throws {
        let scene = try await BrandScene()
        _ = try await scene.brands.archive(scene.site.fabrikam.id, in: scene.site.northwind.id, by: .commandLine)
        try await scene.site.run { client in
            let page = try await client.get("\(scene.path)/settings/names", scene.editor)
            #expect(page.text.contains("This brand is archived."))
            #expect(!page.text.contains("data-once"))
            let seen = try BrandForm(.names).map { form in
                try form.read(scene.site.fabrikam).fingerprint(form.specs(scene.site.fabrikam))
            }
            let response = try await client.post("\(scene.path)/settings/names", scene.editor, "seen=\(seen ?? "")&name=Other")
            #expect(response.status == .conflict)
            #expect(response.text.contains("Restore it"))
        }
    }

    @Test(
        "Sections that there are not are no pages",
        arguments: ["other", "Names", "names/1", "stages/new", "competitors/x", "personas/7"])
    func unknown(section: String) async throws {
        let scene = try await BrandScene()
        try await scene.site.run { client in
            let page = try await client.get("\(scene.path)/settings/\(section)", scene.editor)
            #expect(page.status == .notFound)
        }
    }
}
