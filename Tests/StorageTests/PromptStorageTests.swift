import APIKeys
import Testing

@testable import Catalog
@testable import Storage

@Suite struct PromptStorageTests {
    static func withBrand(_ body: @escaping @Sendable (Fixture, Brand) async throws -> Void) async throws {
        try await withDatabase { fixture in
            let organization = try await fixture.makeOrganization()
            let content = BrandContent(name: "Acme", website: "acme.example", description: "")
            let brand = try await fixture.catalog.brands.create(BrandDraft(content), in: organization.id, by: .commandLine)
            try await body(fixture, brand)
        }
    }

    @discardableResult
    static func add(_ fixture: Fixture, _ brand: Brand, _ text: String, tags: [String] = [], topics: [String] = []) async throws
        -> Prompt
    {
        var draft = PromptDraft(text: text)
        draft.tags = tags
        draft.topics = topics
        return try await fixture.catalog.prompts.create(draft, of: brand.id, in: brand.organization, by: .commandLine).prompt
    }

    static func found(_ fixture: Fixture, _ brand: Brand, _ narrow: (inout PromptQuery) -> Void) async throws -> [String] {
        var query = PromptQuery()
        narrow(&query)
        let prompts = try await fixture.catalog.prompts.list(query, of: brand)
        #expect(try await fixture.catalog.prompts.count(query, of: brand) == prompts.count)
        return prompts.map(\.text)
    }

