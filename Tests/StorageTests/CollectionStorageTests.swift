import APIKeys
import Testing

@testable import Catalog
@testable import Storage

@Suite struct CollectionStorageTests {
    static func withPrompt(_ body: @escaping @Sendable (Fixture, Brand, Prompt) async throws -> Void) async throws {
        try await PromptStorageTests.withBrand { fixture, brand in
            try await body(fixture, brand, try await PromptStorageTests.add(fixture, brand, "Which?"))
        }
    }

    static func request(_ fixture: Fixture, _ brand: Brand, _ prompt: Prompt, _ platforms: [Platform]) async throws
        -> [CollectionJob]
    {
        try await fixture.catalog.collections.request(
            prompt: prompt.id, on: platforms, of: brand.id, in: brand.organization, by: .commandLine)
    }

    @Test func aJobIsClaimedOnceAndFinishedOnce() async throws {
        try await Self.withPrompt { fixture, brand, prompt in
            let jobs = try await Self.request(fixture, brand, prompt, [.claude, .chatGPT])
            let (store, now) = (fixture.stores.collections, Fixture.now)
            let lease = now + .seconds(60)
            #expect(try await store.claim(1, by: "collector", lease: lease, at: now).map(\.id) == [jobs[0].id])
            #expect(try await store.claim(9, by: "collector", lease: lease, at: now).map(\.id) == [jobs[1].id])
            #expect(try await store.claim(9, by: "collector", lease: lease, at: now).isEmpty)
            #expect(try await store.finish(jobs[0].id, failure: nil, at: now))
            #expect(try await !store.finish(jobs[0].id, failure: "late", at: now))
            // Whoever fell silent loses it when the lease is over.
            #expect(try await store.claim(9, by: "collector", lease: lease + .seconds(60), at: lease).map(\.id) == [jobs[1].id])
            #expect(try await store.finish(jobs[1].id, failure: "the platform did not answer", at: lease))
            let (all, total) = try await fixture.catalog.collections.list(of: brand.id, state: nil, limit: 9, offset: 0)
            #expect(total == 2)
            #expect(all.map(\.state) == [.failed, .done])
            #expect(all[0].failure == "the platform did not answer")
        }
    }

    @Test func oneThatWaitsIsNotQueuedAgainOneThatRunsIs() async throws {
        try await Self.withPrompt { fixture, brand, prompt in
            let first = try await Self.request(fixture, brand, prompt, [.claude])
            #expect(try await Self.request(fixture, brand, prompt, [.claude]) == first)
            #expect(try await fixture.actions().count { $0 == "collection.requested" } == 1)
            _ = try await fixture.stores.collections.claim(1, by: "collector", lease: Fixture.now + .seconds(60), at: Fixture.now)
            let second = try await Self.request(fixture, brand, prompt, [.claude])
            #expect(second.map(\.id) != first.map(\.id))
        }
    }

    @Test func jobsOfAnArchivedBrandWait() async throws {
        try await Self.withPrompt { fixture, brand, prompt in
            _ = try await Self.request(fixture, brand, prompt, [.claude])
            _ = try await fixture.catalog.brands.archive(brand.id, in: brand.organization, by: .commandLine)
            let (store, lease) = (fixture.stores.collections, Fixture.now + .seconds(60))
            #expect(try await store.claim(9, by: "collector", lease: lease, at: Fixture.now).isEmpty)
            _ = try await fixture.catalog.brands.restore(brand.id, in: brand.organization, by: .commandLine)
            #expect(try await store.claim(9, by: "collector", lease: lease, at: Fixture.now).count == 1)
        }
    }

    @Test func jobsOfAnArchivedPromptWait() async throws {
        try await Self.withPrompt { fixture, brand, prompt in
            _ = try await Self.request(fixture, brand, prompt, [.claude])
            func archive(_ isArchived: Bool) async throws {
                var edit = PromptEdit()
                edit.isArchived = isArchived
                _ = try await fixture.catalog.prompts.change(
                    prompt.id, edit, of: brand.id, in: brand.organization, by: .commandLine)
            }
            let (store, lease) = (fixture.stores.collections, Fixture.now + .seconds(60))
            try await archive(true)
            #expect(try await store.claim(9, by: "collector", lease: lease, at: Fixture.now).isEmpty)
            try await archive(false)
            #expect(try await store.claim(9, by: "collector", lease: lease, at: Fixture.now).count == 1)
        }
    }
}
