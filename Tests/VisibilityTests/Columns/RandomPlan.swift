@testable import Visibility

extension QueryPlan {
    /// Any plan that a parser might let pass.
    static func random(for brand: RandomBrand, _ dice: inout Dice) -> QueryPlan {
        let wanted = [0, 1, 1, 2, 2, 3, 4, 7, 23].randomElement(using: &dice) ?? 0
        var fields = Dimension.allCases.shuffled(using: &dice).prefix(wanted).map(Field.dimension)
        let metrics = Int.random(in: wanted == 0 ? 1...14 : 0...6, using: &dice)
        fields += Metric.allCases.shuffled(using: &dice).prefix(metrics).map(Field.metric)
        if Bool.random(using: &dice) { fields.shuffle(using: &dice) }
        let days = brand.observations.map(\.day.number)
        let first = (days.min() ?? 20_000) + (Bool.random(using: &dice) ? Int.random(in: -3...30, using: &dice) : 0)
        let last = max(first, (days.max() ?? 20_000) - (Bool.random(using: &dice) ? Int.random(in: -3...30, using: &dice) : 0))
        var plan = QueryPlan(fields: fields, period: Day(first)...Day(last))
        for _ in 0..<([0, 0, 1, 1, 2, 3].randomElement(using: &dice) ?? 0) { plan.filters.append(filter(for: brand, &dice)) }
        plan.domainPart = [nil, nil, nil, nil, nil, ".", "rival", "a", "none"].randomElement(using: &dice) ?? nil
        plan.namesBrand = [nil, nil, nil, true, false].randomElement(using: &dice) ?? nil
        for _ in 0..<([0, 0, 0, 1, 2].randomElement(using: &dice) ?? 0) {
            plan.having.append(
                Having(
                    Metric.allCases.randomElement(using: &dice) ?? .responses,
                    Having.Comparison.allCases.randomElement(using: &dice) ?? .equal,
                    [0, 0.5, 1, 2, 50].randomElement(using: &dice) ?? 0))
        }
        if Int.random(in: 0..<3, using: &dice) == 0 {
            plan.limit = Int.random(in: 1...12, using: &dice)
            plan.offset = Int.random(in: 0...4, using: &dice)
        }
        return plan
    }

    private static func filter(for brand: RandomBrand, _ dice: inout Dice) -> Filter {
        let filterable = Dimension.allCases.filter { $0 != .prompt }
        let many: [Dimension] = [.tag, .promptTopic, .competitorID, .competitorName]
        let dimension = (Bool.random(using: &dice) ? many : filterable).randomElement(using: &dice) ?? .tag
        let day = brand.observations.randomElement(using: &dice)?.day ?? Day(20_000)
        let values: [String?] =
            switch dimension {
            case .date, .dateWeek, .dateMonth, .dateQuarter, .dateYear: [PlainCalendar.text(day, dimension), "2020"]
            case .promptID: ["1", "2", "3", "7"]
            case .personaID: ["1", "2", "9", nil]
            case .personaName: ["Buyer", "Seller", nil]
            case .tag, .promptTopic: RandomBrand.words.prefix(5).map { $0 } + [nil]
            case .stage: ["Advice", "Other", nil]
            case .branded, .searchEnabled: ["true", "false"]
            case .platform: ["ChatGPT", "Claude", "unnamed"]
            case .country: ["US", "DE", nil]
            case .competitorID: ["10", "11", "12", "13", nil]
            case .competitorName: ["Rival", "Other", "Zed", nil]
            case .positionBucket: ["top", "bottom", nil]
            case .sentimentBand: ["positive", "none", nil]
            case .sourceURL: RandomBrand.urls.prefix(4).map { $0 } + [nil]
            case .sourceType: ["brand", "competitor", "other", nil]
            case .sourceDomain: RandomBrand.urls.prefix(4).map { PageAddress($0)?.host }
            case .prompt: []
            }
        let some = values.shuffled(using: &dice).prefix(Int.random(in: 1...max(1, values.count - 1), using: &dice))
        return Filter(dimension, Set(some), negated: Int.random(in: 0..<3, using: &dice) == 0)
    }
}

extension QueryResult {
    /// Row by row.
    var rows: [[Shown]] {
        (0..<rowCount).map { row in
            columns.map { column in
                switch column {
                case .dimension(_, let codes, let values):
                    guard codes[row] >= 0 else { return .null }
                    return switch values[Int(codes[row])] {
                    case .text(let text): .text(text)
                    case .integer(let number): .integer(number)
                    case .boolean(let flag): .boolean(flag)
                    }
                case .count(_, let counts): return .number(Double(counts[row]))
                case .number(_, let numbers): return numbers[row].isNaN ? .null : .number(numbers[row])
                }
            }
        }
    }
}
