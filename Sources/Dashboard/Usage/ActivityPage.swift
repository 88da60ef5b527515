internal import APIKeys
internal import Catalog

/// What a key does: when, what, to which brands, from where, and what was refused.
struct ActivityPage: Page {
    static let template = Template.activity
    var title: String { "What \(head.name) does" }

    let head: KeyHead
    let ranges: [Range]
    /// The days looked at, and their zone.
    let period: String
    let totalAccepted: String
    let totalRefused: String
    let isRefusing: Bool
    let lastUse: LastUse?
    let hasRequests: Bool
    let chart: BarChart
    let byWhat: String
    let lists: [CountList]
    let sources: [SourceRow]
    let hasSources: Bool
    let moreSources: String?
    let refusals: [RefusalRow]
    let hasRefusals: Bool

    struct Range: Sendable {
        let label: String
        let url: String
        let isHere: Bool
    }

    struct RefusalRow: Sendable {
        let refusedAt: Moment
        let reason: String
        let operation: String
        let brand: String?
        let from: String
        let fromClient: String
    }

    /// The spans that the page offers, in days.
    static let days = [1, 7, 30, 90]
    private static let mostSources = 50

    /// - Parameter text: of the address; what is not offered there is a week.
    static func days(from text: String) -> Int { Int(text).flatMap { days.contains($0) ? $0 : nil } ?? 7 }

    init(_ report: UsageReport, days: Int, of key: APIKey, slug: String, brandNames: [Int: String], words: DateWords) {
        head = KeyHead(key, slug: slug, at: .activity, words: words)
        ranges = Self.days.map { count in
            Range(
                label: count == 1 ? "24 hours" : "\(count) days",
                url: SitePath.activity(slug, key.id).address(["days": String(count)]), isHere: count == days)
        }
        period = "\(words.exact(report.from)) to \(words.exact(report.until))"
        totalAccepted = grouped(report.accepted)
        totalRefused = grouped(report.refused)
        isRefusing = report.refused > 0
        lastUse = report.lastUse.map { LastUse($0, words: words) }
        hasRequests = report.accepted + report.refused > 0
        byWhat = days <= 7 ? "hour" : "day"
        chart = BarChart(title: "Requests by \(byWhat), in UTC", buckets: UsageBucket.buckets(report.hours, days: days))
        lists = [
            CountList("What it asked for", report.operations.map { (OperationWords.title($0.name), $0.requests) }),
            CountList("Brands", report.brands.map { ($0.words(brandNames), $0.requests) }),
            CountList(
                "What became of it", report.outcomes.map { (RefusalWords.outcome($0.name), $0.requests) },
                refused: Set(report.outcomes.map(\.name).filter { $0 != Outcome.allowedCode }.map(RefusalWords.reason))),
        ]
        sources = report.sources.prefix(Self.mostSources).map { SourceRow($0, words: words) }
        hasSources = !sources.isEmpty
        let rest = report.sources.count - sources.count
        moreSources = rest > 0 ? "and \(counted(rest, "more source", "more sources")), each with fewer requests" : nil
        refusals = report.refusals.map { call in
            let source = SourceWords(call.source)
            return RefusalRow(
                refusedAt: words.ago(call.at), reason: RefusalWords.reason(call.code),
                operation: OperationWords.title(call.operation), brand: call.brand.map { brandNames[$0] ?? "Brand \($0)" },
                from: source.address, fromClient: source.client)
        }
        hasRefusals = !refusals.isEmpty
    }
}

/// The last request that was accepted.
struct LastUse: Sendable {
    let used: Moment
    let usedFrom: String
    let usedBy: String

    init(_ use: UsageLedger.Use, words: DateWords) {
        let source = SourceWords(use.source)
        used = words.ago(use.at)
        usedFrom = source.address
        usedBy = source.client
    }
}