    @Test func aTagIsFoundWholeAndInItsOwnCase() async throws {
        try await Self.withBrand { fixture, brand in
            let tags = [#"a"b"#, "b", "B", "ab", #"x\y"#, "50%", "a_c", "日本", "competitor:acme", "a,b", "\"", "é"]
            for tag in tags { try await Self.add(fixture, brand, "tagged \(tag)", tags: ["first", tag, "last"]) }
            for tag in tags {
                #expect(try await Self.found(fixture, brand) { $0.tag = tag } == ["tagged \(tag)"], "\(tag)")
            }
            #expect(try await Self.found(fixture, brand) { $0.tag = "first" }.count == tags.count)
            for absent in ["irst", "%", "", "first\",\"last", "50"] {
                #expect(try await Self.found(fixture, brand) { $0.tag = absent }.isEmpty, "\(absent)")
            }
            let labels = try await fixture.catalog.prompts.labels(of: brand)
            #expect(labels.tags == (tags + ["first", "last"]).sorted())
        }
    }

    @Test func labelsFollowWhatIsChanged() async throws {
        try await Self.withBrand { fixture, brand in
            let prompts = fixture.catalog.prompts
            try await Self.add(fixture, brand, "one", tags: ["a"])
            #expect(try await prompts.labels(of: brand).tags == ["a"])
            try await Self.add(fixture, brand, "two", tags: ["b"])
            #expect(try await prompts.labels(of: brand).tags == ["a", "b"])
            var edit = PromptEdit()
            edit.isArchived = true
            let first = try #require(try await prompts.list(PromptQuery(), of: brand).first)
            _ = try await prompts.change(first.id, edit, of: brand.id, in: brand.organization, by: .commandLine)
            #expect(try await prompts.labels(of: brand).tags == ["b"])
        }
    }

    @Test func ofSeveralValuesOneIsEnough() async throws {
        try await Self.withBrand { fixture, brand in
            for tag in ["a", "b", "c"] { try await Self.add(fixture, brand, tag, tags: [tag]) }
            #expect(try await Self.found(fixture, brand) { $0.tags = ["a", "c", "x"] } == ["a", "c"])
            #expect(try await Self.found(fixture, brand) { $0.personas = [4711, 4712] }.isEmpty)
            #expect(try await Self.found(fixture, brand) { ($0.tags, $0.platforms) = (["b"], [.claude, .grok]) } == ["b"])
            let stage = try #require(try await fixture.catalog.prompts.list(PromptQuery(), of: brand).first).stageName
            #expect(try await Self.found(fixture, brand) { $0.stages = [stage, "Nowhere"] } == ["a", "b", "c"])
            #expect(try await Self.found(fixture, brand) { $0.stages = ["Nowhere", "None"] }.isEmpty)
        }
    }

    /// As a sheet of prompts may ask for.
    @Test func aPromptThatIsMadeArchivedTakesNothingUpAndPutsNothingAway() async throws {
        try await Self.withBrand { fixture, brand in
            func add(_ text: String, tags: [String], archived: Bool) async throws -> AddedPrompt {
                var draft = PromptDraft(text: text)
                draft.tags = tags
                draft.isFavorite = true
                draft.isArchived = archived
                return try await fixture.catalog.prompts.create(draft, of: brand.id, in: brand.organization, by: .commandLine)
            }
            let new = try await add("Why?", tags: ["first"], archived: true)
            #expect(new.outcome == .created && new.prompt.isArchived && new.prompt.settings.isFavorite)
            let again = try await add("Why?", tags: ["second"], archived: true)
            #expect(again.outcome == .existing && again.prompt == new.prompt)
            let taken = try await add("Why?", tags: ["third"], archived: false)
            #expect(taken.outcome == .restored && !taken.prompt.isArchived && taken.prompt.settings.tags == ["third"])
            #expect(try await add("Why?", tags: [], archived: true).prompt == taken.prompt)
        }
    }

    @Test func aSearchLooksForEachWordWhateverItsCase() async throws {
        try await Self.withBrand { fixture, brand in
            for text in ["Which ÖKO anvil is best?", "100% steel_anvils", "Nothing"] { try await Self.add(fixture, brand, text) }
            let cases: [(String, Int)] = [
                ("öko", 1), ("ANVIL", 2), ("best which", 1), ("100%", 1), ("%", 1), ("_", 1), ("l_a", 1), ("x", 0), ("", 3),
                ("  ", 3),
            ]
            for (search, count) in cases {
                #expect(try await Self.found(fixture, brand) { $0.search = search }.count == count, "\(search)")
            }
        }
    }

    @Test func everythingElseNarrowsToo() async throws {
        try await Self.withBrand { fixture, brand in
            let acme = try await Self.add(fixture, brand, "Is Acme good?", topics: ["quality"])
            let other = try await Self.add(fixture, brand, "Which is good?")
            var edit = PromptEdit()
            edit.platforms = [.grok]
            edit.isFavorite = true
            _ = try await fixture.catalog.prompts.change(other.id, edit, of: brand.id, in: brand.organization, by: .commandLine)
            #expect(try await Self.found(fixture, brand) { $0.isBranded = true } == [acme.text])
            #expect(try await Self.found(fixture, brand) { $0.topic = "quality" } == [acme.text])
            #expect(try await Self.found(fixture, brand) { $0.isFavorite = true } == [other.text])
            #expect(try await Self.found(fixture, brand) { $0.platform = .claude } == [acme.text])
            #expect(try await Self.found(fixture, brand) { $0.platform = .grok }.count == 2)
            #expect(try await Self.found(fixture, brand) { $0.after = acme.id } == [other.text])
        }
    }

    @Test func aChangeOfManyIsOneChangeWithOneEntry() async throws {
        try await Self.withBrand { fixture, brand in
            var ids: [Int] = []
            for index in 0..<30 { ids.append(try await Self.add(fixture, brand, "prompt \(index)", tags: ["old", "kept"]).id) }
            let before = try await fixture.actions().count
            var edit = PromptEdit()
            edit.addedTags = ["new", "kept"]
            edit.removedTags = ["old"]
            let changed = try await fixture.catalog.prompts.change(
                ids + ids + [4711], edit, of: brand.id, in: brand.organization, by: .commandLine)
            #expect(changed.map(\.id) == ids)
            #expect(changed.allSatisfy { $0.settings.tags == ["kept", "new"] })
            #expect(try await fixture.actions().dropFirst(before) == ["prompts.changed"])
            // What is so already is no change.
            _ = try await fixture.catalog.prompts.change(ids, edit, of: brand.id, in: brand.organization, by: .commandLine)
            #expect(try await fixture.actions().count == before + 1)
            edit = PromptEdit()
            edit.isArchived = true
            _ = try await fixture.catalog.prompts.change(ids, edit, of: brand.id, in: brand.organization, by: .commandLine)
            #expect(try await fixture.actions().last == "prompts.archived")
            #expect(try await Self.found(fixture, brand) { _ in }.isEmpty)
        }
    }

    @Test func whatWasOnlyTriedLeavesNothing() async throws {
        try await Self.withBrand { fixture, brand in
            let before = try await fixture.actions()
            let prompts = fixture.catalog.prompts
            let batch = try await prompts.prepare(
                ["a", "b", "a"].map { PromptDraft(text: $0) }, of: brand.id, in: brand.organization)
            let tried = try await prompts.add(batch, isRehearsal: true, by: .commandLine)
            #expect(tried.map(\.outcome) == [.created, .created, .existing])
            #expect(try await Self.found(fixture, brand) { $0.status = .all }.isEmpty)
            #expect(try await fixture.actions() == before)
        }
    }

    @Test func aStageThatIsRenamedTakesItsPromptsAlong() async throws {
        try await Self.withBrand { fixture, brand in
            let prompt = try await Self.add(fixture, brand, "Which?")
            var patch = BrandPatch()
            patch.stages = brand.stages.map { stage in
                BrandPartDraft(id: stage.id, content: StageContent(name: "My \(stage.content.name)", kind: stage.content.kind))
            }
            let renamed = try await fixture.catalog.brands.change(brand.id, patch, in: brand.organization, by: .commandLine)
            #expect(try await fixture.catalog.prompts.find(prompt.id, of: renamed).stageName == "My \(prompt.stageName)")
            #expect(try await Self.found(fixture, renamed) { $0.stage = "My \(prompt.stageName)" } == ["Which?"])
            // One that is taken away keeps its prompts, and takes no new ones.
            patch.stages = [BrandPartDraft(id: nil, content: StageContent(name: "Only", kind: nil))]
            let changed = try await fixture.catalog.brands.change(brand.id, patch, in: brand.organization, by: .commandLine)
            #expect(changed.stages.map(\.content.name) == ["Only"])
            #expect(try await fixture.catalog.prompts.find(prompt.id, of: changed).stageName == "My \(prompt.stageName)")
            #expect(try await Self.add(fixture, changed, "New").stageName == "Only")
        }
    }

    @Test func theListIsReadByAnIndex() async throws {
        try await Self.withBrand { fixture, brand in
            let plan = try await fixture.database.read { session in
                var query = PromptQuery()
                query.tag = "x"
                let condition = try PromptRows.condition(query, brand: brand.id)
                return try session.all(
                    "EXPLAIN QUERY PLAN SELECT \(PromptRows.columns) FROM \(PromptRows.tables) WHERE \(condition) ORDER BY p.id LIMIT 100"
                ) { try $0.text(3) }
            }
            #expect(plan.contains { $0.contains("prompts_in_use") }, "\(plan)")
            #expect(!plan.contains { $0.contains("TEMP B-TREE") || $0.hasPrefix("SCAN") }, "\(plan)")
        }
    }

    @Test(
        arguments: [
            ("[]", []), (#"["a"]"#, ["a"]), (#"["a","b c",""]"#, ["a", "b c", ""]), (#"["a\"b","\\"]"#, [#"a"b"#, "\\"]),
            (#"["日本"]"#, ["日本"]),
        ] as [(String, [String])])
    func aListOfTextsIsReadAsItWasWritten(_ text: String, _ items: [String]) throws {
        #expect(try JSONText.strings(text) == items)
        #expect(try JSONText.encode(items) == text)
    }

    @Test(arguments: ["", "[", "]", "[1]", #"["a"#, #"["a""b"]"#, #"["a"]x"#, "{}", #"[,"a"]"#, #"["a" ,"b"]x"#])
    func whatIsNoListOfTextsIsAnError(_ text: String) { #expect(throws: (any Error).self) { try JSONText.strings(text) } }
}
