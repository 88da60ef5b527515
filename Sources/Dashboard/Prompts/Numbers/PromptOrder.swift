internal import Visibility

/// In which order the list has its prompts. The raw value stands in its address.
enum PromptOrder: String, CaseIterable, Sendable {
    case added
    case most = "most-present"
    case least = "least-present"
    case moved

    var label: String {
        switch self {
        case .added: "As they were added"
        case .most: "Most present"
        case .least: "Least present"
        case .moved: "Moved most"
        }
    }

    /// About all prompts; `nil` where their answers do not matter.
    func query(_ view: BrandView, today: Day) -> ChartQuery? {
        switch self {
        case .added: nil
        case .most, .least, .moved:
            view.query(
                [.dimension(.promptID), .metric(.brandPresence)], today: today, isCompared: self == .moved)
        }
    }

    /// Prompts without answers come last, in the order in which they were added.
    func sorted(_ prompts: Set<Int>, by answer: ChartAnswer) -> [Int] {
        var values: [Int: Double] = [:]
        for row in 0..<answer.rowCount {
            guard let id = answer.text(.promptID, row).flatMap({ Int($0) }), prompts.contains(id) else { continue }
            values[id] = value(answer, row)
        }
        let known = values.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.map(\.key)
        return known + prompts.subtracting(values.keys).sorted()
    }

    /// The higher, the earlier.
    private func value(_ answer: ChartAnswer, _ row: Int) -> Double? {
        guard let now = answer.number(.brandPresence, row) else { return nil }
        return switch self {
        case .added: nil
        case .most: now
        case .least: -now
        case .moved: answer.priorNumber(.brandPresence, row).map { abs(now - $0) }
        }
    }
}
