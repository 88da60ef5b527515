internal import Catalog
internal import Server

/// Writes answers of files, a portion at a time.
struct ResponseImport {
    /// How many are written in one transaction.
    static let portion = 2000

    enum Ending {
        case done, fault, interrupted
        /// By whom, on the page of jobs.
        case cancelled(String)
    }

    private let catalog: Catalog
    private let brand: Brand
    private let skipsFaulty: Bool
    private var job: ImportJob
    private(set) var written = 0
    /// Those of them that were not there before.
    private(set) var stored = 0
    private(set) var faults = 0
    private var isInterrupted = false
    private var waiting: [(line: Int, draft: AnswerDraft)] = []
    private var bar = ProgressBar()
    private let interrupt = Interrupt()

    init(catalog: Catalog, brand: Brand, skipsFaulty: Bool, job: ImportJob) {
        self.catalog = catalog
        self.brand = brand
        self.skipsFaulty = skipsFaulty
        self.job = job
    }

    /// How it ended; what it says before that is of no use.
    var ending: Ending {
        if let person = job.cancelledBy { return .cancelled(person) }
        if isInterrupted { return .interrupted }
        return faults > 0 && !skipsFaulty ? .fault : .done
    }

    /// `2000 (1990 new, 10 there already)`
    var tally: String { "\(written) (\(stored) new, \(written - stored) there already)" }

    private var counts: JobCounts { JobCounts(done: written, failed: faults) }

    /// Thrown to leave off reading.
    private struct Stop: Error {}

    mutating func run(_ files: [AnswerFile]) async throws {
        do {
            try await readAll(files)
        } catch {
            bar.clear()
            await job.end(brokenOffBy: error, counts)
            throw error
        }
        bar.clear()
        switch ending {
        case .done: await job.end(.done, "\(stored) new, \(written - stored) there already.", counts)
        case .fault: await job.end(.failed, "Stopped at a fault. Responses written before it: \(tally).", counts)
        case .interrupted: await job.end(.cancelled, "Interrupted on the command line. Responses written: \(tally).", counts)
        case .cancelled: await job.end(.cancelled, "Responses written before that stay: \(tally).", counts)
        }
    }

    private mutating func readAll(_ files: [AnswerFile]) async throws {
        for file in files {
            do {
                try await file.read { entry in try await take(entry, of: file) }
                try await write(of: file)
            } catch is Stop {
                break
            }
        }
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
        if await job.isCancelled(counts) { throw Stop() }
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
        if faults <= JobFault.most { Output.complain("\(file.path), line \(line): \(message)") }
        job.note(message, line: line, of: file.path)
        guard skipsFaulty else { throw Stop() }
    }
}
