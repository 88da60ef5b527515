import Synchronization
import Testing

@testable import Dashboard

@Suite("Who was seen") struct SightingsTests {
    @Test("Nobody waits for it, and of each one is written at a time")
    func background() async {
        let sightings = Sightings()
        let written = Mutex<[String]>([])
        let (gate, open) = AsyncStream.makeStream(of: Void.self)
        // The writer is held up, as by an import.
        sightings.note("ann") {
            for await _ in gate { break }
            written.withLock { $0.append("ann") }
        }
        sightings.note("ann") { written.withLock { $0.append("ann again") } }
        sightings.note("ben") { written.withLock { $0.append("ben") } }
        #expect(!written.withLock { $0 }.contains("ann"))
        open.yield()
        await sightings.settle()
        #expect(Set(written.withLock { $0 }) == ["ann", "ben"])
        sightings.note("ann") { written.withLock { $0.append("ann later") } }
        await sightings.settle()
        #expect(written.withLock { $0 }.last == "ann later")
    }
}
