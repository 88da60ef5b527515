package import Foundation
internal import Synchronization

/// Gathers log lines and writes them in few system calls: one call a request would cost more than checking its key.
package final class LineWriter: Sendable {
    private let buffer = Mutex<[UInt8]>([])
    private let descriptor: FileHandle
    private static let limit = 64 * 1024

    package init(_ descriptor: FileHandle) { self.descriptor = descriptor }

    package static let standardError = LineWriter(.standardError)

    /// - Parameter now: write at once, with everything that has gathered: for what must not be lost in a crash.
    func write(_ line: String, now: Bool) {
        let full = buffer.withLock { buffer in
            buffer += line.utf8
            buffer.append(UInt8(ascii: "\n"))
            return buffer.count > Self.limit
        }
        if now || full { flush() }
    }

    /// Lets `body` write one line, without its end, straight into the buffer.
    func write(_ body: (inout [UInt8]) -> Void) {
        let full = buffer.withLock { buffer in
            body(&buffer)
            buffer.append(UInt8(ascii: "\n"))
            return buffer.count > Self.limit
        }
        if full { flush() }
    }

    package func flush() {
        buffer.withLock { buffer in
            guard !buffer.isEmpty else { return }
            // Nothing can be done about a log that cannot be written; serving goes on.
            try? descriptor.write(contentsOf: buffer)
            buffer.removeAll(keepingCapacity: true)
        }
    }
}
