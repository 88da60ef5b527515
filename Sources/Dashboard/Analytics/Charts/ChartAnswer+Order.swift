internal import Visibility

extension ChartAnswer {
    /// The rows, those with the highest value first; of equal ones that which was higher before. What has no value comes last; of a
    /// count, no row on one side means none.
    func order(by metric: Metric) -> [Int] {
        // Hundreds of thousands perhaps: columns are taken out once, not for each row and comparison.
        let missing = metric.isCount ? 0.0 : -1
        func known(_ numbers: [Double]) -> [Double] { numbers.map { $0.isNaN ? missing : $0 } }
        let (now, before) = (known(numbers(metric)), known(priorNumbers(metric)))
        return (0..<rowCount).sorted { (now[$1], before[$1], $0) < (now[$0], before[$0], $1) }
    }

    /// The rows, the largest gain first and the largest loss last; those that cannot be compared are left out.
    func order(byChangeOf metric: Metric) -> [Int] {
        let changes = zip(numbers(metric), priorNumbers(metric)).map { $0 - $1 }
        return changes.indices.filter { !changes[$0].isNaN }.sorted { (changes[$1], $0) < (changes[$0], $1) }
    }

    /// The groups of a dimension for a chart of bars, the largest first.
    /// - Parameter url: where the bar of a row leads.
    func groups(
        _ dimension: Dimension, _ metric: Metric, most: Int = 12, url: (Int) -> String? = { _ in nil }
    ) -> [ShareBars.Group] {
        order(by: metric).prefix(most).map { row in
            ShareBars.Group(
                name: dimension.words(text(dimension, row)).oneLine(most: 60), url: url(row), now: number(metric, row),
                before: priorNumber(metric, row), isOwn: text(.sourceType, row) == SourceType.brand.rawValue)
        }
    }

    /// What is counted now and before: where one side has no such group, there is none of it.
    func counts(_ metric: Metric, _ row: Int) -> (now: Double, before: Double?) {
        (number(metric, row) ?? 0, isCompared ? priorNumber(metric, row) ?? 0 : nil)
    }

    /// Of all rows together.
    func sum(_ metric: Metric) -> (now: Double, before: Double?) {
        (0..<rowCount).reduce((0, isCompared ? 0 : nil)) { sum, row in
            let (now, before) = counts(metric, row)
            return (sum.now + now, sum.before.map { $0 + (before ?? 0) })
        }
    }
}
