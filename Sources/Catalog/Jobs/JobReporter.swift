internal import APIKeys
internal import Synchronization

/// Tells how far a job is. A sign of life is given by itself, also while the work waits for something.
///
/// No work ends because this could not be written: what cannot be told now is told the next time.
package final class JobReporter: Sendable {
    package let ticket: JobTicket
    private let store: any JobStore
    private let clock: WallClock
    private let state: Mutex<State>

    /// How often at most it is written how far the work is.
    private static let pause = Duration.seconds(1)
    private static let heartbeat = Duration.seconds(5)

    private struct State {
        var counts: JobCounts
        var faults: [JobFault] = []
        var faultCount = 0
        var lastFault: JobFault?
        var toldAt: Timestamp?
        var order = JobOrder.goOn
        var heart: Task<Void, Never>?
    }

    init(_ job: Job, store: any JobStore, clock: WallClock) {
        ticket = JobTicket(job)
        self.store = store
        self.clock = clock
        state = Mutex(State(counts: job.counts))
        let heart = Task { [weak self] in
            while (try? await Task.sleep(for: Self.heartbeat)) != nil {
                guard let self else { return }
                await self.write()
            }
        }
        state.withLock { $0.heart = heart }
    }

    deinit { state.withLock { $0.heart?.cancel() } }

    package var counts: JobCounts { state.withLock { $0.counts } }

    /// Keeps a fault for the next time that something is told; the same one once, however often it comes.
    package func note(_ fault: JobFault) {
        state.withLock { state in
            guard fault != state.lastFault else { return }
            state.lastFault = fault
            state.faultCount += 1
            if state.faultCount <= JobFault.most { state.faults.append(fault) }
        }
    }

    /// - Returns: what the work is to do, as far as that is known. It is asked anew once a second.
    @discardableResult
    package func tell(_ counts: JobCounts) async -> JobOrder {
        let now = clock.now()
        let isDue = state.withLock { state in
            state.counts = counts
            if let told = state.toldAt, now < told + Self.pause { return false }
            state.toldAt = now
            return true
        }
        if isDue { await write() }
        return state.withLock { $0.order }
    }

    private func write() async {
        let now = clock.now()
        let (counts, faults) = state.withLock { state in
            defer { state.faults = [] }
            return (state.counts, state.faults)
        }
        do {
            let order = try await store.record(counts, faults: faults, of: ticket, at: now)
            state.withLock { $0.order = order }
        } catch {
            state.withLock { $0.faults = faults + $0.faults }
        }
    }

    /// - Returns: false when the job was not this program's any more, or that it ended could not be written.
    @discardableResult
    package func end(_ state: Job.State, _ message: String = "") async -> Bool {
        (try? await writeEnd(state, message)) ?? false
    }

    /// - Parameter fileSize: of the file that an export left.
    /// - Returns: false when the job was not this program's any more.
    /// - Throws: when it could not be written; it may be tried again.
    package func writeEnd(_ state: Job.State, _ message: String = "", fileSize: Int? = nil) async throws -> Bool {
        await stopHeart()
        let (counts, faults) = self.state.withLock { ($0.counts, $0.faults) }
        let (store, ticket, now) = (store, ticket, clock.now())
        // Not torn by the cancellation of a program that is about to end.
        let ending = Task {
            if !faults.isEmpty { _ = try await store.record(counts, faults: faults, of: ticket, at: now) }
            return try await store.end(JobEnding(state, message, counts: counts, fileSize: fileSize), of: ticket, at: now)
        }
        return try await ending.value
    }

    /// Puts the job back, for any server to take up. The attempt does not count as one that failed.
    package func release() async {
        await stopHeart()
        let (store, ticket, now) = (store, ticket, clock.now())
        let ending = Task { try await store.release(ticket, at: now) }
        _ = try? await ending.value
    }

    /// Also for tests, where a sign of life at the wrong time would spoil what they show.
    func stopHeart() async {
        let heart = state.withLock { $0.heart }
        heart?.cancel()
        await heart?.value
    }
}
