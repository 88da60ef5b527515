internal import ArgumentParser
internal import Catalog
internal import Server

struct ImportCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "import", abstract: "Bring data of files in.", subcommands: [Responses.self])

    struct Responses: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Add the responses of files.",
            discussion: """
                NDJSON: on each line an object as POST /v1/{brand_id}/responses takes it. CSV: the first row names the columns like the \
                fields of that object; lists within a cell are JSON, as in the CSV that GET /v1/{brand_id}/responses gives. Both may be \
                compressed with gzip.

                Responses are written \(ResponseImport.portion) at a time. A faulty line is named, and its portion and what follows is \
                not written; with --skip-faulty only the faulty lines are left out. An import may be repeated, also after it was \
                interrupted: a response that is there already, by its client_id or else by its line, is not stored again.

                Exits 0 when all was written, 1 when it broke off at a fault, 2 when faulty lines were left out, and 130 when it was \
                interrupted.

                  latchkey import responses --org northwind --brand 1 answers.ndjson.gz
                """)

        @OptionGroup var options: DataOptions
        @OptionGroup var brand: BrandOption
        @Argument(help: ArgumentHelp("Files, or - for standard input.", valueName: "file")) var files: [String]
        @Option(help: "ndjson or csv. (default: by the file's name)") var format: AnswerFile.Format?
        @Flag(help: "Leave faulty lines out instead of stopping at them.") var skipFaulty = false

        func validate() throws {
            if files.isEmpty { throw ValidationError("Say which files.") }
            if files.filter({ $0 == "-" }).count > 1 { throw ValidationError("Standard input can be read once.") }
        }

        func run() async throws {
            let files = try files.map { try AnswerFile(path: $0, format: format) }
            let status = try await options.withCatalog { catalog, _ in
                let brand = try await brand.find(in: catalog)
                var work = ResponseImport(catalog: catalog, brand: brand, skipsFaulty: skipFaulty)
                try await work.run(files)
                return try report(work)
            }
            if status != 0 { throw ExitCode(status) }
        }

        private func report(_ work: ResponseImport) throws -> Int32 {
            let status: Int32 = work.isInterrupted ? 130 : work.faults == 0 ? 0 : skipFaulty ? 2 : 1
            if options.json {
                try Output.json(
                    Report(responses: work.written, stored: work.stored, faulty: work.faults, interrupted: work.isInterrupted))
                return status
            }
            let tally = "\(work.written) (\(work.stored) new, \(work.written - work.stored) there already)"
            switch status {
            case 0: print("Responses imported: \(tally).")
            case 2: print("Responses imported: \(tally). Faulty lines left out: \(work.faults).")
            case 130: Output.complain("Interrupted. Responses written: \(tally). Run the same import again to go on.")
            default:
                Output.complain(
                    "Stopped at a fault. Responses written before it: \(tally). Put it right and run the same import again, or leave faulty lines out with --skip-faulty."
                )
            }
            return status
        }
    }

    private struct Report: Encodable {
        let responses: Int
        let stored: Int
        let faulty: Int
        let interrupted: Bool
    }
}

extension AnswerFile.Format: ExpressibleByArgument {}

/// Writes answers of files, a portion at a time.
struct ResponseImport {
    /// How many are written in one transaction.
    static let portion = 2000
    /// More faults than these are only counted.
    private static let mostShown = 100

    private let catalog: Catalog
    private let brand: Brand
    private let skipsFaulty: Bool
    private(set) var written = 0
    /// Those of them that were not there before.
    private(set) var stored = 0
    private(set) var faults = 0
    private(set) var isInterrupted = false
    private var waiting: [(line: Int, draft: AnswerDraft)] = []
    private var bar = ProgressBar()
    private let interrupt = Interrupt()

    init(catalog: Catalog, brand: Brand, skipsFaulty: Bool) {
        self.catalog = catalog
        self.brand = brand
        self.skipsFaulty = skipsFaulty
    }

    /// Thrown to leave off reading.
    private struct Stop: Error {}

    mutating func run(_ files: [AnswerFile]) async throws {
        for file in files {
            do {
                try await file.read { entry in try await take(entry, of: file) }
                try await write(of: file)
            } catch is Stop {
                break
            }
        }
        bar.clear()
    }

    private mutating func take(_ entry: AnswerFile.Entry, of file: AnswerFile) async throws {
        switch entry.answer {
        case .success(let draft): waiting.append((entry.line, draft))
        case .failure(let fault): try complain(fault.message, line: entry.line, of: file)
        }
        if waiting.count >= Self.portion { try await write(of: file) }
    }

    private mutating func write(of file: AnswerFile) async throws {
        isInterrupted = interrupt.isRaised
        guard !isInterrupted, faults == 0 || skipsFaulty else { throw Stop() }
        while !waiting.isEmpty {
            switch try await catalog.observations.add(waiting.map(\.draft), to: brand.id, in: brand.organization) {
            case .success(let added):
                written += added.ids.count
                stored += added.stored
                waiting.removeAll(keepingCapacity: true)
                bar.show("Writing", written)
            case .failure(let found):
                let faulty = Dictionary(grouping: found.list, by: \.index)
                for (index, list) in faulty.sorted(by: { $0.key < $1.key }) {
                    let message = list.map { "\($0.field): \($0.message)" }.joined(separator: " ")
                    try complain(message, line: waiting[index].line, of: file)
                }
                waiting = waiting.enumerated().filter { faulty[$0.offset] == nil }.map(\.element)
            }
        }
    }

    private mutating func complain(_ message: String, line: Int, of file: AnswerFile) throws {
        faults += 1
        bar.clear()
        if faults <= Self.mostShown { Output.complain("\(file.path), line \(line): \(message)") }
        guard skipsFaulty else { throw Stop() }
    }
}
