import Catalog
import HTTPTypes
import HummingbirdTesting
import Testing

@testable import Dashboard

@Suite("The pages of prompts")
struct PromptPagesTests {
    @Test(
        "The list finds prompts by what its address says",
        arguments: [
            ("", ["best CRM", "Fabrikam price", "old"]), ("q=CRM+BEST", ["best CRM"]), ("tag=core", ["best CRM"]),
            ("stage=Advice", ["old"]),
            ("branded=yes", ["Fabrikam price"]), ("favorite=yes", ["Fabrikam price"]),
            ("platform=claude&topic=money", ["Fabrikam price"]),
            ("platform=grok&topic=money", []), ("status=archived", ["gone"]),
            ("page=-4", ["best CRM", "Fabrikam price", "old"]), ("page=99", ["best CRM", "Fabrikam price", "old"]),
            ("stage=Advice&stage=Other&q=o", ["old"]), ("tag=core&tag=none", ["best CRM"]),
            ("platform=grok&platform=claude&topic=money", ["Fabrikam price"]),
        ])
    func filters(query: String, texts: [String]) async throws {
        let scene = try await BrandScene()
        try await scene.prompt("best CRM", tags: ["core"])
        let second = try await scene.prompt("Fabrikam price")
        try await scene.prompt("old", stage: "Advice")
        let gone = try await scene.prompt("gone")
        var edit = PromptEdit()
        (edit.topics, edit.platforms, edit.isFavorite) = (["money"], [.claude], true)
        _ = try await scene.prompts.change(second.id, edit, of: second.brand, in: scene.site.northwind.id, by: .commandLine)
        var archive = PromptEdit()
        archive.isArchived = true
        _ = try await scene.prompts.change(gone.id, archive, of: gone.brand, in: scene.site.northwind.id, by: .commandLine)
        try await scene.site.run { client in
            let text = try await client.get("\(scene.path)/prompts?\(query)", scene.viewer).text
            let found = text.matches(of: /class="name" href="[^"]+">([^<]+)</).map { String($0.output.1) }
            #expect(found == texts)
            #expect(!text.contains("id=\"bulk\""), "a viewer is offered no changes")
        }
    }

    @Test(
        "A list that would show more than its address asks for is not shown, and gives no file",
        arguments: ["status=nonsense", "persona=x", "platform=nope", "branded=maybe", "favorite=1", "order=x", "from=x"])
    func refused(query: String) async throws {
        let scene = try await BrandScene()
        let prompt = try await scene.prompt("best CRM")
        try await scene.site.run { client in
            let page = try await client.get("\(scene.path)/prompts?q=best&\(query)", scene.editor)
            #expect(page.status == .badRequest)
            #expect(!page.text.contains("class=\"name\"") && page.text.contains("id=\"view\""))
            #expect(page.text.contains("name=\"q\" value=\"best\""))
            #expect(try await client.get("\(scene.path)/prompts/export.csv?\(query)", scene.editor).status == .badRequest)
            let all = try await client.post("\(scene.path)/prompts", scene.editor, "do=archive&all=yes&confirmed=1&\(query)")
            #expect(all.status == .badRequest)
        }
        #expect(try await scene.all() == [prompt])
    }

