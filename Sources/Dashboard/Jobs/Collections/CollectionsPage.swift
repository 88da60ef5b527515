internal import Catalog

/// What was asked of the platforms for one brand.
struct CollectionsPage: Page {
    static let template = Template.collections
    var title: String { "To be collected · \(brandName)" }

    let notice: String?
    let brandName: String
    let listURL: String?
    let lacksCollector: Bool
    let rows: [Row]
    let hasRows: Bool
    let pager: Pager

    static let pageSize = 50

    struct Row: Sendable {
        let reference: String
        let promptLabel: String
        let promptURL: String
        let platformName: String
        let state: String
        let stateStyle: String
        let stateRemark: String?
        let requested: Moment
        let requestedBy: String
        let finished: Moment?
        let cancelURL: String?
    }

    /// - Parameter texts: of prompts, by id.
    init(
        _ jobs: [CollectionJob], total: Int, offset: Int, texts: [Int: String], of brand: Brand, mayCancel: Bool,
        hasCollector: Bool, notice: String?, listURL: String?, slug: String, words: DateWords
    ) {
        self.notice = notice
        self.listURL = listURL
        brandName = brand.name
        lacksCollector = !hasCollector
        rows = jobs.map { job in
            let (state, style) = Self.state(job.state)
            return Row(
                reference: job.reference, promptLabel: texts[job.prompt] ?? "Prompt \(job.prompt)",
                promptURL: SitePath.prompt(slug, brand.id, job.prompt).address, platformName: job.platform.name, state: state,
                stateStyle: style, stateRemark: job.failure ?? job.claimedBy.map { "by \($0)" },
                requested: words.ago(job.requestedAt), requestedBy: JobWords.person(job.requestedBy),
                finished: job.finishedAt.map(words.ago),
                cancelURL: mayCancel && job.state == .queued
                    ? SitePath.cancelCollection(slug, brand.id, job.id).address : nil)
        }
        hasRows = !rows.isEmpty
        let path = SitePath.collections(slug, brand.id)
        func address(_ offset: Int) -> String { path.address(["offset": offset > 0 ? String(offset) : ""]) }
        pager = Pager(
            newer: offset > 0 ? address(max(0, offset - Self.pageSize)) : nil,
            older: offset + jobs.count < total ? address(offset + Self.pageSize) : nil, newerLabel: "Newer",
            olderLabel: "Older", place: counted(total, "request"))
    }

    private static func state(_ state: CollectionJob.State) -> (String, String) {
        switch state {
        case .queued: ("Queued", "plain")
        case .running: ("Running", "plain")
        case .done: ("Finished", "good")
        case .failed: ("Failed", "bad")
        }
    }
}
