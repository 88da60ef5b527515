internal import APIKeys
internal import Catalog

extension Job.Kind {
    /// Within a sentence.
    var words: String {
        switch self {
        case .responseImport: "an import of answers"
        case .promptImport: "an import of prompts"
        case .reevaluation: "an evaluation of answers anew"
        case .export: "an export of answers"
        }
    }

    /// At the head of a row or page.
    var label: String {
        switch self {
        case .responseImport: "Import of answers"
        case .promptImport: "Import of prompts"
        case .reevaluation: "Answers evaluated anew"
        case .export: "Export of answers"
        }
    }

    /// What is counted.
    var unit: String { self == .promptImport ? "prompt" : "answer" }
}

extension ExportRequest.Format {
    var label: String {
        switch self {
        case .csv: "CSV"
        case .ndjson: "NDJSON"
        }
    }
}

/// How pages speak of a job, seen from `now`.
struct JobWords: Sendable {
    let job: Job
    let now: Timestamp

    var state: (word: String, style: String) {
        switch job.state {
        case .queued: ("Waiting", "plain")
        case .running where job.isSilent(at: now): ("Stopped", "warn")
        case .running where job.cancelledBy != nil: ("Cancelling", "warn")
        case .running: ("Running", "plain")
        case .done: job.counts.failed > 0 ? ("Done, with faults", "warn") : ("Done", "good")
        case .failed: ("Failed", "bad")
        case .cancelled: ("Cancelled", "plain")
        }
    }

    /// `4,000 of 10,000 answers`; `nil` where nothing is counted yet.
    var counts: String? {
        let counts = job.counts
        let faulty = counts.failed > 0 ? ", \(counted(counts.failed, "faulty row"))" : ""
        if let total = counts.total, !job.state.isOver || counts.done < total {
            return "\(grouped(counts.done)) of \(counted(total, job.kind.unit))\(faulty)"
        }
        guard counts.done > 0 || counts.failed > 0 || job.state == .done else { return nil }
        return counted(counts.done, job.kind.unit) + (job.state.isOver ? "" : " so far") + faulty
    }

    /// What there is to say beside the state.
    var remark: String? {
        switch job.state {
        case .queued: return "It begins when the server has finished those before it."
        case .running where job.isSilent(at: now):
            return job.kind.isResumed
                ? "The program that did it ended. A server takes it up by itself."
                : "The program that did it ended. What it wrote stays; run the same command again to go on, it stores nothing twice."
        case .running: return job.cancelledBy.map { "\(Self.person($0)) asked to cancel it. It ends after the portion it is at." }
        case .cancelled:
            let who = job.cancelledBy.map { "Cancelled by \(Self.person($0))." }
            return [who, job.message.isEmpty ? nil : job.message].compactMap(\.self).joined(separator: " ")
        case .done, .failed: return job.message.isEmpty ? nil : job.message
        }
    }

    /// Of an actor's name, as it stands in a sentence.
    static func person(_ name: String) -> String { name == Actor.commandLine.name ? "the command line" : name }
}
