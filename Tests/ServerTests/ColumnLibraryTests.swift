import APIKeys
import Foundation
import Logging
import Testing

@testable import Catalog
@testable import Server
@testable import Visibility

/// The columns of many brands in little memory.
@Suite struct ColumnLibraryTests {
    private static func library(_ fixture: Fixture, memory: Int) -> ColumnLibrary {
        ColumnLibrary(
            observations: fixture.installation.stores.observations, directory: fixture.directory.appending(path: "test-columns"),
            memory: memory, threads: 1, logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
    }

    private static func withBrands(_ body: @escaping @Sendable (Fixture, [Int]) async throws -> Void) async throws {
        try await withServer { fixture in
            let organization = try await fixture.organization("Northwind")
            var brands: [Int] = []
            for number in 1...3 {
                let brand = try await fixture.brand("brand\(number)", in: organization)
                let prompt = try await fixture.catalog.prompts.create(
                    PromptDraft(text: "Which?"), of: brand, in: organization.id, by: .commandLine
                ).prompt
                let answers = Array(
                    repeating: AnswerDraft(prompt: .id(prompt.id), platform: .claude, text: "None."), count: number)
                _ = try await fixture.catalog.observations.add(answers, to: brand, in: organization.id).get()
                brands.append(brand)
            }
            try await body(fixture, brands)
        }
    }

    private static func count(_ library: ColumnLibrary, _ brand: Int, _ fixture: Fixture) async throws -> Int {
        let today = Day(milliseconds: Int(fixture.clock.now.milliseconds))
        let plan = QueryPlan(fields: [.metric(.responses)], period: today...today)
        return try await library.execute([plan], of: brand, while: { true }, Self.count)
    }

    @Sendable private static func count(_ results: [QueryResult]) -> Int {
        guard case .count(_, let counts)? = results[0].columns.first else { return -1 }
        return counts[0]
    }

    @Test(arguments: [0, 1 << 30])
    func manyBrandsAreAskedTogether(memory: Int) async throws {
        try await Self.withBrands { fixture, brands in
            let library = Self.library(fixture, memory: memory)
            let plan = QueryPlan(fields: [.metric(.responses)], period: Day.first...Day.last)
            func counts(_ asked: [Int]) async throws -> [Int: Int] {
                let counts = try await library.execute([plan], ofEach: asked, while: { true }) { ($0, Self.count($1)) }
                return Dictionary(counts) { _, _ in -1 }
            }
            for _ in 0..<2 {
                #expect(try await counts(brands) == [brands[0]: 1, brands[1]: 2, brands[2]: 3])
                #expect(try await counts([brands[1]]) == [brands[1]: 2])
                #expect(try await counts([]) == [:])
            }
            // What is stored afterwards is seen by whoever asks after that.
            let organization = try await fixture.catalog.organizations.find(slug: "northwind")
            let prompt = try await fixture.catalog.prompts.create(
                PromptDraft(text: "Or which?"), of: brands[0], in: organization.id, by: .commandLine
            ).prompt
            let more = [AnswerDraft(prompt: .id(prompt.id), platform: .claude, text: "None.")]
            _ = try await fixture.catalog.observations.add(more, to: brands[0], in: organization.id).get()
            #expect(try await counts(brands) == [brands[0]: 2, brands[1]: 2, brands[2]: 3])
            await #expect(throws: QueryError.self) {
                try await library.execute([plan], ofEach: brands, while: { false }) { _, _ in 0 }
            }
        }
    }

    @Test func brandsThatWereNotAskedAboutForLongestAreLetGo() async throws {
        try await Self.withBrands { fixture, brands in
            let library = Self.library(fixture, memory: 0)
            for _ in 0..<2 {
                for (index, brand) in brands.enumerated() {
                    let counted = try await Self.count(library, brand, fixture)
                    #expect(counted == index + 1)
                    #expect(library.held == [brand])
                }
            }
            let roomy = Self.library(fixture, memory: 1 << 30)
            for brand in brands { _ = try await Self.count(roomy, brand, fixture) }
            #expect(roomy.held == brands)
        }
    }

    @Test func whoeverIsGoneGetsNoResult() async throws {
        try await Self.withBrands { fixture, brands in
            let library = Self.library(fixture, memory: 1 << 30)
            let plan = QueryPlan(fields: [.metric(.responses)], period: Day.first...Day.last)
            let error = try await #require(throws: QueryError.self) {
                try await library.execute([plan], of: brands[0], while: { false }) { _ in 0 }
            }
            #expect(error.reason == .cancelled)
        }
    }

    @Test func manyWhoAskAtOnceGetTheSame() async throws {
        try await Self.withBrands { fixture, brands in
            let library = Self.library(fixture, memory: 0)
            let counts = try await withThrowingTaskGroup(of: (Int, Int).self) { group in
                for number in 0..<60 {
                    group.addTask { (number % 3, try await Self.count(library, brands[number % 3], fixture)) }
                }
                return try await group.reduce(into: [Int: Set<Int>]()) { $0[$1.0, default: []].insert($1.1) }
            }
            #expect(counts == [0: [1], 1: [2], 2: [3]])
        }
    }

    /// Several who find the columns behind wait for the same work, and none of them keeps the others from going on.
    @Test func whoAsksWhileAnswersComeInIsAnswered() async throws {
        try await Self.withBrands { fixture, brands in
            let library = Self.library(fixture, memory: 1 << 30)
            let brand = brands[0]
            let organization = try #require(try await fixture.catalog.organizations.all().first)
            let answer = AnswerDraft(prompt: .id(1), platform: .claude, text: "None.")
            try await withThrowingTaskGroup(of: Void.self) { group in
                for _ in 0..<3 {
                    group.addTask {
                        for _ in 0..<40 {
                            _ = try await fixture.catalog.observations.add([answer], to: brand, in: organization.id).get()
                        }
                    }
                }
                for _ in 0..<6 {
                    group.addTask { for _ in 0..<60 { _ = try await Self.count(library, brand, fixture) } }
                }
                try await group.waitForAll()
            }
            let counted = try await Self.count(library, brand, fixture)
            #expect(counted == 121)
        }
    }

    @Test func aSecondServerLeavesTheFilesOfTheFirstAlone() async throws {
        try await Self.withBrands { fixture, brands in
            let first = Self.library(fixture, memory: 0)
            let second = Self.library(fixture, memory: 0)
            for brand in brands {
                let counts = (try await Self.count(first, brand, fixture), try await Self.count(second, brand, fixture))
                #expect(counts.0 == counts.1)
            }
            #expect(first.keepsFiles && !second.keepsFiles)
        }
    }
}
