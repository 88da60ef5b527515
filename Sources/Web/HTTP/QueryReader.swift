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

    package func last(_ name: String) -> String? { pairs.last { $0.name == name }?.value }

    /// An integer of at least `minimum`; numbers beyond 64 bits count as the largest.
    package mutating func integer(_ name: String, default standard: Int, minimum: Int) -> Int {
        guard let text = last(name) else { return standard }
        let place: [InputFault.Place] = ["query", .name(name)]
        guard let value = Self.integer(text) else {
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

    /// What pydantic reads as an integer: digits with a sign and space around them.
    package static func integer(_ text: String) -> Int? {
        let trimmed = text.trimmingCharacters(in: .whitespaces)
        if let value = Int(trimmed) { return value }
        let digits = trimmed.drop { $0 == "-" || $0 == "+" }
        guard trimmed.count - digits.count <= 1, !digits.isEmpty, digits.utf8.allSatisfy({ (48...57).contains($0) }) else {
            return nil
        }
        return trimmed.hasPrefix("-") ? .min : .max
    }

    /// - Throws: the 422 with everything that was wrong.
    package func check() throws(Problem) {
        if !faults.isEmpty { throw Problem(faults: faults) }
    }
}
