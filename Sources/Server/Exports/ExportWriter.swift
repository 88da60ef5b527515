internal import Catalog
internal import DataAPI
internal import Foundation

/// Writes the file of one export, a portion at a time. Whatever happens, a file that is not whole is removed.
struct ExportWriter: Sendable {
    enum Outcome: Sendable {
        /// In bytes.
        case written(size: Int)
        case cancelled(by: String)
        /// Another program has it.
        case lost
    }

    /// Why there is no file, in a sentence.
    struct Failure: Error {
        let message: String
    }

    let observations: ObservationService
    let files: ExportFiles
    /// What is to stay free on the disk, in bytes: answers that come in need room more than a file of old ones does.
    let reserve: Int
    /// Of one file, in bytes.
    var most = JobService.keptBytes
    /// How many are read at a time, and how many bytes of them. Answers are long.
    var portion = Self.usualPortion
    var portionBytes = 16 << 20
    /// Is told before each portion how many answers are written. For tests.
    var beforePortion: @Sendable (Int) async -> Void = { _ in }

    static let usualPortion = 500

    /// - Throws: ``Failure``; `CancellationError`; ``StoreError``.
    func write(_ request: ExportRequest, of brand: Brand, _ reporter: JobReporter) async throws -> Outcome {
        let ticket = reporter.ticket
        let unfinished = files.unfinishedPath(of: ticket.job, attempt: ticket.attempt)
        do {
            // The disk makes whoever asks it wait, at the end most of all.
            return try await withTaskExecutorPreference(observations.computing) {
                // Also where it was moved: then there is nothing.
                defer { unlink(unfinished) }
                if let end = try await fill(unfinished, with: request, of: brand, reporter) { return end }
                return .written(size: try publish(unfinished, as: files.path(of: ticket.job, attempt: ticket.attempt)))
            }
        } catch let failure as GzipWriter.Failure {
            throw Failure(
                message: "The file could not be written to the data directory: \(failure.reason). No part of it was kept.")
        }
    }

    /// - Returns: why it was left off; `nil` when all is written.
    private func fill(
        _ path: String, with request: ExportRequest, of brand: Brand, _ reporter: JobReporter
    ) async throws -> Outcome? {
        try makeDirectory()
        var query = request.query
        // What comes in meanwhile is not of this export.
        query.newest = try await observations.newest(of: brand.id)
        (query.limit, query.mostBytes) = (portion, portionBytes)
        var counts = JobCounts(total: try await observations.count(query, of: brand.id))
        let format = AnswerFileFormat(request.format, of: brand)
        var file = try GzipWriter(creating: path)
        try file.write(format.opening)
        while true {
            await beforePortion(counts.done)
            try Task.checkCancellation()
            switch await reporter.tell(counts) {
            case .goOn: break
            case .cancel(let person): return .cancelled(by: person)
            case .lost: return .lost
            }
            let answers = try await observations.list(query, of: brand.id)
            guard let last = answers.last else { break }
            try checkRoom()
            try file.write(format.portion(answers))
            try checkSize(of: file)
            counts.done += answers.count
            query.after = last.place
        }
        try file.finish()
        // What was compressed and not written yet is in it now.
        try checkSize(of: file)
        return nil
    }

    private func makeDirectory() throws {
        if mkdir(files.directory, 0o700) != 0, errno != EEXIST { throw GzipWriter.Failure(errno) }
    }

    private func checkSize(of file: borrowing GzipWriter) throws {
        guard try file.size > most else { return }
        throw Failure(
            message:
                "The file would be larger than \(most >> 20) MiB, as much as an organization’s exports may take. No part of it was kept. Choose a shorter period."
        )
    }

    private func checkRoom() throws {
        var room = statvfs()
        guard statvfs(files.directory, &room) == 0 else { throw GzipWriter.Failure(errno) }
        guard Int(room.f_bavail) * Int(room.f_frsize) >= reserve else {
            throw Failure(
                message:
                    "The disk of the data directory is nearly full: less than \(reserve >> 20) MiB are free. No part of the file was kept. Free some space, or choose a shorter period."
            )
        }
    }

    /// - Returns: its size.
    private func publish(_ unfinished: String, as path: String) throws -> Int {
        var status = stat()
        guard stat(unfinished, &status) == 0, rename(unfinished, path) == 0 else { throw GzipWriter.Failure(errno) }
        let directory = open(files.directory, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard directory >= 0 else { throw GzipWriter.Failure(errno) }
        defer { close(directory) }
        guard fsync(directory) == 0 else { throw GzipWriter.Failure(errno) }
        return Int(status.st_size)
    }
}
