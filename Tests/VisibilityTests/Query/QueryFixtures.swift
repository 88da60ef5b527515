import Testing

@testable import Visibility

/// 2026-11-26.
let today = Day(20_783)

func parse(_ items: (String, String)...) throws(QueryFault) -> QueryPlan {
    try QueryRequest.parse(items.map { (name: $0.0, value: $0.1) }, today: today)
}

/// The sentences of the 400 that an expression throws.
func detail(_ body: () throws(QueryFault) -> some Any, _ location: SourceLocation = #_sourceLocation) -> String {
    do throws(QueryFault) {
        _ = try body()
        Issue.record("was accepted", sourceLocation: location)
    } catch {
        if case .badRequest(let detail) = error { return detail }
        Issue.record("\(error)", sourceLocation: location)
    }
    return ""
}

/// A generator whose numbers follow from its seed (SplitMix64).
struct SeededGenerator: RandomNumberGenerator {
    var state: UInt64

    init(_ seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9e37_79b9_7f4a_7c15
        var z = state
        z = (z ^ (z >> 30)) &* 0xbf58_476d_1ce4_e5b9
        z = (z ^ (z >> 27)) &* 0x94d0_49bb_1331_11eb
        return z ^ (z >> 31)
    }
}
