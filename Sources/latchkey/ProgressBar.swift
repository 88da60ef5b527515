internal import Foundation

/// How far a long command is, on standard error when that is a terminal. Elsewhere nothing: a log wants no bars.
struct ProgressBar {
    private static let width = 30
    private let isShown = isatty(STDERR_FILENO) == 1
    private var isThere = false

    mutating func show(_ what: String, _ done: Int, of total: Int) {
        let full = total > 0 ? min(Self.width, done * Self.width / total) : Self.width
        let bar = String(repeating: "#", count: full) + String(repeating: "-", count: Self.width - full)
        write("\(what) [\(bar)] \(total > 0 ? done * 100 / total : 100) %  \(done) of \(total)")
    }

    /// Where the end is not known.
    mutating func show(_ what: String, _ done: Int) { write("\(what) \(done)") }

    /// Leaves an empty line, for what comes.
    mutating func clear() {
        guard isThere else { return }
        write("")
        isThere = false
    }

    private mutating func write(_ line: String) {
        guard isShown else { return }
        FileHandle.standardError.write(Data("\r\(line)\u{1B}[K".utf8))
        isThere = true
    }
}
