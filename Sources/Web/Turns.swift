internal import NIOCore
internal import Synchronization

/// Lets work through by turns: of each group so many at a time, and those that come meanwhile wait in the order in which they came. So one
/// group with many requests does not stand in the way of the others.
package final class Turns<Group: Hashable & Sendable>: Sendable {
    /// More wait already than may.
    package struct Crowded: Error {}

    private let most: Int
    private let mostWaiting: Int
    private let queues = Mutex<[Group: Queue]>([:])

    private struct Queue {
        var running = 0
        var waiting = CircularBuffer<CheckedContinuation<Bool, Never>>()
    }

    private enum Entry {
        case now
        case later
        case never
    }

    /// - Parameters:
    ///   - most: that run at a time, of each group.
    ///   - mostWaiting: beside those, of each group.
    package init(most: Int, mostWaiting: Int = .max) {
        self.most = most
        self.mostWaiting = mostWaiting
    }

    /// - Throws: ``Crowded``, and what the work throws.
    package func take<Answer: Sendable>(
        _ group: Group, _ work: @Sendable () async throws -> Answer
    ) async throws -> Answer {
        guard await enter(group) else { throw Crowded() }
        defer { leave(group) }
        return try await work()
    }

    private func enter(_ group: Group) async -> Bool {
        await withCheckedContinuation { continuation in
            let entry = queues.withLock { queues -> Entry in
                var queue = queues[group] ?? Queue()
                defer { queues[group] = queue }
                if queue.running < most {
                    queue.running += 1
                    return .now
                }
                guard queue.waiting.count < mostWaiting else { return .never }
                queue.waiting.append(continuation)
                return .later
            }
            switch entry {
            case .now: continuation.resume(returning: true)
            case .never: continuation.resume(returning: false)
            case .later: break
            }
        }
    }

    private func leave(_ group: Group) {
        let next = queues.withLock { queues -> CheckedContinuation<Bool, Never>? in
            // The turn goes over to the next.
            if let next = queues[group]?.waiting.popFirst() { return next }
            queues[group]?.running -= 1
            if queues[group]?.running == 0 { queues[group] = nil }
            return nil
        }
        next?.resume(returning: true)
    }

    /// How many of a group wait.
    package func waiting(_ group: Group) -> Int { queues.withLock { $0[group]?.waiting.count ?? 0 } }

    /// How many groups have work here.
    package var busy: Int { queues.withLock { $0.count } }
}
