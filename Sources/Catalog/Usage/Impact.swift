package import APIKeys

/// Which calls of the past a change would have refused.
package struct Impact: Sendable {
    /// How far back is looked, in days.
    package static let days = 30

    /// Accepted calls that would have been refused.
    package let requests: Int
    /// All accepted calls that were looked at.
    package let considered: Int
    package let reasons: [UsageReport.Count]
    package let operations: [UsageReport.Count]
    package let brands: [UsageReport.BrandCount]
    package let sources: [UsageReport.SourceCount]
    /// The keys that made them, the most active first.
    package let keys: [(key: KeyID, requests: Int)]

    package var isHarmless: Bool { requests == 0 }

    init(_ refused: [(call: CallCount, refusal: Refusal)], of considered: [CallCount]) {
        let calls = refused.map(\.call)
        requests = calls.reduce(0) { $0 + $1.requests }
        self.considered = considered.reduce(0) { $0 + $1.requests }
        func counts(_ pairs: [(String, Int)]) -> [UsageReport.Count] {
            UsageReport.sums(pairs).map { UsageReport.Count(name: $0.0, requests: $0.1) }
        }
        reasons = counts(refused.map { ($0.refusal.code, $0.call.requests) })
        operations = counts(calls.map { ($0.operation, $0.requests) })
        brands = UsageReport.sums(calls.map { ($0.brand, $0.requests) }).map { .init(brand: $0.0, requests: $0.1) }
        sources = UsageReport.sources(calls)
        keys = UsageReport.sums(calls.map { ($0.key, $0.requests) }).map { (key: $0.0, requests: $0.1) }
    }

    /// Asks the one decision about each call, once with `before` and once with `after` in force, and the brands as `target` has
    /// them. What `before` refuses by now too is no effect of the change.
    static func of(
        _ calls: [CallCount], before: Grant, after: Grant, at now: Timestamp, target: (Int) -> BrandTarget
    ) -> Impact {
        let accepted = calls.filter { $0.outcome == Outcome.allowedCode }
        let refused = accepted.compactMap { call -> (call: CallCount, refusal: Refusal)? in
            guard let operation = Operation.named(call.operation, onBrand: call.brand != nil) else { return nil }
            let brand = call.brand.map(target) ?? .none
            // Of calls from sources beyond those told apart the address is unknown: an address list is taken to refuse them.
            guard case .refused(let refusal) = after.decide(operation, on: brand, from: call.source.address, at: now),
                before.decide(operation, on: brand, from: call.source.address, at: now) == .allowed
            else { return nil }
            return (call, refusal)
        }
        return Impact(refused, of: accepted)
    }
}
