extension Dimension {
    /// The form in which results show values of a dimension, so that a value of another form matches nothing.
    enum ValueForm {
        /// Anything.
        case text
        case integer
        case boolean
        case date(DateUnit)
        /// One of few.
        case word([String])
    }

    /// `nil` for a dimension that is not filterable.
    var valueForm: ValueForm? {
        switch self {
        case .date, .dateWeek, .dateMonth, .dateQuarter, .dateYear: dateUnit.map { .date($0) }
        case .promptID, .personaID, .competitorID: .integer
        case .branded, .searchEnabled: .boolean
        case .positionBucket: .word(Position.allCases.map(\.rawValue))
        case .sentimentBand: .word(Sentiment.allCases.map(\.rawValue))
        case .personaName, .tag, .promptTopic, .stage, .platform, .country, .competitorName: .text
        case .prompt, .sourceURL, .sourceType, .sourceDomain: nil
        }
    }

    /// The same for what is cited, by which only a structured query can filter.
    var sourceForm: ValueForm? {
        switch self {
        case .sourceURL, .sourceDomain: .text
        case .sourceType: .word(SourceType.allCases.map(\.rawValue))
        default: nil
        }
    }

    /// Those by which observations can be chosen in every query.
    package static let filterable = allCases.filter { $0.valueForm != nil }
    /// Those by which a structured query can filter.
    package static let filterableInBody = allCases.filter { $0.valueForm != nil || $0.sourceForm != nil }

    /// What to do instead of filtering by a dimension that is not filterable.
    var advice: String {
        self == .prompt
            ? "use prompt_id" : "ask for it in fields and choose among the rows, or filter by prompt_id, tag or prompt_topic"
    }
}

extension Dimension.ValueForm {
    /// - Returns: `nil` where a result could show `value`, else what was expected: the rest of the sentence that begins `'x' is not`.
    func expectation(missedBy value: String) -> String? {
        switch self {
        case .text: return nil
        case .integer: return Int(value).map(String.init) == value ? nil : "an integer"
        case .boolean: return ["true", "false"].contains(value) ? nil : "true or false"
        case .date(let unit): return unit.firstDay(of: value) == nil ? unit.form : nil
        case .word(let words):
            if words.contains(value) { return nil }
            let nearest = NearestName.to(value, among: words).map { ": the nearest is '\($0)'" } ?? ""
            return "one of " + words.joined(separator: ", ") + nearest
        }
    }
}

extension DateUnit {
    fileprivate var form: String {
        switch self {
        case .day: "a date of the form YYYYMMDD, such as 20260131"
        case .week: "an ISO week of the form YYYYWW, such as 202605"
        case .month: "a month of the form YYYYMM, such as 202601"
        case .quarter: "a quarter of the form YYYYQ#, such as 2026Q1"
        case .year: "a year of the form YYYY, such as 2026"
        }
    }
}
