internal import Visibility

/// How far a competitor is ahead of the brand in the answers of a group.
struct Lead: Hashable, Sendable {
    /// Fewer answers say nothing.
    static let leastAnswers = 5.0

    let rival: Double
    let brand: Double
    let answers: Double

    var gap: Double { rival - brand }
    /// Whether the competitor is named more often, in answers enough to say so.
    var isAhead: Bool { gap > 0 && answers >= Self.leastAnswers }

    /// - Returns: `nil` where there are no answers.
    init?(_ answer: ChartAnswer, _ row: Int) {
        guard let rival = answer.number(.competitorPresence, row), let brand = answer.number(.brandPresence, row) else {
            return nil
        }
        (self.rival, self.brand, answers) = (rival, brand, answer.number(.responses, row) ?? 0)
    }

    /// The groups, the widest gap first; of equal ones that with more answers.
    /// - Parameter isWanted: those where the competitor is ahead if not said.
    static func order(_ answer: ChartAnswer, where isWanted: (Lead) -> Bool = \.isAhead) -> [Int] {
        let leads = (0..<answer.rowCount).compactMap { row in
            Lead(answer, row).flatMap { isWanted($0) ? (row: row, lead: $0) : nil }
        }
        return leads.sorted {
            ($1.lead.gap, $1.lead.answers, $0.row) < ($0.lead.gap, $0.lead.answers, $1.row)
        }.map(\.row)
    }

    /// `18.4 points`
    var gapWords: String { "\(oneDecimal(shownGap)) points" }

    private var shownGap: Double { Metric.competitorPresence.difference(from: brand, to: rival) }

    /// `18.4 points ahead`, `3.0 points behind`, `level`
    var standing: String {
        shownGap == 0 ? "level" : "\(oneDecimal(abs(shownGap))) points \(shownGap > 0 ? "ahead" : "behind")"
    }

    /// Of each competitor, how many prompts there are where it is ahead.
    /// - Parameter answer: to ``RivalChart/leads(_:competitors:today:)``, whose prompts have answers enough.
    static func counts(_ answer: ChartAnswer) -> [Int: Int] {
        var (codes, values): ([Int32], [QueryResult.Value]) = ([], [])
        var (rivals, brand): ([Double], [Double]) = ([], [])
        // Of many competitors and prompts there are so many rows that they are not looked up one by one.
        for column in answer.current.columns {
            switch column {
            case .dimension(.competitorID, let columnCodes, let columnValues): (codes, values) = (columnCodes, columnValues)
            case .number(.competitorPresence, let numbers): rivals = numbers
            case .number(.brandPresence, let numbers): brand = numbers
            default: continue
            }
        }
        var counts = [Int](repeating: 0, count: values.count)
        for (code, (rival, brand)) in zip(codes, zip(rivals, brand)) where code >= 0 && rival > brand { counts[Int(code)] += 1 }
        return Dictionary(
            zip(values, counts).compactMap { value, count in Int(value.text).map { ($0, count) } },
            uniquingKeysWith: { first, _ in first })
    }
}
