internal import Foundation

/// Runs git on one repository, which may be anybody's: nothing is fetched, asked, or run for it.
struct Git {
    struct Failure: Error {
        let status: Int32
        /// What git said.
        let reason: String

        var isNoRepository: Bool { reason.contains("not a git repository") }
        var isNotInstalled: Bool { status == 127 }
    }

    let directory: String

    /// Those that say which repository is meant, when this runs within a hook.
    private static let forgotten = [
        "GIT_DIR", "GIT_WORK_TREE", "GIT_COMMON_DIR", "GIT_INDEX_FILE", "GIT_NAMESPACE", "GIT_PREFIX", "GIT_GRAFT_FILE",
        "GIT_OBJECT_DIRECTORY", "GIT_ALTERNATE_OBJECT_DIRECTORIES", "GIT_SHALLOW_FILE", "GIT_REPLACE_REF_BASE",
    ]

    private static let environment: [String: String] = {
        var all = ProcessInfo.processInfo.environment
        for name in forgotten { all[name] = nil }
        all["LC_ALL"] = "C"
        all["GIT_TERMINAL_PROMPT"] = "0"
        all["GIT_OPTIONAL_LOCKS"] = "0"
        all["GIT_NO_LAZY_FETCH"] = "1"
        all["GIT_ALLOW_PROTOCOL"] = "none"
        // Objects as they are, not as somebody wants them to be seen.
        all["GIT_NO_REPLACE_OBJECTS"] = "1"
        return all
    }()

    /// - Parameters:
    ///   - input: the file that git reads.
    ///   - take: is given what git writes, as it comes.
    func run(_ arguments: [String], input: FileHandle = .nullDevice, _ take: (UnsafeRawBufferPointer) -> Void) throws {
        let complaints = try TemporaryFile()
        let output = Pipe()
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = ["git", "-C", directory, "-c", "core.fsmonitor=false"] + arguments
        process.environment = Self.environment
        process.standardInput = input
        process.standardOutput = output
        process.standardError = complaints.handle
        try process.run()
        let reading: FileSystem.Failure?
        do throws(FileSystem.Failure) {
            try FileSystem.read(output.fileHandleForReading.fileDescriptor, take)
            reading = nil
        } catch {
            reading = error
        }
        process.waitUntilExit()
        if let reading { throw Failure(status: -1, reason: reading.reason) }
        guard process.terminationStatus == 0, process.terminationReason == .exit else {
            let lines = complaints.text().split(separator: "\n")
            throw Failure(
                status: process.terminationStatus,
                reason: (lines.first { $0.hasPrefix("fatal:") } ?? lines.last).map { String($0.prefix(500)) }
                    ?? "git ended with status \(process.terminationStatus)")
        }
    }

    func line(_ arguments: [String]) throws -> String {
        var bytes: [UInt8] = []
        try run(arguments) { bytes += $0 }
        return String(decoding: bytes, as: UTF8.self).trimmingCharacters(in: .newlines)
    }

    /// Where the repository that `directory` belongs to keeps its objects, whichever work tree this is.
    func commonDirectory() throws -> String {
        let path = try line(["rev-parse", "--git-common-dir"])
        let base = URL(filePath: directory, directoryHint: .isDirectory)
        return URL(filePath: path, relativeTo: base).resolvingSymlinksInPath().path
    }
}

/// A file that is gone when the last who knows it is.
final class TemporaryFile {
    let handle: FileHandle

    init() throws {
        let url = FileManager.default.temporaryDirectory.appending(path: "latchkey-scan-\(UUID().uuidString)")
        let descriptor = url.path.withCString { Foundation.open($0, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0o600) }
        guard descriptor >= 0 else { throw FileSystem.Failure.last }
        unlink(url.path)
        handle = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
    }

    /// Ready to be read from its beginning.
    init(_ bytes: [UInt8]) throws {
        let file = try TemporaryFile()
        handle = file.handle
        try handle.write(contentsOf: Data(bytes))
        try handle.seek(toOffset: 0)
    }

    func text() -> String {
        guard (try? handle.seek(toOffset: 0)) != nil, let data = try? handle.readToEnd() else { return "" }
        return String(decoding: data, as: UTF8.self)
    }
}
