internal import APIKeys
package import Catalog
internal import DataAPI
internal import Foundation

/// A file of answers: NDJSON, or CSV with names of fields in its first row; compressed with gzip or not.
package struct AnswerFile: Sendable {
    package enum Format: String, CaseIterable, Sendable { case ndjson, csv }

    /// A line or row, from 1, and what it holds.
    package struct Entry: Sendable {
        package let line: Int
        package let answer: Result<AnswerDraft, AnswerFileFault>
    }

    package let path: String
    package let format: Format
    /// In bytes as it lies there; 0 where that cannot be known.
    package let size: Int

    /// - Parameter format: `nil`: by the file's name.
    /// - Throws: ``OperatorError``.
    package init(path: String, format: Format? = nil) throws {
        self.path = path
        let name = path.hasSuffix(".gz") ? String(path.dropLast(3)) : path
        let known: Format? =
            name.hasSuffix(".csv") ? .csv : [".ndjson", ".jsonl", ".json"].contains { name.hasSuffix($0) } ? .ndjson : nil
        guard let format = format ?? known else {
            throw OperatorError("It cannot be told what \(path) is. Say --format ndjson or --format csv.")
        }
        self.format = format
        size = (try? FileManager.default.attributesOfItem(atPath: path)[.size] as? Int) ?? 0
    }

    /// Hands out all entries in their order.
    package func read(_ take: (Entry) async throws -> Void) async throws {
        switch format {
        case .ndjson: try await readLines(take)
        case .csv: try await readTable(take)
        }
    }

    private func readLines(_ take: (Entry) async throws -> Void) async throws {
        let file = try CompressedFile(path: path)
        var rest: [UInt8] = []
        var line = 0
        while true {
            let bytes = try file.read()
            rest += bytes
            var start = 0
            while let end = rest[start...].firstIndex(of: UInt8(ascii: "\n")) {
                line += 1
                try await self.take(Array(rest[start..<end]), line, take)
                start = end + 1
            }
            rest.removeFirst(start)
            if bytes.isEmpty { break }
            guard rest.count <= Self.longestLine else {
                throw OperatorError(
                    "Line \(line + 1) of \(path) is longer than \(Self.longestLine >> 20) MiB. Is it NDJSON, an object a line?")
            }
        }
        if !rest.isEmpty { try await self.take(rest, line + 1, take) }
    }

    private static let longestLine = 64 << 20

    private func take(_ bytes: [UInt8], _ line: Int, _ take: (Entry) async throws -> Void) async throws {
        guard bytes.contains(where: { $0 > 0x20 }) else { return }
        try await take(entry(AnswerRecord.read(json: bytes), line, bytes))
    }

    /// A table is read whole: where a row ends is known only to who has read all before it.
    private func readTable(_ take: (Entry) async throws -> Void) async throws {
        let file = try CompressedFile(path: path)
        var bytes: [UInt8] = []
        while true {
            let more = try file.read()
            if more.isEmpty { break }
            bytes += more
        }
        var columns: [String] = []
        for record in CSVReader(bytes, separator: UInt8(ascii: ",")) {
            switch record {
            case .failure(let fault):
                try await take(Entry(line: fault.line, answer: .failure(AnswerFileFault(message: fault.message))))
            case .success(let record) where columns.isEmpty:
                columns = record.fields.map { $0.trimmed.lowercased() }
                guard columns.contains("response_text") else {
                    throw OperatorError("The first row of \(path) must name the columns, with response_text among them.")
                }
            case .success(let record):
                let cells = zip(columns, record.fields).map { (column: $0, cell: SafeCell.read($1)) }
                try await take(
                    entry(AnswerRecord.read(cells: cells), record.line, Array(record.fields.joined(separator: "\u{1F}").utf8)))
            }
        }
    }

    private func entry(_ result: Result<AnswerDraft, AnswerRecord.Fault>, _ line: Int, _ bytes: [UInt8]) -> Entry {
        let answer = result.map { draft in
            var draft = draft
            draft.takeName(ofLine: line, bytes)
            return draft
        }
        return Entry(line: line, answer: answer.mapError { AnswerFileFault(message: $0.message) })
    }
}

package struct AnswerFileFault: Error, Hashable, Sendable {
    package let message: String
}