    @Test("A prompt leads back to the list it was found in, also after it was saved")
    func back() async throws {
        let scene = try await BrandScene()
        let prompt = try await scene.prompt("one", tags: ["a"])
        let query = "period=30d&tag=a&q=one&status=all"
        let address = "\(scene.path)/prompts/\(prompt.id)"
        let escaped = query.replacing("&", with: "&amp;")
        try await scene.site.run { client in
            #expect(
                try await client.get("\(scene.path)/prompts?\(query)", scene.editor).text.contains(
                    "href=\"\(address)?\(escaped)\""))
            let page = try await client.get("\(address)?\(query)", scene.editor).text
            #expect(page.contains("<a href=\"\(scene.path)/prompts?\(escaped)\">← Prompts</a>"))
            #expect(page.contains("/responses?period=30d&amp;tag=a&amp;prompt=\(prompt.id)\""))
            let archived = try await client.post("\(address)/archive?\(query)", scene.editor)
            #expect(archived.location == "\(address)?\(query)&done=archived")
        }
    }

    @Test("Ticked prompts are tagged, untagged, archived and restored, and the list says so at the same place")
    func bulk() async throws {
        let scene = try await BrandScene()
        let ids = try await [scene.prompt("one", tags: ["a"]), scene.prompt("two"), scene.prompt("three")].map(\.id)
        let picked = "prompt=\(ids[0])&prompt=\(ids[1])"
        let address = "\(scene.path)/prompts"
        try await scene.site.run { client in
            let tagged = try await client.post(address, scene.editor, "\(picked)&do=add-tags&tags=+b+%2C+c%2C%2Ca&q=o")
            #expect(tagged.location == "\(address)?q=o&done=add-tags&count=2")
            #expect(try await client.get(tagged.location, scene.editor).text.contains("2 prompts were tagged."))
            #expect(try await scene.all().map(\.settings.tags) == [["a", "b", "c"], ["b", "c", "a"], []])
            _ = try await client.post(address, scene.editor, "\(picked)&do=remove-tags&tags=b,c")
            #expect(try await scene.all().map(\.settings.tags) == [["a"], ["a"], []])
            _ = try await client.post(address, scene.editor, "\(picked)&do=archive")
            #expect(try await scene.all().map(\.text) == ["three"])
            _ = try await client.post(address, scene.editor, "\(picked)&do=restore&status=archived")
            #expect(try await scene.all().count == 3)
        }
    }

    @Test(
        "Nothing ticked, or no tag, is told beside the list",
        arguments: [("do=archive", "Tick at least one"), ("do=add-tags&prompt=1", "Name at least one tag")])
    func nothingTicked(fields: String, said: String) async throws {
        let scene = try await BrandScene()
        try await scene.prompt("one")
        try await scene.site.run { client in
            let response = try await client.post("\(scene.path)/prompts", scene.editor, fields)
            #expect(response.status == .unprocessableContent)
            #expect(response.text.contains(said))
        }
    }

    @Test("All that match are changed only after the page has said how many, and only while that many match")
    func everything() async throws {
        let scene = try await BrandScene()
        for number in 0..<60 { try await scene.prompt("prompt \(number)") }
        let address = "\(scene.path)/prompts"
        try await scene.site.run { client in
            let asked = try await client.post(address, scene.editor, "do=archive&all=yes&q=prompt")
            #expect(asked.status == .ok)
            #expect(asked.text.contains("Archive 60 prompts?"))
            try await scene.prompt("prompt 60")
            let late = try await client.post(address, scene.editor, "do=archive&all=yes&q=prompt&confirmed=60")
            #expect(late.text.contains("Archive 61 prompts?"))
            #expect(try await scene.all().count == 61)
            let done = try await client.post(address, scene.editor, "do=archive&all=yes&q=prompt&confirmed=61")
            #expect(done.status == .seeOther)
        }
        #expect(try await scene.all().isEmpty)
    }

    @Test("A prompt of another brand is changed by no form of this one")
    func otherBrand() async throws {
        let scene = try await BrandScene()
        let prompt = try await scene.prompt("ours")
        let other = "/o/northwind-agency/brands/\(scene.site.tailspin.id)/prompts"
        try await scene.site.run { client in
            _ = try await client.post(other, scene.editor, "do=archive&prompt=\(prompt.id)")
            for address in ["\(other)/\(prompt.id)", "\(other)/\(prompt.id)/archive", "\(other)/\(prompt.id)/favorite"] {
                #expect(try await client.post(address, scene.editor, "favorite_to=yes").status == .notFound)
            }
        }
        #expect(try await scene.all() == [prompt])
    }

    @Test("A star is set and taken away, and the list stays where it was")
    func favorite() async throws {
        let scene = try await BrandScene()
        let prompt = try await scene.prompt("one")
        try await scene.site.run { client in
            for (value, isFavorite) in [("yes", true), ("no", false)] {
                let response = try await client.post(
                    "\(scene.path)/prompts/\(prompt.id)/favorite", scene.editor, "favorite_to=\(value)&q=one&page=2")
                #expect(response.location == "\(scene.path)/prompts?q=one&page=2#p\(prompt.id)")
                #expect(try await scene.all().first?.settings.isFavorite == isFavorite)
            }
        }
    }

    @Test("One prompt is changed in what was changed, and in nothing else")
    func one() async throws {
        let scene = try await BrandScene()
        let prompt = try await scene.prompt("<b>one</b>", stage: "Advice", tags: ["a, b"])
        let address = "\(scene.path)/prompts/\(prompt.id)"
        try await scene.site.run { client in
            #expect(try await client.get(address, scene.editor).text.contains("&lt;b&gt;one&lt;/b&gt;"))
            let seen = try await client.seen(address, scene.editor)
            let fields = "\(seen)&stage=Other&persona=&tags=a%2C+b%0Anew&topics=&platforms=grok&platforms=claude&platforms=none"
            #expect(try await client.post(address, scene.editor, fields).status == .seeOther)
            let late = try await client.post(address, scene.editor, fields + "&favorite=yes")
            #expect(late.status == .conflict)
            let wrong = try await client.post(
                address, scene.editor, "\(try await client.seen(address, scene.editor))&stage=Nowhere&tags=a")
            #expect(wrong.status == .unprocessableContent)
            #expect(wrong.text.contains("This brand has no stage"))
            #expect(try await client.post("\(address)/archive", scene.editor).status == .seeOther)
            #expect(try await client.get(address, scene.editor).text.contains("Restored, it is asked again."))
        }
        let now = try #require(try await scene.all(.archived).first)
        #expect(now.stageName == "Other")
        #expect(now.settings.tags == ["a, b", "new"])
        #expect(now.settings.platforms == [.claude, .grok])
    }

    @Test("A prompt in a stage that was removed, for a persona that was archived, is saved without losing either")
    func leftovers() async throws {
        let scene = try await BrandScene()
        let prompt = try await scene.prompt("one", stage: "Advice")
        try await scene.change { patch in
            patch.stages = BrandState(scene.site.fabrikam).stages.filter { $0.content.name != "Advice" }
        }
        let address = "\(scene.path)/prompts/\(prompt.id)"
        try await scene.site.run { client in
            let page = try await client.get(address, scene.editor)
            #expect(page.text.contains("Advice, which was removed"))
            let saved = try await client.post(
                address, scene.editor, "\(try await client.seen(address, scene.editor))&stage=&persona=&tags=x&topics=")
            #expect(saved.status == .seeOther)
        }
        let now = try #require(try await scene.all().first)
        #expect(now.settings.tags == ["x"] && now.settings.stage == prompt.settings.stage)
    }

    @Test("Many prompts are pasted at once; what is wrong is told by its line, and then none is made")
    func pasted() async throws {
        let scene = try await BrandScene()
        let address = "\(scene.path)/prompts/new"
        try await scene.prompt("two")
        try await scene.site.run { client in
            let long = String(repeating: "x", count: 10_001)
            let refused = try await client.post(address, scene.editor, "texts=fine%0A%0A\(long)%0Afine+too&stage=&tags=t")
            #expect(refused.status == .unprocessableContent)
            #expect(refused.text.contains("Line 3: The prompt has 10001 characters"))
            #expect(try await scene.all().count == 1)
            let badLanguage = try await client.post(address, scene.editor, "texts=a%0Ab&language=english")
            #expect(badLanguage.text.ranges(of: "is no language code").count == 2, "once above, once beside the field")
            #expect(try await client.post(address, scene.editor, "texts=+%0A").status == .unprocessableContent)
            let added = try await client.post(
                address, scene.editor, "texts=one%0D%0Atwo%0D%0Athree&stage=Advice&tags=t&platforms=claude&language=PT")
            #expect(added.location.hasSuffix("done=added&created=2&existing=1"))
            #expect(
                try await client.get(added.location, scene.editor).text.contains(
                    "Of 3 prompts, 2 were added and 1 was there already."))
        }
        let made = try await scene.all().filter { $0.text != "two" }
        #expect(made.map(\.text) == ["one", "three"])
        #expect(made.allSatisfy { $0.stageName == "Advice" && $0.settings.platforms == [.claude] && $0.language == "pt" })
    }

    @Test("Hostile text is harmless on every page of prompts")
    func hostile() async throws {
        let scene = try await BrandScene()
        let hostile = "\"\u{301}><script>alert(1)</script> onmouseover=x '"
        let prompt = try await scene.prompt(hostile, tags: [hostile])
        try await scene.site.run { client in
            for path in [
                "/prompts", "/prompts/\(prompt.id)", "/prompts?q=%22%3E%3Cscript%3E&tag=%3Cscript%3E&stage=%3Cscript%3E",
            ] {
                let text = try await client.get(scene.path + path, scene.editor).text
                #expect(!text.contains("<script>alert"))
                #expect(!text.contains("<script>\""))
            }
        }
    }
}
