internal import APIKeys
internal import Foundation
package import Hummingbird

/// Reads a query string as FastAPI does: unknown parameters are ignored, a scalar sent twice counts with its last value, and all
/// faults are reported at once.
package struct QueryReader {
    private let pairs: [(name: String, value: String)]
    package private(set) var faults: [InputFault] = []

    package init(_ request: Request) { self.init(query: request.uri.query) }

    package init(query: String?) {
        guard let query else {
            pairs = []
            return
        }
        pairs = query.split(separator: "&").map { pair in
            let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            return (Self.decode(parts[0]), parts.count == 2 ? Self.decode(parts[1]) : "")
        }
    }

    /// Percent-escapes that make no UTF-8 stay as they were written.
    private static func decode(_ text: Substring) -> String {
        let spaced = text.replacing("+", with: " ")
        return spaced.removingPercentEncoding ?? String(spaced)
    }

    /// All of them, in the order in which they were sent.
    package var items: [(name: String, value: String)] { pairs }

    package func last(_ name: String) -> String? { pairs.last { $0.name == name }?.value }

    /// An integer of at least `minimum`; numbers beyond 64 bits count as the largest.
    package mutating func integer(_ name: String, default standard: Int, minimum: Int) -> Int {
        guard let text = last(name) else { return standard }
        let place: [InputFault.Place] = ["query", .name(name)]
        guard let value = Int(lax: text) else {
            faults.append(
                InputFault(
                    at: place, "Input should be a valid integer, unable to parse string as an integer", type: "int_parsing",
                    input: .string(text)))
            return standard
        }
        guard value >= minimum else {
            faults.append(
                InputFault(
                    at: place, "Input should be greater than or equal to \(minimum)", type: "greater_than_equal",
                    input: .string(text), context: [("ge", .integer(minimum))]))
            return standard
        }
        return value
    }

    /// A text that must be there.
    package mutating func text(_ name: String) -> String {
        guard let text = last(name), !text.isEmpty else {
            faults.append(InputFault(at: ["query", .name(name)], "Field required", type: "missing", input: .null))
            return ""
        }
        return text
    }

    /// An integer that may be left out.
    package mutating func optionalInteger(_ name: String) -> Int? {
        guard let text = last(name), !text.isEmpty else { return nil }
        if let value = Int(lax: text) { return value }
        faults.append(
            InputFault(
                at: ["query", .name(name)], "Input should be a valid integer, unable to parse string as an integer",
                type: "int_parsing", input: .string(text)))
        return nil
    }

    /// An integer within `range`, bounds included.
    package mutating func integer(_ name: String, default standard: Int, in range: ClosedRange<Int>) -> Int {
        let before = faults.count
        let value = integer(name, default: standard, minimum: range.lowerBound)
        guard faults.count == before, value > range.upperBound else { return value }
        faults.append(
            InputFault(
                at: ["query", .name(name)], "Input should be less than or equal to \(range.upperBound)", type: "less_than_equal",
                input: last(name).map { .string($0) }, context: [("le", .integer(range.upperBound))]))
        return standard
    }

    /// Yes or no, in pydantic's words for them. A value that is neither, or none at all, is a fault: `?dry_run` shall not come to mean
    /// no.
    package mutating func bool(_ name: String, default standard: Bool) -> Bool {
        guard let text = last(name) else { return standard }
        switch text.lowercased() {
        case "true", "1", "yes", "on", "t", "y": return true
        case "false", "0", "no", "off", "f", "n": return false
        default:
            faults.append(
                InputFault(
                    at: ["query", .name(name)], "Input should be a valid boolean, unable to interpret input",
                    type: "bool_parsing",
                    input: .string(text)))
            return standard
        }
    }

    /// One of a set of words; `nil` when it is left out or empty.
    package mutating func choice<Choice: RawRepresentable & Sendable>(
        _ name: String, of choices: [Choice]
    ) -> Choice? where Choice.RawValue == String {
        guard let text = last(name), !text.isEmpty else { return nil }
        if let choice = choices.first(where: { $0.rawValue == text }) { return choice }
        faults.append(.notOneOf(choices.map(\.rawValue), .string(text), at: ["query", .name(name)]))
        return nil
    }

    /// For what is wrong with a parameter in a way of its own.
    package mutating func report(_ fault: InputFault) { faults.append(fault) }

    /// A text that must make sense in another way; `nil` when it is left out or empty.
    package mutating func parsed<Value>(
        _ name: String, _ type: String, _ message: String, _ parse: (String) -> Value?
    ) -> Value? {
        guard let text = last(name), !text.isEmpty else { return nil }
        if let value = parse(text) { return value }
        faults.append(InputFault(at: ["query", .name(name)], message, type: type, input: .string(text)))
        return nil
    }

    /// For requests where a parameter that is misspelt, and so ignored, would do harm.
    package mutating func refuseOthers(than names: Set<String>) {
        var reported: Set<String> = []
        for (name, value) in pairs where !names.contains(name) && !name.isEmpty && reported.count < 20 {
            guard reported.insert(name).inserted else { continue }
            faults.append(
                InputFault(
                    at: ["query", .name(Token.masking(String(name.prefix(100))))], "Extra inputs are not permitted",
                    type: "extra_forbidden", input: .string(value)))
        }
    }

    /// - Throws: the 422 with everything that was wrong.
    package func check() throws(Problem) {
        if !faults.isEmpty { throw Problem(faults: faults) }
    }
}
