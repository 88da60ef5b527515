internal import Mustache
internal import Visibility

/// How a metric is said on a page.
extension Metric {
    enum Unit: Sendable {
        /// 0 to 1, shown as a percentage.
        case share
        /// 0 to 100.
        case score
        case count
    }

    var unit: Unit {
        switch self {
        case .responses, .citations, .citingResponses, .citedDomains: .count
        case .brandPosition, .brandSentiment, .competitorPosition, .competitorSentiment: .score
        case .brandPresence, .competitorPresence, .brandCitationRate, .competitorCitationRate, .brandCitationShare,
            .competitorCitationShare:
            .share
        }
    }

    var label: String {
        switch self {
        case .responses: "Answers"
        case .brandPresence: "Presence"
        case .brandPosition: "Position"
        case .brandSentiment: "Sentiment"
        case .competitorPresence: "Competitor presence"
        case .competitorPosition: "Competitor position"
        case .competitorSentiment: "Competitor sentiment"
        case .brandCitationRate: "Cited by"
        case .competitorCitationRate: "Competitor cited by"
        case .brandCitationShare: "Share of citing answers"
        case .competitorCitationShare: "Competitor's share of citing answers"
        case .citations: "Citations"
        case .citingResponses: "Answers that cite"
        case .citedDomains: "Domains cited"
        }
    }

    /// Over columns that compare: `Presence before`, `Change of presence`.
    var beforeLabel: String { "\(label) before" }
    var changeLabel: String { "Change of \(label.prefix(1).lowercased())\(label.dropFirst())" }

    /// What it counts, in half a sentence.
    var meaning: String {
        switch self {
        case .responses: "answers of assistants"
        case .brandPresence: "answers that name the brand, of all answers"
        case .brandPosition: "how early the brand is named: 100 in the first third of the answer, 0 in the last"
        case .brandSentiment: "the tone about the brand: 100 positive, 50 mixed, 0 negative"
        case .competitorPresence: "answers that name the competitor, of all answers"
        case .competitorPosition: "how early the competitor is named: 100 in the first third, 0 in the last"
        case .competitorSentiment: "the tone about the competitor: 100 positive, 0 negative"
        case .brandCitationRate: "answers that cite a page of the brand, of all answers"
        case .competitorCitationRate: "answers that cite a page of the competitor, of all answers"
        case .brandCitationShare: "answers that cite a page of the brand, of those that cite anything"
        case .competitorCitationShare: "answers that cite a page of the competitor, of those that cite anything"
        case .citations: "cited pages, each time they are cited"
        case .citingResponses: "answers that cite a page"
        case .citedDomains: "different domains that are cited"
        }
    }

    /// Of a competitor: more of it is no good news.
    var isCompetitors: Bool {
        switch self {
        case .competitorPresence, .competitorPosition, .competitorSentiment, .competitorCitationRate, .competitorCitationShare:
            true
        default: false
        }
    }

    /// `46.2%`, `71.0`, `1,204`; a dash where there is nothing. Shares and scores have one decimal each, so that digits line up.
    func words(_ value: Double?) -> String {
        guard let value, value.isFinite else { return "–" }
        switch unit {
        case .share: return "\(oneDecimal(value * 100))%"
        case .score: return oneDecimal(value)
        case .count: return grouped(Int(value.rounded()))
        }
    }

    /// How far apart two values are, as far as a page shows it: points of a percentage or score with one decimal, or whole numbers. It is
    /// the difference of what stands there, rounded, so that nobody who subtracts finds another.
    func difference(from before: Double, to now: Double) -> Double {
        let scale: Double =
            switch unit {
            case .share: 1000
            case .score: 10
            case .count: 1
            }
        let difference = (now * scale).rounded() - (before * scale).rounded()
        return unit == .count ? difference : difference / 10
    }

    /// What changed from `before` to `now`; `nil` where one of them is not there.
    func change(from before: Double?, to now: Double?) -> Change? {
        guard let before, let now, before.isFinite, now.isFinite else { return nil }
        return Change(self, from: before, to: now)
    }
}

/// A difference as it is shown: an arrow and words, so that no colour stands alone.
struct Change: Hashable, Sendable, MustacheParent {
    /// `▲`, `▼` or `=`.
    let arrow: String
    /// `6.8 points`, `3.0`, `1,204`.
    let difference: String
    /// For ears: `up 6.8 points`.
    let spoken: String
    /// Of the style sheet: whether this is good news.
    private(set) var changeStyle: String

    /// The same of what is neither good nor bad, such as a competitor's.
    var unjudged: Change {
        var change = self
        change.changeStyle = "plain"
        return change
    }

