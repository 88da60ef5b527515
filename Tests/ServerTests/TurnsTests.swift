import Synchronization
import Testing
import Web

@Suite struct TurnsTests {
    /// What happens, in its order, and a gate that holds work up until a test opens it.
    private final class Stage: Sendable {
        private let events = Mutex<[String]>([])
        private let gate = AsyncStream.makeStream(of: Void.self)

        func note(_ event: String) { events.withLock { $0.append(event) } }

        var noted: [String] { events.withLock { $0 } }

        func open() { gate.continuation.finish() }

        func wait() async { for await _ in gate.stream {} }
    }

    @Test func eachGroupHasItsTurnsAndThoseBehindComeInTheirOrder() async throws {
        let turns = Turns<String>(most: 1)
        let stage = Stage()
        let first = Task {
            try await turns.take("a") {
                stage.note("a1")
                await stage.wait()
            }
        }
        while stage.noted.isEmpty { await Task.yield() }
        var behind: [Task<Void, any Error>] = []
        for number in 2...4 {
            behind.append(Task { try await turns.take("a") { stage.note("a\(number)") } })
            while turns.waiting("a") < number - 1 { await Task.yield() }
        }
        try await turns.take("b") { stage.note("b") }
        #expect(stage.noted == ["a1", "b"])
        stage.open()
        try await first.value
        for task in behind { try await task.value }
        #expect(stage.noted == ["a1", "b", "a2", "a3", "a4"])
        #expect(turns.busy == 0)
    }

    @Test func whereTooManyWaitTheNextIsRefusedAndWorkThatFailsGivesItsTurnBack() async throws {
        let turns = Turns<Int>(most: 1, mostWaiting: 1)
        let stage = Stage()
        let first = Task {
            try await turns.take(7) {
                stage.note("first")
                await stage.wait()
                throw Failure()
            }
        }
        while stage.noted.isEmpty { await Task.yield() }
        let second = Task { try await turns.take(7) { stage.note("second") } }
        while turns.waiting(7) < 1 { await Task.yield() }
        await #expect(throws: Turns<Int>.Crowded.self) { try await turns.take(7) { stage.note("third") } }
        stage.open()
        await #expect(throws: Failure.self) { try await first.value }
        try await second.value
        #expect(stage.noted == ["first", "second"])
        #expect(turns.busy == 0)
    }

    private struct Failure: Error {}
}
