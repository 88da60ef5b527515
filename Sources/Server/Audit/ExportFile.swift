package import Foundation
internal import Synchronization

/// Where an export is written: a file of its own, which is there only when it is whole, or standard output.
package final class ExportFile: Sendable {
    private let url: URL?
    private let temporary: URL?
    private let state: Mutex<State>

    private struct State {
        let file: FileHandle
        var buffer: [UInt8] = []
    }

    private static let portion = 1 << 18

    /// - Parameter url: `nil` for standard output.
    /// - Throws: ``OperatorError``; a file that is there is never overwritten.
    package init(_ url: URL?) throws {
        self.url = url
        temporary = url?.appendingPathExtension("partial")
        guard let url, let temporary else {
            state = Mutex(State(file: .standardOutput))
            return
        }
        guard !FileManager.default.fileExists(atPath: url.path) else {
            throw OperatorError("\(url.path) is there already; choose another name, or remove it first.")
        }
        let descriptor = temporary.path.withCString { path in
            Foundation.open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
        }
        guard descriptor >= 0 else {
            throw OperatorError("\(temporary.path) cannot be written: \(String(cString: strerror(errno))).")
        }
        state = Mutex(State(file: FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)))
    }

    package func write(_ bytes: [UInt8]) throws {
        try state.withLock { state in
            state.buffer += bytes
            if state.buffer.count >= Self.portion { try flush(&state) }
        }
    }

    private func flush(_ state: inout State) throws {
        do {
            try state.file.write(contentsOf: Data(state.buffer))
        } catch {
            throw OperatorError("The export cannot be written: \(error.localizedDescription)")
        }
        state.buffer = []
    }

    /// Writes what is left; the file gets its name when it is durable.
    package func finish() throws {
        try state.withLock { state in
            try flush(&state)
            guard let url, let temporary else { return }
            try state.file.synchronize()
            try state.file.close()
            try FileManager.default.moveItem(at: temporary, to: url)
        }
    }

    /// Removes what was written of a file.
    package func abandon() {
        if let temporary { try? FileManager.default.removeItem(at: temporary) }
    }
}
