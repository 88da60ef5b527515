import APIKeys
import Foundation
import Testing
import Visibility

@testable import Catalog
@testable import Storage

/// A brand with prompts and answers, and an index of them.
struct AnswerScene: Sendable {
    let fixture: Fixture
    let organization: Organization
    let brand: Brand
    let personas: [Int]
    let prompts: [Prompt]
    let directory: URL
    let index: SQLiteAnswerIndex

    static func with(_ body: @escaping @Sendable (AnswerScene) async throws -> Void) async throws {
        try await withDatabase { fixture in
            let organization = try await fixture.makeOrganization()
            var draft = BrandDraft(BrandContent(name: "Acme", website: "https://acme.example", description: ""))
            draft.personas = [PersonaContent(name: "Buyer", description: ""), PersonaContent(name: "Seller", description: "")]
            draft.competitors = [CompetitorContent(name: "Rival"), CompetitorContent(name: "Other")]
            let brand = try await fixture.catalog.brands.create(draft, in: organization.id, by: .commandLine)
            var prompts: [Prompt] = []
            for number in 0..<6 {
                var draft = PromptDraft(text: "Which tool \(number)?")
                draft.tags = number % 2 == 0 ? ["even"] : ["odd"]
                draft.topics = number < 2 ? ["low"] : []
                draft.persona = number % 3 == 0 ? brand.personas[0].id : nil
                prompts.append(
                    try await fixture.catalog.prompts.create(draft, of: brand.id, in: organization.id, by: .commandLine).prompt)
            }
            let directory = fixture.url.deletingLastPathComponent().appending(path: "search")
            try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
            let index = SQLiteAnswerIndex(directory: directory, few: 0)
            try await body(
                AnswerScene(
                    fixture: fixture, organization: organization, brand: brand, personas: brand.personas.map(\.id),
                    prompts: prompts, directory: directory, index: index))
            index.close()
        }
    }

    var store: any ObservationStore { fixture.stores.observations }

    /// By the index, or by looking at one answer after the other.
    func finder(_ search: any AnswerSearch) -> AnswerFinder {
        AnswerFinder(
            answers: store, prompts: fixture.stores.prompts, search: search, computing: globalConcurrentExecutor)
    }

    /// - Parameter minutes: after the tests' now.
    func answer(_ text: String, minutes: Int = 0, _ edit: (inout AnswerDraft) -> Void = { _ in }) -> AnswerDraft {
        var draft = AnswerDraft(prompt: .id(prompts[1].id), platform: .claude, text: text)
        draft.createdAt = Fixture.now + .seconds(60 * minutes)
        edit(&draft)
        return draft
    }

    @discardableResult
    func add(_ answers: [AnswerDraft]) async throws -> [Int] {
        try await fixture.catalog.observations.add(answers, to: brand.id, in: organization.id).get().ids
    }

    /// Takes into an index what it does not have yet, as the server does.
    func fill(_ index: SQLiteAnswerIndex, batch: Int = 100) async throws {
        var state = try await index.state(of: brand.id)
        index.rely(on: state, of: brand.id)
        let last = try await store.marks(of: brand.id).observations
        while state.mark < last {
            let (answers, next) = try await store.searchable(after: state.mark, limit: batch, of: brand.id)
            try await index.add(answers, reaching: next, of: brand.id)
            state = next
        }
    }

    func find(
        _ words: String = "", by search: (any AnswerSearch)? = nil, limit: Int = 1000,
        _ edit: (inout AnswerFilter) -> Void = { _ in }
    ) async throws -> [Int] {
        var filter = AnswerFilter()
        filter.words = SearchQuery(words)
        edit(&filter)
        return try await finder(search ?? index).find(filter, .newest, limit: limit, of: brand.id, budget: .endless)
            .answers.map(\.observation.id)
    }
}

extension SearchBudget {
    static let endless = SearchBudget { false }
    static let none = SearchBudget { true }
}
