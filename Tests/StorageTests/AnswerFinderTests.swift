import APIKeys
import Testing
import Visibility

@testable import Catalog
@testable import Storage

/// Whatever is asked, and however a list is paged through: the index says what a look at every answer says.
@Suite struct AnswerFinderTests {
    private static let words = ["acme", "robust", "cloud", "anvil", "anvils", "東京", "café", "suite", "never"]

    /// The same numbers each time.
    private struct Dice: RandomNumberGenerator {
        var state: UInt64

        mutating func next() -> UInt64 {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return state ^ state >> 29
        }
    }

    private static func answers(_ scene: AnswerScene, _ count: Int, _ dice: inout Dice) -> [AnswerDraft] {
        (0..<count).map { _ in
            let text = (0..<Int.random(in: 1...6, using: &dice)).map { _ in words.randomElement(using: &dice) ?? "" }
            return scene.answer(text.joined(separator: " "), minutes: Int.random(in: 0..<200, using: &dice) * 30) { draft in
                draft.prompt = .id(scene.prompts.randomElement(using: &dice)?.id ?? 0)
                draft.platform = [.claude, .chatGPT, .googleAIMode].randomElement(using: &dice) ?? .claude
                draft.country = ["DE", "US", nil].randomElement(using: &dice) ?? nil
                draft.persona = [scene.personas[0], scene.personas[1], nil, nil].randomElement(using: &dice) ?? nil
                if Bool.random(using: &dice) { draft.pages = [CitedPage(url: "https://acme.example/x")] }
                if Bool.random(using: &dice) { draft.extras.shopping = #"[{"url":"https://shop.example"}]"# }
                draft.evaluation = GivenEvaluation(
                    brand: Appearance(
                        present: Bool.random(using: &dice), sentiment: Sentiment.allCases.randomElement(using: &dice)),
                    competitors: Dictionary(
                        uniqueKeysWithValues: scene.brand.competitors.map {
                            ($0.id, Appearance(present: Bool.random(using: &dice)))
                        }))
            }
        }
    }

    private static func filter(_ scene: AnswerScene, _ dice: inout Dice) -> AnswerFilter {
        var filter = AnswerFilter()
        func sometimes(_ edit: () -> Void) { if Int.random(in: 0..<4, using: &dice) == 0 { edit() } }
        let typed = ["", "acme", "anv", "acme -cloud", "-robust", "\"acme cloud\"", "東", "cafe rob", "\"cloud suite\" -never"]
        filter.words = SearchQuery(typed.randomElement(using: &dice) ?? "")
        let day = Int.random(in: 0..<4, using: &dice)
        sometimes { filter.from = Fixture.now + .seconds(86_400 * day) }
        sometimes { filter.until = Fixture.now + .seconds(86_400 * (day + 1)) }
        sometimes { filter.platforms = day % 2 == 0 ? [.googleAIMode] : [.googleAIMode, .claude] }
        sometimes { filter.prompt = scene.prompts[day].id }
        sometimes { filter.personas = day == 3 ? scene.personas : [scene.personas[day % 2]] }
        sometimes { filter.tags = ["even"] }
        sometimes { filter.topics = ["low", "none"] }
        sometimes { filter.isBranded = day % 2 == 0 }
        sometimes { filter.stages = [scene.brand.stages[day % scene.brand.stages.count].content.name] }
        sometimes { filter.countries = day == 0 ? ["DE"] : ["DE", "FR"] }
        sometimes { filter.isMentioned = day % 2 == 0 }
        sometimes { filter.competitor = scene.brand.competitors[day % 2].id }
        sometimes { filter.sentiment = Sentiment.allCases[day % 4] }
        sometimes { filter.citesBrand = day % 2 == 0 }
        sometimes { filter.hasShopping = day % 2 == 0 }
        return filter
    }

    /// All ids, page after page.
    private static func pages(
        _ finder: AnswerFinder, _ filter: AnswerFilter, of brand: Int, limit: Int, _ budget: SearchBudget
    ) async throws -> [Int] {
        var ids: [Int] = []
        var part = AnswerPart.newest
        for _ in 0..<2000 {
            let page = try await finder.find(filter, part, limit: limit, of: brand, budget: budget)
            #expect(page.answers.count <= limit)
            ids += page.answers.map(\.observation.id)
            guard let older = page.older else { return ids }
            part = .older(than: older)
        }
        Issue.record("the list has no end")
        return ids
    }

    @Test(arguments: 0..<4)
    func theIndexFindsWhatALookAtEachAnswerFinds(_ seed: Int) async throws {
        try await AnswerScene.with { scene in
            var dice = Dice(state: UInt64(seed))
            try await scene.add(Self.answers(scene, 300, &dice))
            try await scene.fill(scene.index, batch: 70)
            // These are among the latest changes, and not in the index.
            if seed % 2 == 1 { try await scene.add(Self.answers(scene, 60, &dice)) }
            let (index, look) = (scene.finder(scene.index), scene.finder(NoAnswerSearch()))
            for _ in 0..<40 {
                let filter = Self.filter(scene, &dice)
                let expected = try await Self.pages(look, filter, of: scene.brand.id, limit: 1000, .endless)
                for (limit, budget) in [(1000, SearchBudget.endless), (7, .endless), (7, .none)] {
                    let found = try await Self.pages(index, filter, of: scene.brand.id, limit: limit, budget)
                    #expect(found == expected, "\(filter), \(limit) a page")
                }
                let slowly = try await Self.pages(look, filter, of: scene.brand.id, limit: 7, .none)
                #expect(slowly == expected, "\(filter)")
            }
            #expect(scene.index.mark(of: scene.brand.id) != nil)
        }
    }

    @Test(arguments: [true, false])
    func pagesStayWhileAnswersComeIn(_ isIndexed: Bool) async throws {
        try await AnswerScene.with { scene in
            let ids = try await scene.add((0..<30).map { scene.answer("alpha \($0)", minutes: $0) })
            try await scene.fill(scene.index)
            let finder = scene.finder(isIndexed ? scene.index : NoAnswerSearch())
            var filter = AnswerFilter()
            filter.words = SearchQuery("alpha")
            let first = try await finder.find(filter, .newest, limit: 10, of: scene.brand.id, budget: .endless)
            #expect(first.answers.map(\.observation.id) == ids.reversed().prefix(10).map(\.self))
            #expect(first.newer == nil)
            let late = try await scene.add((0..<15).map { scene.answer("alpha late", minutes: 100 + $0) })
            let second = try await finder.find(
                filter, .older(than: try #require(first.older)), limit: 10, of: scene.brand.id, budget: .endless)
            #expect(second.answers.map(\.observation.id) == ids.reversed().dropFirst(10).prefix(10).map(\.self))
            let back = try await finder.find(
                filter, .newer(than: try #require(second.newer)), limit: 10, of: scene.brand.id, budget: .endless)
            #expect(back.answers.map(\.observation.id) == first.answers.map(\.observation.id))
            let forward = try await finder.find(
                filter, .newer(than: try #require(back.newer)), limit: 10, of: scene.brand.id, budget: .endless)
            #expect(forward.answers.map(\.observation.id) == late.prefix(10).reversed().map(\.self))
            // Less than a page is left: then the beginning is shown.
            let end = try await finder.find(
                filter, .newer(than: try #require(forward.newer)), limit: 10, of: scene.brand.id, budget: .endless)
            #expect(end.answers.map(\.observation.id) == late.suffix(10).reversed().map(\.self))
            #expect(end.newer == nil)
        }
    }

    @Test func aSearchWhoseTimeIsSpentSaysHowFarItCame() async throws {
        try await AnswerScene.with { scene in
            let ids = try await scene.add((0..<200).map { scene.answer($0 == 0 ? "rare" : "common", minutes: $0) })
            try await scene.fill(scene.index)
            var filter = AnswerFilter()
            filter.words = SearchQuery("rare")
            var part = AnswerPart.newest
            var rounds = 0
            while true {
                let page = try await scene.finder(scene.index).find(filter, part, limit: 10, of: scene.brand.id, budget: .none)
                rounds += 1
                guard let stop = page.stoppedAt else {
                    #expect(page.answers.map(\.observation.id) == [ids[0]])
                    #expect(page.older == nil)
                    break
                }
                #expect(page.answers.isEmpty && page.older == stop)
                part = .older(than: stop)
                try #require(rounds < 1000)
            }
            #expect(rounds > 1)
        }
    }

    @Test func aBrandWithFewAnswersIsLookedThroughWhateverTheTime() async throws {
        try await AnswerScene.with { scene in
            let ids = try await scene.add((0..<200).map { scene.answer($0 == 0 ? "rare" : "common", minutes: $0) })
            try await scene.fill(scene.index)
            scene.index.close()
            let index = SQLiteAnswerIndex(directory: scene.directory, few: 200)
            try await scene.fill(index)
            var filter = AnswerFilter()
            filter.words = SearchQuery("rare")
            let page = try await scene.finder(index).find(filter, .newest, limit: 10, of: scene.brand.id, budget: .none)
            #expect(page.answers.map(\.observation.id) == [ids[0]] && page.stoppedAt == nil)
            let strict = SQLiteAnswerIndex(directory: scene.directory, few: 199)
            try await scene.fill(strict)
            let stopped = try await scene.finder(strict).find(filter, .newest, limit: 10, of: scene.brand.id, budget: .none)
            #expect(stopped.answers.isEmpty && stopped.stoppedAt != nil)
            strict.close()
            index.close()
        }
    }

    @Test func aBrandWithoutAnswersHasAnEmptyList() async throws {
        try await AnswerScene.with { scene in
            try await scene.fill(scene.index)
            #expect(try await scene.find("alpha") == [])
            #expect(try await scene.find() == [])
            #expect(try await scene.find { $0.tags = ["no such tag"] } == [])
        }
    }

    @Test func oneAnswerIsFoundInItsBrandOnly() async throws {
        try await AnswerScene.with { scene in
            let ids = try await scene.add([scene.answer("alpha")])
            let other = try await scene.fixture.makeBrand("Other", in: scene.organization)
            let finder = scene.finder(scene.index)
            #expect(try await finder.answer(ids[0], of: scene.brand).text == "alpha")
            await #expect(throws: CatalogError.self) { try await finder.answer(ids[0], of: other) }
            await #expect(throws: CatalogError.self) { try await finder.answer(99, of: scene.brand) }
        }
    }
}
