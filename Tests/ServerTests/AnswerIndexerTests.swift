import APIKeys
import Foundation
import Logging
import Storage
import Testing
import Visibility

@testable import Catalog
@testable import Server

/// The index of answers is filled beside everything else, and made anew when it is not what it should be.
@Suite struct AnswerIndexerTests {
    private struct Scene: Sendable {
        let fixture: Fixture
        let organization: Organization
        let brand: Int
        let prompt: Int
        let directory: URL

        static func with(_ body: @escaping @Sendable (Scene) async throws -> Void) async throws {
            try await withServer { fixture in
                let organization = try await fixture.organization("Northwind")
                let brand = try await fixture.brand("acme", in: organization)
                let prompt = try await fixture.catalog.prompts.create(
                    PromptDraft(text: "Which?"), of: brand, in: organization.id, by: .commandLine
                ).prompt.id
                let directory = fixture.directory.appending(path: "test-search")
                try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
                try await body(
                    Scene(fixture: fixture, organization: organization, brand: brand, prompt: prompt, directory: directory))
            }
        }

        func add(_ texts: [String]) async throws {
            let drafts = texts.map { AnswerDraft(prompt: .id(prompt), platform: .claude, text: $0) }
            _ = try await fixture.catalog.observations.add(drafts, to: brand, in: organization.id).get()
        }

        func indexer(_ index: SQLiteAnswerIndex) -> AnswerIndexer {
            AnswerIndexer(
                observations: fixture.installation.stores.observations, index: index, computing: globalConcurrentExecutor,
                logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
        }

        /// Steps until nothing is behind.
        func fill(_ index: SQLiteAnswerIndex) async throws {
            let indexer = indexer(index)
            for _ in 0..<100 { if try await !indexer.step() { return } }
            Issue.record("the index does not catch up")
        }

        /// How many answers an index has with a word, without a look at what it does not have yet.
        func count(_ word: String, _ index: SQLiteAnswerIndex) async throws -> Int? {
            var filter = AnswerFilter()
            filter.words = SearchQuery(word)
            return try await index.places(
                AnswerCondition(filter), .newest, limit: 100_000, without: [], of: brand, while: { true })?.places.count
        }

        func mark() async throws -> Int {
            try await fixture.installation.stores.observations.marks(of: brand).observations
        }
    }

    @Test func itCatchesUpInBatchesAndRestsBetweenThem() async throws {
        try await Scene.with { scene in
            try await scene.add((0..<1200).map { "alpha \($0)" })
            let index = SQLiteAnswerIndex(directory: scene.directory)
            let rests = Rests()
            let isBehind = try await scene.indexer(index).step { _ in await rests.count() }
            #expect(!isBehind)
            #expect(await rests.number == 3)
            #expect(index.mark(of: scene.brand) == (try await scene.mark()))
            #expect(try await scene.count("alpha", index) == 1200)
            // Nothing is new, so nothing is done.
            _ = try await scene.indexer(index).step { _ in await rests.count() }
            #expect(await rests.number == 3)
            index.close()
        }
    }

    private actor Rests {
        private(set) var number = 0
        func count() { number += 1 }
    }

    @Test func whatIsStoppedAtAnyBatchGoesOnThere() async throws {
        try await Scene.with { scene in
            try await scene.add((0..<1700).map { "alpha \($0)" })
            let stopped = SQLiteAnswerIndex(directory: scene.directory)
            await #expect(throws: CancellationError.self) {
                try await scene.indexer(stopped).step { _ in throw CancellationError() }
            }
            #expect(try await scene.count("alpha", stopped) == 500)
            stopped.close()
            let index = SQLiteAnswerIndex(directory: scene.directory)
            #expect(index.mark(of: scene.brand) == nil)
            try await scene.fill(index)
            #expect(try await scene.count("alpha", index) == 1700)
            index.close()
        }
    }

    /// After a restore from a backup the same number of changes may be others.
    @Test(arguments: [true, false])
    func anIndexOfAnotherHistoryIsMadeAnew(_ isAhead: Bool) async throws {
        try await Scene.with { scene in
            try await scene.add(["alpha"])
            let mark = try await scene.mark()
            let foreign = SQLiteAnswerIndex(directory: scene.directory)
            let ghost = SearchedAnswer(
                place: AnswerPlace(createdAt: scene.fixture.clock.now, id: 77), prompt: scene.prompt, platform: "claude",
                text: "ghost")
            let state = AnswerIndexState(mark: isAhead ? mark + 5 : mark, witness: "another history")
            try await foreign.add([ghost], reaching: state, of: scene.brand)
            foreign.close()
            let index = SQLiteAnswerIndex(directory: scene.directory)
            try await scene.fill(index)
            #expect(try await scene.count("ghost", index) == 0)
            #expect(try await scene.count("alpha", index) == 1)
            index.close()
        }
    }

    @Test func aDamagedIndexIsMadeAnew() async throws {
        try await Scene.with { scene in
            try await scene.add(["alpha"])
            try Data(repeating: 0x41, count: 10_000).write(to: scene.directory.appending(path: "\(scene.brand).sqlite"))
            let index = SQLiteAnswerIndex(directory: scene.directory)
            try await scene.fill(index)
            #expect(try await scene.count("alpha", index) == 1)
            index.close()
        }
    }

    @Test func aSecondServerKeepsNoIndex() async throws {
        try await Scene.with { scene in
            let logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
            let first = SearchFiles(scene.directory, logger: logger)
            withExtendedLifetime(first) {
                #expect(first.index != nil)
                #expect(SearchFiles(scene.directory, logger: logger).index == nil)
            }
        }
    }
}
