import Catalog
import HTTPTypes
import HummingbirdTesting
import Testing

@testable import Dashboard

@Suite("Competitors, personas and stages")
struct PartPagesTests {
    @Test("A competitor is added, changed and archived")
    func competitor() async throws {
        let scene = try await BrandScene()
        let list = "\(scene.path)/settings/competitors"
        try await scene.site.run { client in
            let added = try await client.post(
                list, scene.editor,
                "\(try await client.seen("\(list)/new", scene.editor))&name=Contoso+%3Ci%3E&websites=contoso.example%0Acontoso.test"
            )
            #expect(added.status == .seeOther)
            #expect(try await client.get(added.location, scene.editor).text.contains("Contoso &lt;i&gt; was added."))
            let competitor = try #require(try await scene.brand().competitors.first)
            #expect(competitor.content.websites == ["contoso.example", "contoso.test"])

            let one = "\(list)/\(competitor.id)"
            let saved = try await client.post(
                one, scene.editor, "\(try await client.seen(one, scene.editor))&name=Contoso&case_sensitive=yes")
            #expect(saved.status == .seeOther)
            let changed = try #require(try await scene.brand().competitors.first)
            #expect(changed.id == competitor.id && changed.content.websites.isEmpty && changed.content.caseSensitive)

            #expect(try await client.get("\(one)/archive", scene.editor).text.contains("It does not come back"))
            #expect(try await client.post("\(one)/archive", scene.editor).status == .seeOther)
            #expect(try await scene.brand().competitors.isEmpty)
            #expect(try await client.get(one, scene.editor).status == .notFound)
        }
    }

    @Test("Two people who change different competitors are not in each other's way; the same one is")
    func sideBySide() async throws {
        let scene = try await BrandScene()
        let (one, other) = (try await scene.competitor("One"), try await scene.competitor("Other"))
        let list = "\(scene.path)/settings/competitors"
        try await scene.site.run { client in
            let (seenOne, seenOther) = (
                try await client.seen("\(list)/\(one.id)", scene.editor),
                try await client.seen("\(list)/\(other.id)", scene.editor)
            )
            #expect(try await client.post("\(list)/\(one.id)", scene.editor, "\(seenOne)&name=One+A").status == .seeOther)
            #expect(try await client.post("\(list)/\(other.id)", scene.editor, "\(seenOther)&name=Other+A").status == .seeOther)
            let late = try await client.post("\(list)/\(one.id)", scene.editor, "\(seenOne)&name=One+B")
            #expect(late.status == .conflict)
            #expect(late.text.contains("One A") && late.text.contains("One B"))
        }
        #expect(try await scene.brand().competitors.map(\.content.name) == ["One A", "Other A"])
    }

    @Test("A website of the brand is refused beside the competitor's field")
    func domainTaken() async throws {
        let scene = try await BrandScene()
        let list = "\(scene.path)/settings/competitors"
        try await scene.site.run { client in
            let response = try await client.post(
                list, scene.editor,
                "\(try await client.seen("\(list)/new", scene.editor))&name=Contoso&websites=contoso.example%0Afabrikam.example%2Fshop"
            )
            #expect(response.status == .unprocessableContent)
            #expect(response.text.contains("Line 2: fabrikam.example/shop is a website of Fabrikam already"))
            #expect(response.text.contains("href=\"#websites\""))
        }
    }

    @Test("A list of many competitors comes in pages, and is searched")
    func many() async throws {
        let scene = try await BrandScene()
        try await scene.change { patch in
            patch.competitors = (1...120).map { BrandPartDraft(id: nil, content: CompetitorContent(name: "Rival \($0)")) }
        }
        try await scene.site.run { client in
            let list = "\(scene.path)/settings/competitors"
            for (query, rows) in [("", 50), ("page=3", 20), ("page=9", 20), ("q=rival+12", 2), ("q=nobody", 0)] {
                let text = try await client.get("\(list)?\(query)", scene.editor).text
                #expect(text.ranges(of: "scope=\"row\"").count == rows, "\(query)")
            }
        }
    }

    @Test("The page of a persona says how many prompts keep it when it is archived")
    func persona() async throws {
        let scene = try await BrandScene()
        let persona = try await scene.site.persona("", description: "Runs a shop")
        var draft = PromptDraft(text: "Which?")
        draft.persona = persona.id
        _ = try await scene.prompts.create(draft, of: scene.site.fabrikam.id, in: scene.site.northwind.id, by: .commandLine)
        try await scene.site.run { client in
            let one = "\(scene.path)/settings/personas/\(persona.id)"
            #expect(try await client.get(one, scene.editor).text.contains("<h1>Persona \(persona.id)</h1>"))
            #expect(try await client.get("\(one)/archive", scene.editor).text.contains("1 prompt of Fabrikam"))
            _ = try await client.post("\(one)/archive", scene.editor)
            let list = try await client.get("\(scene.path)/prompts", scene.editor).text
            #expect(list.contains("for Persona \(persona.id), archived"))
        }
    }

    @Test("Stages are renamed, removed and added in one form")
    func stages() async throws {
        let scene = try await BrandScene()
        let stages = try await scene.brand().stages
        let (first, second) = (StageFields(stages[0].id), StageFields(stages[1].id))
        let address = "\(scene.path)/settings/stages"
        try await scene.site.run { client in
            var fields = try await client.seen(address, scene.editor)
            for stage in stages {
                let names = StageFields(stage.id)
                let name = names == first ? "Tips" : stage.content.name
                fields += "&\(names.name)=\(name)&\(names.kind)=\(stage.content.kind?.rawValue ?? "")"
            }
            let saved = try await client.post(
                address, scene.editor,
                fields + "&\(second.isGone)=yes&\(StageFields.new.name)=Loyal&\(StageFields.new.kind)=loyalty")
            #expect(saved.status == .seeOther)
            let twice = try await client.post(
                address, scene.editor,
                try await client.seen(address, scene.editor) + "&\(first.name)=Tips&\(first.kind)=&\(StageFields.new.name)=Tips")
            #expect(twice.status == .unprocessableContent)
        }
        let now = try await scene.brand().stages
        #expect(now.map(\.content.name) == ["Tips", "Evaluation", "Comparison", "Other", "Loyal"])
        #expect(now[0].id == stages[0].id && now.last?.content.kind == .loyalty)
    }

    @Test("A set of stages keeps those that mean the same, with their names and prompts")
    func stageSet() async throws {
        let scene = try await BrandScene()
        let awareness = try #require(try await scene.brand().stages.first { $0.content.kind == .awareness })
        try await scene.change { patch in
            var stages = BrandState(scene.site.fabrikam).stages
            for index in stages.indices where stages[index].id == awareness.id { stages[index].content.name = "Conversion" }
            patch.stages = stages
        }
        try await scene.prompt("What is it?", stage: "Advice")
        let address = "\(scene.path)/stage-set/funnel"
        try await scene.site.run { client in
            let page = try await client.get(address, scene.editor).text
            #expect(page.contains("Advice, Evaluation and Comparison are removed; 1 prompt stays there"))
            #expect(try await client.post(address, scene.editor).status == .seeOther)
            #expect(try await client.get("\(scene.path)/prompts", scene.editor).text.contains(">Advice<"))
        }
        let stages = try await scene.brand().stages
        #expect(stages.first { $0.id == awareness.id }?.content.name == "Conversion")
        #expect(Set(stages.map(\.content.kind)) == Set(StageContent.funnel.map(\.kind)))
        #expect(StageSet.funnel.isThat(of: try await scene.brand()))
    }
}
