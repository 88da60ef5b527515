internal import Synchronization

/// Writes down in the background that somebody was seen, so that no page waits for whoever is writing to the database. It is a courtesy:
/// what finds no room is written the next time.
final class Sightings: Sendable {
    /// That are being written at one time.
    private static let most = 64

    private let writing = Mutex<[String: Task<Void, Never>]>([:])

    /// - Parameter name: of who was seen; one sighting of each is written at a time.
    func note(_ name: String, _ write: @escaping @Sendable () async -> Void) {
        writing.withLock { writing in
            guard writing.count < Self.most, writing[name] == nil else { return }
            writing[name] = Task {
                await write()
                self.writing.withLock { $0[name] = nil }
            }
        }
    }

    /// Returns when all is written that was noted so far.
    func settle() async {
        for task in writing.withLock({ Array($0.values) }) { await task.value }
    }
}
