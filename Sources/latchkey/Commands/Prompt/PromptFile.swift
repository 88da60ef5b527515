internal import ArgumentParser
internal import Catalog
internal import Foundation
internal import Server

/// How prompts stand in a file.
enum PromptFileFormat: String, CaseIterable, ExpressibleByArgument {
    case csv, json, ndjson

    /// By the ending of a file's name.
    init?(path: String) {
        switch URL(filePath: path).pathExtension.lowercased() {
        case "csv", "tsv", "txt": self = .csv
        case "json": self = .json
        case "ndjson", "jsonl": self = .ndjson
        default: return nil
        }
    }
}

/// A file to import. Its rows can be gone through again and again.
struct PromptFile {
    /// As the person gave it.
    let name: String
    let format: PromptFileFormat
    /// Something that is no fault, and that the person may not expect.
    let notes: [String]
    let rows: AnySequence<Result<PromptRow, LineFault>>

    /// - Throws: ``OperatorError`` when the file cannot be read, or nothing in it can.
    init(path: String, format: PromptFileFormat?) throws {
        name = path == "-" ? "standard input" : path
        guard let format = format ?? PromptFileFormat(path: path) else {
            throw OperatorError("What is in \(name)? Say --format csv, json or ndjson.")
        }
        self.format = format
        let bytes = try Self.bytes(path)
        do throws(LineFault) {
            switch format {
            case .csv:
                let sheet = try PromptSheet(csv: bytes)
                rows = AnySequence(sheet)
                var notes: [String] = []
                if !sheet.hasHeader { notes.append("no row names the columns, so each line is taken for one prompt") }
                if !sheet.unknownColumns.isEmpty {
                    notes.append("these columns are passed over: \(sheet.unknownColumns.joined(separator: ", "))")
                }
                self.notes = notes
            case .json:
                rows = AnySequence(try PromptRecord.rows(document: bytes))
                notes = []
            case .ndjson:
                rows = AnySequence(PromptRecord.rows(lines: bytes))
                notes = []
            }
        } catch {
            throw OperatorError("\(name), line \(error.line): \(error.message)")
        }
    }

    /// Where a fault is, and what it is.
    func words(_ fault: LineFault) -> String {
        "\(name), \(format == .json ? "element" : "line") \(fault.line): \(fault.message)"
    }

    private static func bytes(_ path: String) throws -> [UInt8] {
        do {
            if path == "-" { return [UInt8](try FileHandle.standardInput.readToEnd() ?? Data()) }
            return [UInt8](try Data(contentsOf: URL(filePath: path)))
        } catch {
            throw OperatorError("\(path) cannot be read: \(error.localizedDescription)")
        }
    }
}
