internal import Catalog

/// Says over a brand's numbers that some of them are by what the brand was before, and how far it is with that.
struct EvaluationNotice: Sendable {
    let evaluationWords: String
    let evaluationURL: String

    /// - Parameter job: an evaluation under way, or one that somebody ended.
    init(_ job: Job, slug: String) {
        evaluationURL = SitePath.brandJob(slug, job.brand, job.id).address
        let part = job.counts.total.flatMap { $0 > 0 ? "\(min(job.counts.done, $0) * 100 / $0)%" : nil }
        let why = "some of these numbers are by the brand’s former names, websites or competitors."
        evaluationWords =
            switch job.state {
            case .queued: "Answers wait to be evaluated anew after a change of the brand. Until then \(why)"
            case .running:
                "Answers are being evaluated anew after a change of the brand\(part.map { ": \($0)" } ?? ""). Until then \(why)"
            case .done, .failed, .cancelled:
                "Evaluating answers anew was cancelled\(part.map { " at \($0)" } ?? ""), so \(why)"
            }
    }
}