    func child(named name: String) -> Any? {
        switch name {
        case "arrow": arrow
        case "difference": difference
        case "spoken": spoken
        case "changeStyle": changeStyle
        default: nil
        }
    }

    init(_ metric: Metric, from before: Double, to now: Double) {
        let difference = metric.difference(from: before, to: now)
        let text = metric.unit == .count ? grouped(Int(abs(difference).rounded())) : oneDecimal(abs(difference))
        let words = metric.unit == .share ? "\(text) points" : text
        // More answers are neither good nor bad.
        let isJudged = metric.unit != .count
        if difference == 0 {
            (arrow, self.difference, spoken, changeStyle) = ("=", "no change", "no change", "plain")
        } else if difference > 0 {
            (arrow, self.difference, spoken, changeStyle) = ("▲", words, "up \(words)", isJudged ? "good" : "plain")
        } else {
            (arrow, self.difference, spoken, changeStyle) = ("▼", words, "down \(words)", isJudged ? "bad" : "plain")
        }
    }
}

/// `46.2`, `1,204.0`: rounded to one decimal.
func oneDecimal(_ value: Double) -> String {
    guard value.isFinite, abs(value) < 1e15 else { return "–" }
    let tenths = Int((value * 10).rounded())
    let sign = tenths < 0 ? "−" : ""
    return "\(sign)\(grouped(Int(tenths.magnitude) / 10)).\(tenths.magnitude % 10)"
}

extension Dimension {
    var label: String {
        switch self {
        case .date: "Day"
        case .dateWeek: "Week"
        case .dateMonth: "Month"
        case .dateQuarter: "Quarter"
        case .dateYear: "Year"
        case .promptID: "Prompt id"
        case .prompt: "Prompt"
        case .personaID: "Persona id"
        case .personaName: "Persona"
        case .tag: "Tag"
        case .promptTopic: "Topic"
        case .stage: "Stage"
        case .branded: "Names the brand"
        case .platform: "Platform"
        case .searchEnabled: "With web search"
        case .country: "Country"
        case .competitorID: "Competitor id"
        case .competitorName: "Competitor"
        case .sourceURL: "Page cited"
        case .sourceType: "Owner"
        case .sourceDomain: "Domain cited"
        case .positionBucket: "Position"
        case .sentimentBand: "Sentiment"
        }
    }

    /// What a group is called on a page.
    func words(_ value: String?) -> String {
        guard let value else { return noValue }
        switch self {
        case .date, .dateWeek, .dateMonth, .dateQuarter, .dateYear:
            return dateUnit.flatMap { unit in unit.firstDay(of: value).map { unit.words($0) } } ?? value
        case .branded, .searchEnabled: return value == "true" ? "Yes" : "No"
        case .sourceDomain: return InternationalHost.shown(value)
        case .sourceType: return ["brand": "The brand", "competitor": "A competitor", "other": "Others"][value] ?? value
        case .sentimentBand where value == Sentiment.none.rawValue: return "No tone"
        case .positionBucket, .sentimentBand: return value.prefix(1).uppercased() + value.dropFirst()
        default: return value
        }
    }

    private var noValue: String {
        switch self {
        case .tag: "No tag"
        case .promptTopic: "No topic"
        case .personaID, .personaName: "No persona"
        case .country: "No country"
        case .positionBucket: "No position"
        case .sentimentBand: "No sentiment"
        default: "None"
        }
    }
}

extension DateUnit {
    /// `12 Nov 2026`, `W34 2026`, `Nov 2026`, `Q4 2026`, `2026`.
    func words(_ day: Day) -> String {
        switch self {
        case .day: CalendarDay(day).shortWithYear
        case .week: "W\(day.week.week) \(day.week.year)"
        case .month: CalendarDay(day).shortWithYear.split(separator: " ").dropFirst().joined(separator: " ")
        case .quarter: "Q\((day.date.month - 1) / 3 + 1) \(day.date.year)"
        case .year: String(day.date.year)
        }
    }

    /// The same in a sentence: `on 12 Nov 2026`, `in W34 2026`.
    func phrase(_ day: Day) -> String { "\(self == .day ? "on" : "in") \(words(day))" }

    /// The same for the foot of a chart: `12 Nov`, `W34`, `Nov`.
    func tick(_ day: Day) -> String {
        switch self {
        case .day: CalendarDay(day).short
        case .week: "W\(day.week.week)"
        case .month: String(CalendarDay(day).short.split(separator: " ").last ?? "")
        case .quarter, .year: words(day)
        }
    }
}
