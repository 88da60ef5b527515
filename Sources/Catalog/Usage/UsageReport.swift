package import APIKeys

/// What a key does, over some days.
package struct UsageReport: Sendable {
    package let key: KeyID
    package let from: Timestamp
    package let until: Timestamp
    /// Each hour from the first to the last, those without a request included.
    package let hours: [Hour]
    package let operations: [Count]
    /// `nil` stands for requests that are done to no brand.
    package let brands: [BrandCount]
    /// `allowed` and the codes of refusals.
    package let outcomes: [Count]
    /// The most active first.
    package let sources: [SourceCount]
    package let refusals: [RefusedCall]
    package let lastUse: UsageLedger.Use?

    package var accepted: Int { outcomes.first { $0.name == Outcome.allowedCode }?.requests ?? 0 }
    package var refused: Int { outcomes.reduce(0) { $0 + $1.requests } - accepted }

    package struct Hour: Sendable {
        package let start: Timestamp
        package let accepted: Int
        package let refused: Int
    }

    package struct Count: Hashable, Sendable {
        package let name: String
        package let requests: Int
    }

    package struct BrandCount: Hashable, Sendable {
        package let brand: Int?
        package let requests: Int
    }

    package struct SourceCount: Hashable, Sendable {
        package let source: UsageLedger.Source
        package let accepted: Int
        package let refused: Int
        /// The start of the hour of its last request.
        package let last: Timestamp
    }

    init(
        key: KeyID, from: Timestamp, until: Timestamp, hours counts: [HourCount], calls: [CallCount], refusals: [RefusedCall],
        lastUse: UsageLedger.Use?
    ) {
        self.key = key
        self.from = from
        self.until = until
        self.refusals = refusals
        self.lastUse = lastUse
        let byHour = Dictionary(grouping: counts, by: \.hour)
        hours = (from.hour...max(from.hour, until.hour)).map { hour in
            let counts = byHour[hour] ?? []
            let accepted = counts.filter { $0.outcome == Outcome.allowedCode }.reduce(0) { $0 + $1.requests }
            return Hour(
                start: Timestamp(hour: hour), accepted: accepted,
                refused: counts.reduce(0) { $0 + $1.requests } - accepted)
        }
        outcomes = Self.sorted(counts.map { ($0.outcome, $0.requests) })
        operations = Self.sorted(calls.map { ($0.operation, $0.requests) })
        brands = Self.sums(calls.map { ($0.brand, $0.requests) }).map { BrandCount(brand: $0.0, requests: $0.1) }
        sources = Self.sources(calls)
    }

    static func sources(_ calls: [CallCount]) -> [SourceCount] {
        Dictionary(grouping: calls, by: \.source).map { source, calls in
            let accepted = calls.filter { $0.outcome == Outcome.allowedCode }.reduce(0) { $0 + $1.requests }
            return SourceCount(
                source: source, accepted: accepted, refused: calls.reduce(0) { $0 + $1.requests } - accepted,
                last: Timestamp(hour: calls.map(\.lastHour).max() ?? 0))
        }.sorted { ($0.accepted + $0.refused, $0.source.text) > ($1.accepted + $1.refused, $1.source.text) }
    }

    private static func sorted(_ pairs: [(String, Int)]) -> [Count] {
        sums(pairs).map { Count(name: $0.0, requests: $0.1) }
    }

    static func sums<Name: Hashable>(_ pairs: [(Name, Int)]) -> [(Name, Int)] {
        Dictionary(pairs, uniquingKeysWith: +).map { ($0.key, $0.value) }
            .sorted { $0.1 == $1.1 ? "\($0.0)" < "\($1.0)" : $0.1 > $1.1 }
    }
}

extension UsageLedger.Source {
    fileprivate var text: String { "\(address.map(String.init(describing:)) ?? "")\u{0}\(client)" }
}
