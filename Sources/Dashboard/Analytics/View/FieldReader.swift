internal import HTTPTypes
internal import Visibility

/// Reads what an address says field by field, and keeps in sentences what could not be understood: a filter that was left out without a
/// word would show more than was asked for.
struct FieldReader {
    private let fields: FormFields
    private(set) var complaints: [String] = []

    /// Of one filter in an address.
    static let mostValues = 50
    static let longestValue = 200

    init(_ fields: FormFields) { self.fields = fields }

    /// All of it in one text; `nil` where everything was understood.
    var complaint: String? { complaints.isEmpty ? nil : complaints.joined(separator: " ") }

    /// The values of a filter, each once.
    /// - Parameters:
    ///   - meaning: what a value is, such as `no platform`, where it cannot be read.
    ///   - read: takes a value.
    mutating func values<Value: Hashable>(_ name: String, else meaning: String, _ read: (String) -> Value?) -> [Value] {
        unique(fields.all(name), name, else: meaning, read)
    }

    mutating func texts(_ name: String) -> [String] { values(name, else: "") { $0 } }

    /// The same of values that may stand in one text, with commas or spaces between.
    mutating func listed<Value: Hashable>(_ name: String, else meaning: String, _ read: (String) -> Value?) -> [Value] {
        unique(fields.all(name).flatMap { $0.split { $0 == "," || $0 == " " }.map(String.init) }, name, else: meaning, read)
    }

    mutating func one<Value>(_ name: String, else meaning: String, _ read: (String) -> Value?) -> Value? {
        let text = fields[name]
        guard !text.isEmpty else { return nil }
        guard let value = read(text) else {
            complain(text, meaning)
            return nil
        }
        return value
    }

    /// One of few words, which are told where it is another.
    mutating func choice<Value: RawRepresentable<String> & CaseIterable>(
        _ name: String, of type: Value.Type, else meaning: String
    ) -> Value? {
        one(name, else: "\(meaning): that is \(type.allCases.map(\.rawValue).inWords("or"))", Value.init(rawValue:))
    }

    mutating func flag(_ name: String) -> Bool? { one(name, else: "neither yes nor no") { ["yes": true, "no": false][$0] } }

    private mutating func unique<Value: Hashable>(
        _ texts: [String], _ name: String, else meaning: String, _ read: (String) -> Value?
    ) -> [Value] {
        var seen: Set<Value> = []
        var values: [Value] = []
        for text in texts where !text.isEmpty {
            guard text.count <= Self.longestValue else {
                say("“\(text.oneLine(most: 40))” is longer than \(Self.longestValue) characters.")
                continue
            }
            guard let value = read(text) else {
                complain(text, meaning)
                continue
            }
            guard seen.insert(value).inserted else { continue }
            guard values.count < Self.mostValues else {
                say("Of one filter at most \(Self.mostValues) values go together: “\(name)” has more.")
                break
            }
            values.append(value)
        }
        return values
    }

    private mutating func complain(_ text: String, _ meaning: String) { say("“\(text.oneLine(most: 40))” is \(meaning).") }

    /// An address may have thousands of values, of which nobody reads that many sentences.
    private mutating func say(_ sentence: String) {
        if complaints.count < 5 { complaints.append(sentence) }
    }

    // MARK: Days

    /// In the field that says which of both it is.
    static let datesChosen = "dates"
    /// Says in a form that dates stood in it when it was shown.
    static let datesShown = "was"

    /// What can be read of dates that make no period.
    struct RefusedDates: Hashable, Sendable {
        var first: Day?
        var last: Day?
    }

    private(set) var refusedDates: RefusedDates?

    /// `nil` where the address names none, or none that can be.
    ///
    /// Dates are meant by whoever writes them, whatever period stands beside them. But a form in which dates stood sends them again when a
    /// period is chosen instead.
    mutating func period(today: Day) -> PeriodChoice? {
        let (from, to, name) = (fields["from"], fields["to"], fields["period"])
        let isOfDates = name == Self.datesChosen
        let choice = isOfDates ? nil : one("period", else: "no period: that is \(Self.periods)", PeriodChoice.init)
        let isLeft = fields[Self.datesShown] == Self.datesChosen && !isOfDates
        guard isOfDates || !isLeft && !(from.isEmpty && to.isEmpty) else { return choice }
        guard let days = days(from: from, to: to, today: today) else {
            refusedDates = RefusedDates(first: Day(iso8601: from), last: Day(iso8601: to))
            return nil
        }
        return .range(days)
    }

    private static let periods = PeriodChoice.offered.map(\.text).inWords("or")

    private mutating func days(from: String, to: String, today: Day) -> ClosedRange<Day>? {
        guard !from.isEmpty || !to.isEmpty else {
            say("Choose a first day, a last day or both.")
            return nil
        }
        let (first, last) = (Day(iso8601: from), Day(iso8601: to))
        for (text, day) in [(from, first), (to, last)] where !text.isEmpty && day == nil {
            complain(text, "not a date such as 2026-09-30")
        }
        guard from.isEmpty || first != nil, to.isEmpty || last != nil else { return nil }
        let end = last ?? today
        // Without a first day it is as many as are shown without dates.
        let start = first ?? max(.first, end.advanced(by: 1 - PeriodChoice.standard.days(today: today).dayCount))
        guard start <= end else {
            say("The first day, \(start.iso8601), is after the last one, \(end.iso8601).")
            return nil
        }
        return start...end
    }
}

extension PageFailure {
    /// - Throws: a refusal (400) of an address that was not understood.
    static func check(_ complaint: String?) throws(PageFailure) {
        guard let complaint else { return }
        throw PageFailure(status: .badRequest, heading: "That cannot be asked", message: complaint)
    }
}
