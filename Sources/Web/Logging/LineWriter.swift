internal import Dispatch
package import Foundation
internal import Synchronization

/// Gathers log lines and writes them in few system calls, on a thread of its own: one call a request would cost more than checking
/// its key, and a reader that has stopped reading must not stop the server. What such a reader leaves no room for is dropped, and
/// counted in a line of its own once it reads again.
package final class LineWriter: Sendable {
    private struct State {
        var buffer: [UInt8] = []
        /// Bytes handed to the thread and not written yet.
        var underway = 0
        var dropped = 0
    }

    private let state = Mutex(State())
    private let descriptor: FileHandle
    private let queue = DispatchQueue(label: "latchkey.log")
    private static let limit = 64 * 1024
    private static let capacity = 8 * 1024 * 1024

    package init(_ descriptor: FileHandle) { self.descriptor = descriptor }

    package static let standardError = LineWriter(.standardError)

    /// - Parameter now: begin to write at once, with everything that has gathered.
    func write(_ line: String, now: Bool) {
        write(now: now) { $0 += line.utf8 }
    }

    /// Lets `body` write one line, without its end, straight into the buffer.
    func write(now: Bool = false, _ body: (inout [UInt8]) -> Void) {
        let full = state.withLock { state in
            guard state.underway < Self.capacity else {
                state.dropped += 1
                return false
            }
            body(&state.buffer)
            state.buffer.append(UInt8(ascii: "\n"))
            return state.buffer.count > Self.limit
        }
        if now || full { flush() }
    }

    /// Hands what has gathered to the writing thread.
    package func flush() {
        let bytes = state.withLock { state in
            var bytes = state.buffer
            state.buffer = []
            if state.dropped > 0, state.underway < Self.capacity {
                bytes += "\(state.dropped) log lines were dropped: nobody read the log\n".utf8
                state.dropped = 0
            }
            state.underway += bytes.count
            return bytes
        }
        guard !bytes.isEmpty else { return }
        queue.async { [self] in
            // Nothing can be done about a log that cannot be written; serving goes on.
            try? descriptor.write(contentsOf: bytes)
            state.withLock { $0.underway -= bytes.count }
        }
    }

    /// Before the process ends: waits until everything is written, but not for ever.
    package func finish() {
        flush()
        let done = DispatchSemaphore(value: 0)
        queue.async { done.signal() }
        _ = done.wait(timeout: .now() + 2)
    }
}
