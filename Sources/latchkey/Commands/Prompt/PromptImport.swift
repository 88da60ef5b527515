internal import ArgumentParser
internal import Catalog
internal import Server

extension PromptCommand {
    struct Import: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Add the prompts of files.",
            discussion: """
                CSV: the first row names the columns, which are text, stage, persona, tags, topics, platforms, language, favorite \
                and status, in any order; only text must be there. Commas, semicolons or tabs part them; | parts tags, topics and \
                platforms within a cell. Without such a row each line is one prompt. JSON: a list of objects with members of the \
                same names, or {"prompts": […]}. NDJSON: such an object on each line.

                A persona is given by its name or id, favorite is yes or no, status active or archived, and an empty cell says nothing.

                First every row of every file is checked. Faulty rows are named by their line, and then nothing is written; with \
                --skip-faulty the good ones are. Prompts that are there already are left as they are, and archived ones \
                taken up again, so a file can be imported twice. What is good is written \(PromptImport.portion) at a time: an import \
                that is interrupted says how far it came, and going on means running it again.

                The dashboard's page of jobs shows how far it is, and can cancel it.

                Exits 0 when all was written, 1 when nothing was or it broke off, 2 when faulty rows were left out, and 130 when \
                it was interrupted or cancelled.

                  latchkey prompt import --org northwind --brand 1 prompts.csv
                  psql -c "…" --csv | latchkey prompt import \\
                    --org northwind --brand 1 --format csv -
                """)

        @OptionGroup var options: DataOptions
        @OptionGroup var brand: BrandOption
        @Argument(help: ArgumentHelp("Files, or - for standard input.", valueName: "file")) var files: [String]
        @Option(help: "csv, json or ndjson. (default: by the file's name)") var format: PromptFileFormat?
        @Flag(help: "Only check, and say what would be written.") var dryRun = false
        @Flag(help: "Leave faulty rows out instead of refusing all.") var skipFaulty = false

        func validate() throws {
            if files.isEmpty { throw ValidationError("Say which files.") }
            if files.filter({ $0 == "-" }).count > 1 { throw ValidationError("Standard input can be read once.") }
        }

        func run() async throws {
            let files = try files.map { try PromptFile(path: $0, format: format) }
            let status = try await options.withCatalog { catalog, _ in
                let brand = try await brand.find(in: catalog)
                for file in files {
                    for note in file.notes { Output.complain("\(file.name): \(note).") }
                }
                var work = PromptImport(catalog: catalog, brand: brand, files: files)
                work.isRehearsal = dryRun
                work.skipsFaulty = skipFaulty
                if !dryRun {
                    work.job = await ImportJob.begin(.promptImport, of: brand, files: files.map(\.name), in: catalog)
                }
                try await work.run()
                return try report(work)
            }
            if status != 0 { throw ExitCode(status) }
        }

        private func report(_ work: PromptImport) throws -> Int32 {
            if options.json { try Output.json(ImportOutput(work)) } else { Self.show(work) }
            if work.isStopped { return 130 }
            if work.faults.isEmpty { return 0 }
            return skipFaulty ? 2 : 1
        }

        private static func show(_ work: PromptImport) {
            for fault in work.faults { Output.complain(fault.words) }
            let tally = work.tally
            let faulty = "Faulty rows: \(work.faults.count) of \(work.rows)."
            if work.isStopped {
                let how = work.job.cancelledBy.map { "Cancelled by \($0)." } ?? "Interrupted."
                Output.complain(
                    "\(how) Prompts written: \(work.written) of \(work.good) (\(tally)). Run the same import again to go on."
                )
            } else if !work.faults.isEmpty, !work.skipsFaulty {
                let written = work.written == 0 ? "Nothing was written." : "Written before that: \(work.written) (\(tally))."
                Output.complain("\(faulty) \(written) Put them right, or leave them out with --skip-faulty.")
            } else {
                if !work.faults.isEmpty { Output.complain("\(faulty) They were left out.") }
                print(
                    work.isRehearsal
                        ? "Nothing was written. It would be: \(tally)." : "Prompts imported: \(work.written) (\(tally)).")
            }
        }
    }
}

private struct ImportOutput: Encodable {
    struct Fault: Encodable {
        let file: String
        /// Of a JSON document the number of the element.
        let line: Int
        let message: String
    }

    let dryRun: Bool
    let rows: Int
    let created: Int
    let restored: Int
    let existing: Int
    let interrupted: Bool
    let faults: [Fault]

    init(_ work: PromptImport) {
        dryRun = work.isRehearsal
        rows = work.rows
        created = work.count(.created)
        restored = work.count(.restored)
        existing = work.count(.existing)
        interrupted = work.isStopped
        faults = work.faults.map { Fault(file: $0.file.name, line: $0.fault.line, message: $0.fault.message) }
    }
}
