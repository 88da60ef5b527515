internal import APIKeys
internal import Catalog

/// One job, with what went wrong.
struct JobPage: Page {
    static let template = Template.job
    var title: String { "\(row.kindLabel) · \(row.brandName)" }

    let notice: String?
    let listURL: String?
    let reloadURL: String
    let isLive: Bool
    let row: JobRow
    let faults: [FaultRow]
    let hasFaults: Bool
    /// `The first 100 of 240`; `nil` where all are shown.
    let faultsRemark: String?
    /// What it means for the numbers that not all answers are evaluated anew.
    let evaluationRemark: String?
    /// Has it go on; `nil` where it does not wait for that, or not for this person.
    let resumeURL: String?
    let fileRemark: String?

    struct FaultRow: Sendable {
        let faultPlace: String
        let what: String
    }

    /// - Parameter listURL: `nil` for people who may not see the list.
    init(
        _ job: Job, row: JobRow, faults: [JobFault], resumeURL: String? = nil, notice: String?, listURL: String?, slug: String,
        words: DateWords
    ) {
        self.notice = notice
        self.row = row
        self.listURL = listURL
        reloadURL = row.jobURL
        isLive = !job.state.isOver
        self.faults = faults.map { fault in
            let line = fault.line > 0 ? "line \(grouped(fault.line))" : ""
            return FaultRow(
                faultPlace: [fault.place, line].filter { !$0.isEmpty }.joined(separator: ", "), what: fault.message)
        }
        hasFaults = !faults.isEmpty
        faultsRemark =
            job.counts.failed > faults.count && !faults.isEmpty
            ? "The first \(grouped(faults.count)) of \(grouped(job.counts.failed))." : nil
        self.resumeURL = resumeURL
        evaluationRemark = Self.evaluationRemark(job)
        fileRemark = Self.fileRemark(job, isKept: row.downloadURL != nil, words)
    }

    private static func evaluationRemark(_ job: Job) -> String? {
        guard job.kind == .reevaluation else { return nil }
        switch job.state {
        case .queued, .running:
            return
                "Nothing waits for it; until an answer’s turn comes, its old evaluation counts. Cancelled, it stops where it is until somebody has it go on, or the brand’s names, websites or competitors change again."
        case .cancelled where job.cancelledBy != nil:
            let left = job.counts.total.map { max(0, $0 - job.counts.done) } ?? 0
            return (left > 0 ? "\(counted(left, "answer")) of then" : "Answers that it did not reach")
                + " count by the brand’s former names, websites and competitors; answers that come in count by the new ones."
        default: return nil
        }
    }

    private static func fileRemark(_ job: Job, isKept: Bool, _ words: DateWords) -> String? {
        guard job.kind == .export, job.state == .done, let end = job.finishedAt else { return nil }
        let days = JobService.exportDays
        guard !job.isDropped else {
            return "The file was removed to make room for newer ones. Ask for the export again if you need it."
        }
        guard isKept else { return "The file was kept for \(days) days and is gone. Ask for the export again if you need it." }
        let last = words.exact(end + .seconds(days * 86_400))
        return "Compressed with gzip. Members who may see the brand can download it until \(last)."
    }
}
