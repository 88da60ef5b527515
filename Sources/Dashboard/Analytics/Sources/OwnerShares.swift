internal import Visibility

/// How much of all that is cited is whose: what the cards over the sources show, and their file.
struct OwnerShares: Sendable {
    struct Share: Hashable, Sendable {
        let owner: SourceType
        let citations: Double
        /// `nil` where nothing is compared.
        let citationsBefore: Double?
        let domains: Int
        /// Of all citations, 0 to 1; `nil` where there are none.
        let share: Double?
        let shareBefore: Double?
        /// In the answer; `nil` where it has no row of this owner.
        fileprivate let row: Int?
    }

    /// Of each owner, in their order.
    let shares: [Share]
    private let answer: ChartAnswer

    /// - Parameter answer: to ``SourceChart/owners``.
    init(_ answer: ChartAnswer) {
        self.answer = answer
        let (all, allBefore) = answer.sum(.citations)
        var rows: [String: Int] = [:]
        for row in 0..<answer.rowCount {
            if let owner = answer.text(.sourceType, row) { rows[owner] = row }
        }
        func share(_ part: Double, of whole: Double) -> Double? { whole > 0 ? part / whole : nil }
        shares = SourceType.allCases.map { owner in
            let row = rows[owner.rawValue]
            let (now, before) = row.map { answer.counts(.citations, $0) } ?? (now: 0, before: allBefore.map { _ in 0 })
            return Share(
                owner: owner, citations: now, citationsBefore: before,
                domains: row.flatMap { answer.number(.citedDomains, $0) }.map { Int($0) } ?? 0, share: share(now, of: all),
                shareBefore: allBefore.flatMap { all in before.flatMap { share($0, of: all) } }, row: row)
        }
    }

    /// The rows of the answer with the shares that the cards show.
    var csv: String {
        let known = shares.filter { $0.row != nil }
        var more = [ChartFile.Column(name: "citation_share", values: known.map(\.share))]
        if answer.isCompared { more.append(ChartFile.Column(name: "citation_share_before", values: known.map(\.shareBefore))) }
        return ChartFile(answer, order: known.compactMap(\.row), more: more).csv
    }
}
