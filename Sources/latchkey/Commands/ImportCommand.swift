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

                The dashboard's page of jobs shows how far it is, and can cancel it: it then ends after the portion it is at.

                Exits 0 when all was written, 1 when it broke off at a fault, 2 when faulty lines were left out, and 130 when it was \
                interrupted or cancelled.

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
                let job = await ImportJob.begin(.responseImport, of: brand, files: files.map(\.path), in: catalog)
                var work = ResponseImport(catalog: catalog, brand: brand, skipsFaulty: skipFaulty, job: job)
                try await work.run(files)
                return try report(work)
            }
            if status != 0 { throw ExitCode(status) }
        }

        private func report(_ work: ResponseImport) throws -> Int32 {
            let status: Int32 =
                switch work.ending {
                case .done: work.faults == 0 ? 0 : 2
                case .fault: 1
                case .interrupted, .cancelled: 130
                }
            if options.json {
                try Output.json(
                    Report(responses: work.written, stored: work.stored, faulty: work.faults, interrupted: status == 130))
                return status
            }
            switch work.ending {
            case .done where work.faults == 0: print("Responses imported: \(work.tally).")
            case .done: print("Responses imported: \(work.tally). Faulty lines left out: \(work.faults).")
            case .interrupted:
                Output.complain("Interrupted. Responses written: \(work.tally). Run the same import again to go on.")
            case .cancelled(let person):
                Output.complain(
                    "Cancelled by \(person). Responses written: \(work.tally). Run the same import again to go on.")
            case .fault:
                Output.complain(
                    "Stopped at a fault. Responses written before it: \(work.tally). Put it right and run the same import again, or leave faulty lines out with --skip-faulty."
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
