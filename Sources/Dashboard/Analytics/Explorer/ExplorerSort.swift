internal import Visibility

/// In which order the rows of the explorer are shown.
struct ExplorerSort: Hashable, Sendable {
    enum Key: Hashable, Sendable {
        /// That of the API: by the dimensions.
        case groups
        case metric(Metric)
        /// By what the metric gained against the earlier period.
        case change(Metric)
    }

    var key: Key
    var isDescending: Bool

    init(_ key: Key, isDescending: Bool) {
        self.key = key
        self.isDescending = isDescending
    }

    private static let groups = "groups"
    private static let change = "_change"

    /// `responses`, `-responses`, `-responses_change`, `groups`.
    init?(_ text: String) {
        isDescending = text.hasPrefix("-")
        let name = isDescending ? String(text.dropFirst()) : text
        if name == Self.groups {
            key = .groups
        } else if let metric = Metric(rawValue: name) {
            key = .metric(metric)
        } else if name.hasSuffix(Self.change), let metric = Metric(rawValue: String(name.dropLast(Self.change.count))) {
            key = .change(metric)
        } else {
            return nil
        }
    }

    var text: String {
        let name =
            switch key {
            case .groups: Self.groups
            case .metric(let metric): metric.rawValue
            case .change(let metric): metric.rawValue + Self.change
            }
        return isDescending ? "-\(name)" : name
    }

    /// Time goes on; of other groups the largest come first.
    static func standard(_ dimensions: [Dimension], _ metric: Metric) -> ExplorerSort {
        guard let first = dimensions.first, first.dateUnit == nil else { return ExplorerSort(.groups, isDescending: false) }
        return ExplorerSort(.metric(metric), isDescending: true)
    }

    func fits(_ metrics: [Metric], isCompared: Bool) -> Bool {
        switch key {
        case .groups: true
        case .metric(let metric): metrics.contains(metric)
        case .change(let metric): isCompared && metrics.contains(metric)
        }
    }

    /// What a link over a column leads to: the other direction of what is shown, else the one that is looked for first.
    func toggled(to key: Key) -> ExplorerSort {
        ExplorerSort(key, isDescending: self.key == key ? !isDescending : key != .groups)
    }

    /// The rows of an answer. Those without a value come last in either direction; equal ones stay in the order of the groups.
    func order(_ answer: ChartAnswer) -> [Int] {
        let values: [Double]
        switch key {
        case .groups: return isDescending ? (0..<answer.rowCount).reversed() : Array(0..<answer.rowCount)
        case .metric(let metric): values = answer.numbers(metric)
        case .change(let metric): values = zip(answer.numbers(metric), answer.priorNumbers(metric)).map { $0 - $1 }
        }
        let keys = values.map { $0.isNaN ? .infinity : isDescending ? -$0 : $0 }
        return keys.indices.sorted { (keys[$0], $0) < (keys[$1], $1) }
    }
}
