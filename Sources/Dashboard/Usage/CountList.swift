/// How requests divide, the most first: a bar for each, and the number beside it.
struct CountList: Sendable {
    let heading: String
    let shares: [Share]
    let hasShares: Bool
    let moreShares: String?

    struct Share: Hashable, Sendable {
        let label: String
        let count: String
        /// Of the largest, in hundredths; never nothing.
        let width: Int
        let isRefused: Bool
    }

    private static let most = 8

    /// - Parameter refused: names that stand for refused requests.
    init(_ heading: String, _ counts: [(label: String, count: Int)], refused: Set<String> = []) {
        self.heading = heading
        let largest = max(1, counts.map(\.count).max() ?? 1)
        shares = counts.prefix(Self.most).map {
            Share(
                label: $0.label, count: grouped($0.count), width: max(1, Int(Double($0.count) / Double(largest) * 100)),
                isRefused: refused.contains($0.label))
        }
        hasShares = !shares.isEmpty
        let rest = counts.dropFirst(Self.most)
        moreShares =
            rest.isEmpty
            ? nil : "and \(counted(rest.count, "more", "more")), \(counted(rest.reduce(0) { $0 + $1.count }, "request")) together"
    }
}
