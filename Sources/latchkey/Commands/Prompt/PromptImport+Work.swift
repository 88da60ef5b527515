internal import Catalog

/// Checks the rows of files, then writes them, a portion at a time.
struct PromptImport {
    /// How many rows are looked at, and written in one transaction.
    static let portion = 1000

    struct Fault {
        let file: PromptFile
        let fault: LineFault

        var words: String { file.words(fault) }
    }

    let catalog: Catalog
    let brand: Brand
    let files: [PromptFile]
    /// Says what would happen, and writes nothing.
    var isRehearsal = false
    var skipsFaulty = false

    private(set) var rows = 0
    /// Rows that can be written.
    private(set) var good = 0
    private(set) var faults: [Fault] = []
    private(set) var isInterrupted = false
    /// What the page of jobs shows; a rehearsal is no job.
    var job = ImportJob.none
    private var outcomes: [AddedPrompt.Outcome: Int] = [:]
    /// What a rehearsal has seen: it writes nothing, so that the database knows only what one portion repeats.
    private var seen: Set<Int> = []

    init(catalog: Catalog, brand: Brand, files: [PromptFile]) {
        self.catalog = catalog
        self.brand = brand
        self.files = files
    }

    func count(_ outcome: AddedPrompt.Outcome) -> Int { outcomes[outcome] ?? 0 }
    var written: Int { outcomes.values.reduce(0, +) }
    /// Also on the page of jobs.
    var isStopped: Bool { isInterrupted || job.cancelledBy != nil }
    var tally: String {
        "\(count(.created)) new, \(count(.restored)) taken up again, \(count(.existing)) there already"
    }

    mutating func run() async throws {
        let interrupt = Interrupt()
        var bar = ProgressBar()
        do {
            try await check(interrupt, &bar)
            if !isStopped, faults.isEmpty || skipsFaulty { try await write(interrupt, &bar) }
        } catch {
            bar.clear()
            await job.end(brokenOffBy: error, counts(of: good))
            throw error
        }
        bar.clear()
        await endJob()
    }

    private func counts(of total: Int?) -> JobCounts { JobCounts(total: total, done: written, failed: faults.count) }

    private func endJob() async {
        for fault in faults.prefix(JobFault.most) { job.note(fault.fault.message, line: fault.fault.line, of: fault.file.name) }
        let counts = counts(of: good)
        if isStopped {
            let how = isInterrupted ? "Interrupted on the command line." : "What was written before that stays."
            await job.end(.cancelled, "\(how) Written: \(tally).", counts)
        } else if !faults.isEmpty, !skipsFaulty {
            let result = written == 0 ? "Nothing was written." : "Written before the fault: \(tally)."
            await job.end(.failed, "\(result) Put the faulty rows right, or leave them out with --skip-faulty.", counts)
        } else {
            await job.end(.done, "\(tally).", counts)
        }
    }

    private mutating func check(_ interrupt: Interrupt, _ bar: inout ProgressBar) async throws {
        for file in files {
            var rows = file.rows.makeIterator()
            while let portion = Self.next(&rows) {
                isInterrupted = interrupt.isRaised
                if isInterrupted { return }
                if await job.isCancelled(counts(of: nil)) { return }
                let (batch, faults) = try await catalog.prompts.prepare(portion, of: brand)
                self.rows += portion.count
                good += batch.prompts.count
                self.faults += faults.map { Fault(file: file, fault: $0) }
                bar.show("Checking", self.rows)
            }
        }
    }

    private mutating func write(_ interrupt: Interrupt, _ bar: inout ProgressBar) async throws {
        let known = faults.count
        var found = 0
        for file in files {
            var rows = file.rows.makeIterator()
            while let portion = Self.next(&rows) {
                isInterrupted = interrupt.isRaised
                if isInterrupted { return }
                if await job.isCancelled(counts(of: good)) { return }
                // Once more: the brand may have changed meanwhile.
                var (batch, faults) = try await catalog.prompts.prepare(portion, of: brand)
                found += faults.count
                if found > known {
                    self.faults += faults.map { Fault(file: file, fault: $0) }
                    guard skipsFaulty else { return }
                }
                if isRehearsal { forget(&batch) }
                for added in try await catalog.prompts.add(batch, isRehearsal: isRehearsal, by: .commandLine) {
                    outcomes[added.outcome, default: 0] += 1
                }
                bar.show(isRehearsal ? "Trying" : "Writing", written, of: good)
            }
        }
    }

    /// Takes out what an earlier portion had.
    private mutating func forget(_ batch: inout PromptBatch) {
        let all = batch.prompts.count
        batch.prompts.removeAll { !seen.insert($0.identity).inserted }
        outcomes[.existing, default: 0] += all - batch.prompts.count
    }

    private static func next(
        _ rows: inout AnyIterator<Result<PromptRow, LineFault>>
    ) -> [Result<PromptRow, LineFault>]? {
        var portion: [Result<PromptRow, LineFault>] = []
        while portion.count < Self.portion, let row = rows.next() { portion.append(row) }
        return portion.isEmpty ? nil : portion
    }
}

extension NewPrompt {
    /// The same for prompts that would be one.
    fileprivate var identity: Int {
        var hasher = Hasher()
        hasher.combine(text)
        hasher.combine(persona)
        return hasher.finalize()
    }
}
