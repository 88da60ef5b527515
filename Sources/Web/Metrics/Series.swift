internal import CoreMetrics
internal import Synchronization

/// One series of a metric.
final class Series: CounterHandler, FloatingPointCounterHandler, MeterHandler, RecorderHandler, TimerHandler {
    enum Kind: String, Sendable { case counter, gauge, histogram }

    private struct State {
        var value = 0.0
        var count = 0
        var buckets: [Int] = []
    }

    let kind: Kind
    private let state: Mutex<State>

    /// Upper bounds in seconds.
    private static let bounds: [Double] = [
        0.000_001, 0.000_002, 0.000_005, 0.000_01, 0.000_1, 0.001, 0.005, 0.01, 0.05, 0.1, 0.5, 1, 10,
    ]

    init(_ kind: Kind) {
        self.kind = kind
        state = Mutex(State(buckets: kind == .histogram ? Array(repeating: 0, count: Self.bounds.count) : []))
    }

    func increment(by amount: Int64) { increment(by: Double(amount)) }
    func increment(by amount: Double) { state.withLock { $0.value += amount } }
    func decrement(by amount: Double) { increment(by: -amount) }
    func reset() { state.withLock { $0.value = 0 } }
    func set(_ value: Int64) { set(Double(value)) }
    func set(_ value: Double) { state.withLock { $0.value = value } }
    func record(_ value: Int64) { record(Double(value)) }
    func recordNanoseconds(_ duration: Int64) { record(Double(duration) / 1e9) }

    func record(_ value: Double) {
        guard kind == .histogram else { return set(value) }
        state.withLock { state in
            state.value += value
            state.count += 1
            if let bucket = Self.bounds.firstIndex(where: { value <= $0 }) { state.buckets[bucket] += 1 }
        }
    }

    func lines(name: String, labels: String) -> [String] {
        let state = state.withLock { $0 }
        func line(_ suffix: String, _ extra: String, _ value: String) -> String {
            let all = [labels, extra].filter { !$0.isEmpty }.joined(separator: ",")
            return "\(name)\(suffix)\(all.isEmpty ? "" : "{\(all)}") \(value)"
        }
        guard kind == .histogram else { return [line("", "", Self.text(state.value))] }
        var sum = 0
        let buckets = zip(Self.bounds, state.buckets).map { bound, count in
            sum += count
            return line("_bucket", "le=\"\(bound)\"", "\(sum)")
        }
        return buckets + [
            line("_bucket", "le=\"+Inf\"", "\(state.count)"), line("_sum", "", "\(state.value)"),
            line("_count", "", "\(state.count)"),
        ]
    }

    private static func text(_ value: Double) -> String {
        Int(exactly: value).map(String.init) ?? "\(value)"
    }
}
