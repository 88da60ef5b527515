internal import Catalog

/// Long work of the organization: what goes on, what ended, and what waits to be collected.
struct JobsPage: Page {
    static let template = Template.jobs
    var title: String { "Jobs" }

    let notice: String?
    /// `nil` where there is no brand to export answers of.
    let exportURL: String?
    let reloadURL: String
    /// Whether the page has something to follow.
    let isLive: Bool
    let open: [JobRow]
    let hasOpen: Bool
    let ended: [JobRow]
    let hasEnded: Bool
    let pager: Pager
    let collections: [CollectionRow]
    let hasCollections: Bool
    /// Whether nothing on this server collects what waits.
    let lacksCollector: Bool

    static let pageSize = 25

    /// What waits to be collected of one brand on one platform.
    struct CollectionRow: Sendable {
        let collectedBrand: String
        let collectionURL: String
        let platformName: String
        let queued: String
        let waitingSince: Moment?
        let running: String
        let finished: String
        let failed: String
        let hasFailed: Bool
    }

    struct Lists: Sendable {
        var open: [Job] = []
        /// One more than a page holds when there are older ones.
        var ended: [Job] = []
        var before: Int?
        var tallies: [CollectionTally] = []
    }

    /// - Parameter row: makes a row of a job.
    init(
        _ lists: Lists, brandNames: [Int: String], hasBrands: Bool, hasCollector: Bool, notice: String?, slug: String,
        words: DateWords, row: (Job) -> JobRow
    ) {
        self.notice = notice
        exportURL = hasBrands ? SitePath.exportChoice(slug).address : nil
        let shown = lists.ended.prefix(Self.pageSize)
        open = lists.open.map(row)
        hasOpen = !open.isEmpty
        isLive = hasOpen
        ended = shown.map(row)
        hasEnded = !ended.isEmpty
        let path = SitePath.jobs(slug)
        reloadURL = path.address
        pager = Pager(
            newer: lists.before == nil ? nil : path.address,
            older: lists.ended.count > shown.count ? shown.last.map { path.address(["before": String($0.id)]) } : nil,
            newerLabel: "Newest", olderLabel: "Older", place: "")
        collections = lists.tallies.map { tally in
            let failed = tally.counts[.failed] ?? 0
            return CollectionRow(
                collectedBrand: brandNames[tally.brand] ?? "Brand \(tally.brand)",
                collectionURL: SitePath.collections(slug, tally.brand).address, platformName: tally.platform.name,
                queued: grouped(tally.counts[.queued] ?? 0), waitingSince: tally.waitingSince.map(words.ago),
                running: grouped(tally.counts[.running] ?? 0), finished: grouped(tally.counts[.done] ?? 0),
                failed: grouped(failed), hasFailed: failed > 0)
        }
        hasCollections = !collections.isEmpty
        lacksCollector = !hasCollector
    }
}
