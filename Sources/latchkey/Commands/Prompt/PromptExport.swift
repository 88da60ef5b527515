internal import ArgumentParser
internal import Catalog
internal import Foundation
internal import Server

extension PromptCommand {
    struct Export: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Write a brand's prompts as \"prompt import\" reads them.",
            discussion: """
                In CSV, a cell that a spreadsheet would take for a formula is written with an apostrophe before it, and read without \
                it.
                """)

        @OptionGroup var options: DataOptions
        @OptionGroup var brand: BrandOption
        @OptionGroup var filter: PromptFilter
        @Option(help: "csv, json or ndjson.") var format = PromptFileFormat.csv
        @Flag(help: "Begin CSV with a byte order mark, by which Excel knows UTF-8.") var forExcel = false
        @Option(help: ArgumentHelp("The file to make; standard output when unset.", valueName: "file")) var output: String?

        /// How many are read at a time.
        private static let portion = 2000

        func run() async throws {
            try await options.withCatalog { catalog, _ in
                let brand = try await brand.find(in: catalog)
                let query = try filter.query(for: brand)
                let file = try ExportFile(output.map { URL(filePath: $0) })
                let count: Int
                do {
                    count = try await write(query, of: brand, to: file, catalog)
                    try file.finish()
                } catch {
                    file.abandon()
                    throw error
                }
                guard let output else { return }
                if options.json {
                    try Output.json(Report(prompts: count, file: output))
                } else {
                    print("Prompts written to \(output): \(count).")
                }
            }
        }

        private func write(_ query: PromptQuery, of brand: Brand, to file: ExportFile, _ catalog: Catalog) async throws -> Int {
            var query = query
            query.limit = Self.portion
            var count = 0
            func write(_ text: String) throws { try file.write(Array(text.utf8)) }
            switch format {
            case .csv: try write((forExcel ? CSVWriter.byteOrderMark : "") + PromptSheet.header)
            case .json: try write("[")
            case .ndjson: break
            }
            while true {
                let prompts = try await catalog.prompts.list(query, of: brand)
                for prompt in prompts {
                    switch format {
                    case .csv: try write(PromptSheet.record(prompt, of: brand))
                    case .json: try write((count == 0 ? "\n" : ",\n") + Self.json(prompt, of: brand))
                    case .ndjson: try write(Self.json(prompt, of: brand) + "\n")
                    }
                    count += 1
                }
                guard prompts.count == Self.portion, let last = prompts.last else { break }
                query.after = last.id
            }
            if format == .json { try write("\n]\n") }
            return count
        }

        private static func json(_ prompt: Prompt, of brand: Brand) throws -> String {
            let encoder = JSONEncoder()
            encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
            return String(decoding: try encoder.encode(PromptRecord(prompt, of: brand)), as: UTF8.self)
        }

        private struct Report: Encodable {
            let prompts: Int
            let file: String
        }
    }
}
