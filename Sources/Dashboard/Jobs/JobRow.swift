internal import APIKeys
internal import Catalog

/// One job in a list, or at the head of its page.
struct JobRow: Sendable {
    let number: Int
    let kindLabel: String
    let jobTitle: String?
    let jobURL: String
    let brandName: String
    let startedBy: String
    let begun: Moment
    let state: String
    let stateStyle: String
    let jobRemark: String?
    let countWords: String?
    /// What stands in the place of the count where there is none.
    let uncounted: String
    /// While it goes on.
    let progress: Progress?
    let jobEnded: Moment?
    /// `nil` where it cannot be cancelled, or not by this person.
    let cancelURL: String?
    let downloadURL: String?

    /// As an element of a page wants it.
    struct Progress: Sendable {
        let progressLabel: String
        /// `nil` where the end is not known.
        let bounds: Bounds?

        struct Bounds: Sendable {
            let progressDone: Int
            let progressTotal: Int
        }
    }

    /// - Parameters:
    ///   - mayCancel: whether the person's role on the brand permits it.
    ///   - isKept: whether the file of an export is there.
    init(_ job: Job, brandName: String, mayCancel: Bool, isKept: Bool, slug: String, words: DateWords) {
        let said = JobWords(job: job, now: words.now)
        number = job.id
        kindLabel = job.kind.label
        jobTitle = job.export.map { "\(job.title), as \($0.format.label)" } ?? (job.title.isEmpty ? nil : job.title)
        jobURL = SitePath.brandJob(slug, job.brand, job.id).address
        self.brandName = brandName
        startedBy = JobWords.person(job.startedBy)
        begun = words.ago(job.createdAt)
        (state, stateStyle) = said.state
        jobRemark = said.remark
        countWords = said.counts
        uncounted = job.state.isOver ? "Nothing was counted." : "Nothing is counted yet."
        jobEnded = job.finishedAt.map(words.ago)
        let bounds = job.counts.total.flatMap { total in
            total > 0 ? Progress.Bounds(progressDone: min(job.counts.done, total), progressTotal: total) : nil
        }
        progress = job.state == .running ? Progress(progressLabel: "\(kindLabel), \(brandName)", bounds: bounds) : nil
        let isOpen = !job.state.isOver && job.cancelledBy == nil
        cancelURL = isOpen && mayCancel ? SitePath.cancelJob(slug, job.brand, job.id).address : nil
        downloadURL = isKept ? SitePath.exportFile(slug, job.brand, job.id).address : nil
    }
}
