internal import APIKeys
internal import Catalog

/// Which calls of the last 30 days a change would have refused, as pages say it before the change is made.
struct ImpactView: Sendable {
    let headline: String
    let isHarmless: Bool
    /// It only tells who calls: nothing is refused yet.
    let isCensus: Bool
    let reasons: CountList
    let reached: CountList
    let callers: [SourceRow]
    let moreCallers: String?
    /// Of brands: the keys that made the calls.
    let users: [KeyLine]
    let hasUsers: Bool

    struct KeyLine: Sendable {
        let keyName: String
        let keyURL: String
        let calls: String
    }

    private static let mostCallers = 10
    static let mostUsers = 10

    init(_ impact: Impact, brandNames: [Int: String], keys: [KeyLine] = [], isCensus: Bool = false, words: DateWords) {
        headline = isCensus ? Self.census(impact) : Self.headline(impact)
        isHarmless = impact.isHarmless
        self.isCensus = isCensus
        reasons = CountList("Why", isCensus ? [] : impact.reasons.map { (RefusalWords.reason($0.name), $0.requests) })
        reached = CountList("Brands", impact.brands.map { ($0.words(brandNames), $0.requests) })
        callers = impact.sources.prefix(Self.mostCallers).map { SourceRow($0, words: words) }
        let rest = impact.sources.count - callers.count
        moreCallers = rest > 0 ? "and \(counted(rest, "more source", "more sources"))" : nil
        users = keys
        hasUsers = !keys.isEmpty
    }

    private static func census(_ impact: Impact) -> String {
        let days = "in the last \(Impact.days) days"
        guard !impact.isHarmless else { return "Nobody used it \(days)." }
        return "\(counted(impact.requests, "call")) \(days), from \(counted(impact.sources.count, "source"))."
    }

    static func headline(_ impact: Impact) -> String {
        let days = "the last \(Impact.days) days"
        return switch (impact.requests, impact.considered) {
        case (0, 0): "No call was accepted in \(days), so none would have been refused."
        case (0, 1): "The one call of \(days) would not have been refused."
        case (0, let all): "None of the \(grouped(all)) calls of \(days) would have been refused."
        case (1, 1): "The one call of \(days) would have been refused."
        case (let refused, let all) where refused == all: "All \(grouped(all)) calls of \(days) would have been refused."
        case (let refused, let all): "\(grouped(refused)) of the \(grouped(all)) calls of \(days) would have been refused."
        }
    }
}

extension UsageReport.BrandCount {
    func words(_ names: [Int: String]) -> String {
        brand.map { names[$0] ?? "Brand \($0)" } ?? "No brand in particular"
    }
}
