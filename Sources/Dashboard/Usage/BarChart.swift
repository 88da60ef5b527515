/// Requests over time, as a picture and as the numbers behind it. Accepted requests stand above the line and refused ones below
/// it, so that the two are told apart without their colours.
///
/// The bars are drawn in a box that is stretched to the room there is; texts stand beside it, where they are not.
struct BarChart: Sendable {
    /// What a screen reader says of the picture.
    let chartTitle: String
    let chartSummary: String
    /// Of the box, in its own units.
    let boxWidth: Int
    let zero: Int
    let middle: Int
    let bars: [Bar]
    let scale: [Mark]
    /// Under the picture, at even distances.
    let ticks: [String]
    let numbers: [Number]
    let hasRefused: Bool

    static let boxHeight = 1000
    /// How high the picture is shown, in pixels: the scale beside it is not stretched.
    static let shownHeight = 180
    private static let barWidth = 10
    /// A count of one must be seen beside one of a million.
    private static let least = 12

    struct Bar: Hashable, Sendable {
        let x: Int
        let width: Int
        let upY: Int
        let upHeight: Int
        let downHeight: Int
        let tip: String
    }

    struct Mark: Hashable, Sendable {
        let y: Int
        let text: String
    }

    /// A row of the table.
    struct Number: Hashable, Sendable {
        let when: String
        let acceptedThen: String
        let refusedThen: String
    }

    init(title: String, buckets: [UsageBucket], ticks count: Int = 5) {
        let most = buckets.map(\.accepted).max() ?? 0
        let mostRefused = buckets.map(\.refused).max() ?? 0
        hasRefused = mostRefused > 0
        let top = Self.roundTop(most)
        // Refused requests get at least a tenth of the picture.
        let bottom = hasRefused ? max(Self.roundTop(mostRefused), top / 9, 1) : 0
        let unit = Double(Self.boxHeight) / Double(top + bottom)
        let zero = Int((Double(top) * unit).rounded())
        let height = { (requests: Int) in requests == 0 ? 0 : max(Self.least, Int((Double(requests) * unit).rounded())) }
        self.zero = zero
        middle = zero / 2
        boxWidth = max(1, buckets.count) * Self.barWidth
        bars = buckets.enumerated().filter { $1.accepted + $1.refused > 0 }.map { place, bucket in
            let up = min(zero, height(bucket.accepted))
            return Bar(
                x: place * Self.barWidth + 1, width: Self.barWidth - 2, upY: zero - up, upHeight: up,
                downHeight: min(Self.boxHeight - zero, height(bucket.refused)), tip: bucket.tip)
        }
        let shown = { (y: Int) in y * Self.shownHeight / Self.boxHeight }
        scale = [
            Mark(y: shown(0) + 10, text: grouped(top)), Mark(y: shown(zero / 2) + 4, text: grouped(top / 2)),
            Mark(y: min(Self.shownHeight - 2, shown(zero) + 4), text: "0"),
        ]
        ticks = Self.spread(buckets.map(\.tick), over: count)
        numbers = buckets.filter { $0.accepted + $0.refused > 0 }.map {
            Number(when: $0.name, acceptedThen: grouped($0.accepted), refusedThen: grouped($0.refused))
        }
        chartTitle = title
        chartSummary = Self.summary(buckets)
    }

    /// The next of 2, 4, 10, 20, 40, 100 and so on: half of it is a whole number too.
    static func roundTop(_ most: Int) -> Int {
        let most = min(most, 1_000_000_000_000_000)
        var power = 1
        while true {
            for step in [2, 4, 10] where step * power >= most { return step * power }
            power *= 10
        }
    }

    private static func spread(_ ticks: [String], over count: Int) -> [String] {
        guard ticks.count > count, count > 1 else { return ticks }
        return (0..<count).map { ticks[$0 * (ticks.count - 1) / (count - 1)] }
    }

    private static func summary(_ buckets: [UsageBucket]) -> String {
        let accepted = buckets.reduce(0) { $0 + $1.accepted }
        let refused = buckets.reduce(0) { $0 + $1.refused }
        guard accepted + refused > 0, let busiest = buckets.max(by: { $0.all < $1.all }) else { return "No requests." }
        return
            "\(counted(accepted, "request")) accepted, \(grouped(refused)) refused. The most at once: \(busiest.name), \(grouped(busiest.all))."
    }
}
