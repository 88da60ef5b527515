import APIKeys
import Foundation
import Testing
import Visibility

@testable import Catalog
@testable import Storage

/// The index by which answers are searched: a cache that is never wrong for long.
@Suite struct AnswerIndexTests {
    @Test func anAnswerIsFoundAsSoonAsItIsStoredAndAfterItIsIndexed() async throws {
        try await AnswerScene.with { scene in
            try await scene.fill(scene.index)
            let ids = try await scene.add([
                scene.answer("The Café in 東京 is robust.", minutes: 1), scene.answer("Nothing of the kind.", minutes: 2),
            ])
            for round in ["before", "after"] {
                for query in ["cafe", "CAFÉ", "東京", "rob", "\"cafe in 東京\"", "robust -kind"] {
                    #expect(try await scene.find(query) == [ids[0]], "\(query) \(round) indexing")
                }
                #expect(try await scene.find("-robust") == [ids[1]], "\(round)")
                #expect(try await scene.find() == [ids[1], ids[0]], "\(round)")
                #expect(try await scene.find("missing") == [], "\(round)")
                try await scene.fill(scene.index)
            }
            #expect(
                try await scene.store.latest(
                    after: scene.index.mark(of: scene.brand.id) ?? 0, limit: 9, withTexts: true, of: scene.brand.id
                ).answers.isEmpty)
        }
    }

    @Test(arguments: [
        "\"", "\"\"\"", "a\" OR \"b", "NEAR(a b)", "body:a", "words:a", "a*", "*", "^a", "a AND", "NOT", "(a", "a)", "{a}",
        "a + b", "--", "-", "-\"",
        "'; DROP TABLE words; --", "§a", "§m1", "\u{0}", "\u{202E}a", "x\u{301}\u{301}", "a OR b NOT c", "rank:1", "\\", "%_",
    ])
    func noInputIsWrong(_ query: String) async throws {
        try await AnswerScene.with { scene in
            try await scene.add([scene.answer("a b c x"), scene.answer("nothing")])
            try await scene.fill(scene.index)
            let byIndex = try await scene.find(query)
            #expect(byIndex == (try await scene.find(query, by: NoAnswerSearch())))
            #expect(scene.index.mark(of: scene.brand.id) != nil, "the index could not be searched")
        }
    }

    @Test func aRestartGoesOnWhereItWas() async throws {
        try await AnswerScene.with { scene in
            let first = try await scene.add([scene.answer("alpha")])
            try await scene.fill(scene.index)
            let state = try await scene.index.state(of: scene.brand.id)
            scene.index.close()
            let again = SQLiteAnswerIndex(directory: scene.directory)
            #expect(again.mark(of: scene.brand.id) == nil)
            #expect(try await again.state(of: scene.brand.id) == state)
            let second = try await scene.add([scene.answer("alpha beta", minutes: 1)])
            try await scene.fill(again)
            #expect(try await scene.find("alpha", by: again) == second + first)
            again.close()
        }
    }

    @Test func whatIsEvaluatedAnewIsFoundByWhatItIsNow() async throws {
        try await AnswerScene.with { scene in
            let ids = try await scene.add([scene.answer("Zenith is great."), scene.answer("Acme is great.", minutes: 1)])
            try await scene.fill(scene.index)
            #expect(try await scene.find { $0.isMentioned = true } == [ids[1]])
            var patch = BrandPatch()
            patch.alternativeNames = ["Zenith"]
            let brand = try await scene.fixture.catalog.brands.change(
                scene.brand.id, patch, in: scene.organization.id, by: .commandLine)
            var mark = 0
            while let step = try await scene.fixture.catalog.observations.evaluateAnew(brand, after: mark) { mark = step.mark }
            for _ in 0..<2 {
                #expect(try await scene.find { $0.isMentioned = true } == [ids[1], ids[0]])
                #expect(try await scene.find { $0.isMentioned = false } == [])
                #expect(try await scene.find("great") == [ids[1], ids[0]])
                try await scene.fill(scene.index)
            }
        }
    }

    /// A damaged file is told apart from an old one, and both are made anew.
    @Test func aDamagedIndexIsMadeAnew() async throws {
        try await AnswerScene.with { scene in
            let ids = try await scene.add([scene.answer("alpha")])
            let file = scene.directory.appending(path: "\(scene.brand.id).sqlite")
            try Data(repeating: 0x41, count: 10_000).write(to: file)
            await #expect(throws: AnswerIndexDamaged.self) { try await scene.index.state(of: scene.brand.id) }
            try await scene.index.reset(scene.brand.id)
            try await scene.fill(scene.index)
            #expect(try await scene.find("alpha") == ids)
        }
    }

    @Test func anIndexOfAnotherVersionIsMadeAnew() async throws {
        try await AnswerScene.with { scene in
            try await scene.add([scene.answer("alpha")])
            try await scene.fill(scene.index)
            scene.index.close()
            let file = scene.directory.appending(path: "\(scene.brand.id).sqlite")
            let database = try await SQLiteDatabase.openCache(at: file)
            _ = try await database.write { try $0.execute("UPDATE index_state SET version = 0") }
            try database.close()
            #expect(try await scene.index.state(of: scene.brand.id) == .empty)
        }
    }

    @Test func anAnswerThatIsGoneIsNotShown() async throws {
        try await AnswerScene.with { scene in
            let ids = try await scene.add([scene.answer("alpha"), scene.answer("alpha", minutes: 1)])
            try await scene.fill(scene.index)
            try scene.fixture.tamper(
                "DELETE FROM answers WHERE observation_id = \(ids[1]); DELETE FROM observations WHERE id = \(ids[1])")
            #expect(try await scene.find("alpha") == [ids[0]])
        }
    }

    @Test func theIndexOfOneBrandHasNothingOfAnother() async throws {
        try await AnswerScene.with { scene in
            try await scene.add([scene.answer("alpha")])
            try await scene.fill(scene.index)
            let other = try await scene.fixture.makeBrand("Other", in: scene.organization)
            scene.index.rely(on: try await scene.index.state(of: other.id), of: other.id)
            var filter = AnswerFilter()
            filter.words = SearchQuery("alpha")
            let found = try await scene.finder(scene.index).find(filter, .newest, limit: 9, of: other.id, budget: .endless)
            #expect(found.answers.isEmpty)
            #expect(try await scene.store.answers(ids: [1], of: other.id).isEmpty)
        }
    }

    @Test func tooManyLatestChangesAreReported() async throws {
        try await AnswerScene.with { scene in
            try await scene.fill(scene.index)
            let extra = 7
            try await scene.add((0..<(AnswerFinder.latest + extra)).map { scene.answer("alpha", minutes: $0) })
            var filter = AnswerFilter()
            filter.words = SearchQuery("alpha")
            let found = try await scene.finder(scene.index).find(filter, .newest, limit: 5, of: scene.brand.id, budget: .endless)
            #expect(found.answers.count == 5)
            #expect(found.unsearched == extra)
            try await scene.fill(scene.index)
            let all = try await scene.finder(scene.index).find(filter, .newest, limit: 5, of: scene.brand.id, budget: .endless)
            #expect(all.unsearched == 0)
        }
    }

    // MARK: Its cost

    /// What is searched for is walked from its newest end: nothing is sorted, and no table is read whole.
    @Test(arguments: [true, false], [true, false])
    func aSearchIsReadInItsOrder(_ isAscending: Bool, _ needsPrompts: Bool) async throws {
        try await AnswerScene.with { scene in
            let prompts = needsPrompts ? Set(0..<1000) : nil
            let expression = SearchExpression(AnswerCondition(AnswerFilter(), prompts: prompts)) { _ in [] }
            #expect(expression.needsPrompts == needsPrompts)
            let query = BrandIndex.query(expression, 0...100, isAscending: isAscending, limit: 26)
            let index = try await BrandIndex(at: scene.directory.appending(path: "plan.sqlite"))
            let plan = try await index.database.read { session in
                try session.all("EXPLAIN QUERY PLAN \(query)") { try $0.text(3) }
            }
            try index.database.close()
            #expect(plan.count == (needsPrompts ? 2 : 1), "\(plan)")
            #expect(plan.first?.hasPrefix("SCAN words VIRTUAL TABLE INDEX") == true, "\(plan)")
            #expect(plan.dropFirst().allSatisfy { $0.hasPrefix("SEARCH entries USING INTEGER PRIMARY KEY") }, "\(plan)")
        }
    }

    @Test(arguments: [nil, 5], [AnswerPart.newest, .newer(than: AnswerPlace(createdAt: Fixture.now, id: 1))])
    func aWalkIsReadFromAnIndex(_ prompt: Int?, _ part: AnswerPart) async throws {
        try await withDatabase { fixture in
            var filter = AnswerFilter()
            (filter.prompt, filter.from) = (prompt, Fixture.now)
            let condition = ObservationRepository.condition(part, filter, limit: 26, brand: 1)
            let sql: SQL = """
                EXPLAIN QUERY PLAN SELECT \(ObservationRepository.searchedColumns) FROM observations o WHERE \(condition)
                """
            let plan = try await fixture.database.read { session in try session.all(sql) { try $0.text(3) } }
            let name = prompt == nil ? "observations_by_time" : "observations_by_prompt"
            #expect(plan.count == 1 && plan[0].contains("USING INDEX \(name)"), "\(plan)")
        }
    }

    @Test(arguments: [0...0, 0...1, 5...70, 0...Int.max, 3...1_000_003, (Int.max - 1)...Int.max], [true, false])
    func slicesCoverTheSpanOnce(_ span: ClosedRange<Int>, _ isAscending: Bool) {
        var slices = Slices(span, of: span, isAscending: isAscending)
        var all: [ClosedRange<Int>] = []
        while let slice = slices.next() { all.append(slice) }
        if !isAscending { all.reverse() }
        #expect(all.first?.lowerBound == span.lowerBound && all.last?.upperBound == span.upperBound)
        #expect(zip(all, all.dropFirst()).allSatisfy { $0.upperBound + 1 == $1.lowerBound })
        #expect(all.count <= 7)
    }

    /// A place comes from the address of a page, where anything may stand.
    @Test(arguments: [Int64.min, -1, 0, 1_800_000_000_000, .max], [Int.min, -1, 0, 1 << 30, .max])
    func anyPlaceMayBeAskedFor(_ moment: Int64, _ id: Int) async throws {
        try await AnswerScene.with { scene in
            let ids = try await scene.add([scene.answer("alpha"), scene.answer("alpha", minutes: 1)])
            try await scene.fill(scene.index)
            var filter = AnswerFilter()
            filter.words = SearchQuery("alpha")
            let place = AnswerPlace(createdAt: Timestamp(milliseconds: moment), id: id)
            for part in [AnswerPart.older(than: place), .newer(than: place)] {
                for search in [scene.index as any AnswerSearch, NoAnswerSearch()] {
                    let page = try await scene.finder(search).find(filter, part, limit: 1, of: scene.brand.id, budget: .endless)
                    #expect(page.answers.allSatisfy { ids.contains($0.observation.id) })
                }
            }
        }
    }

    @Test func aPlaceIsANumberThatKeepsTheOrder() throws {
        let places = [(0, 1), (0, 2), (1, 0), (1_800_000_000, 5), (1_800_000_000, 6), (8_000_000_000, 1)].map {
            AnswerPlace(createdAt: Timestamp(milliseconds: Int64($0.0) * 1000), id: $0.1)
        }
        let numbers = try places.map { try #require(PlaceNumber($0)) }
        #expect(numbers == numbers.sorted())
        #expect(numbers.map(\.place) == places)
        #expect(numbers.allSatisfy { $0.value >= 0 })
        #expect(PlaceNumber(AnswerPlace(createdAt: Timestamp(milliseconds: 0), id: 1 << 30)) == nil)
        #expect(try #require(PlaceNumber(AnswerPlace(createdAt: Timestamp(milliseconds: -5), id: 3))).place.id == 3)
        #expect(try #require(PlaceNumber(AnswerPlace(createdAt: Timestamp(milliseconds: .max), id: 3))).value > 0)
    }
}
