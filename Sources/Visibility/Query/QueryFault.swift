/// Why a request is no query. Everything that is wrong with it is said at once.
package enum QueryFault: Error, Hashable, Sendable {
    /// A 400: names, values and dates that make no sense.
    /// - Parameter detail: sentences of a few kilobytes together, which quote the request (each quotation cut to
    ///   ``Complaints/longestQuotation`` scalars, and not escaped).
    case badRequest(detail: String)
    /// A 422 in the shape of FastAPI: counts out of bounds, and what is missing. Never empty. It comes before any 400.
    case invalid([Entry])

    /// One thing of a 422's `detail`.
    package struct Entry: Hashable, Sendable {
        package enum Place: Hashable, Sendable, ExpressibleByStringLiteral, ExpressibleByIntegerLiteral {
            case name(String)
            case index(Int)

            package init(stringLiteral name: String) { self = .name(name) }
            package init(integerLiteral index: Int) { self = .index(index) }
        }

        package enum Input: Hashable, Sendable { case null, emptyList }

        /// `loc`: from `body` down.
        package var place: [Place]
        /// `msg`, in pydantic's words.
        package var message: String
        /// `missing`, `too_short` or `too_long`.
        package var type: String
        /// `input`; left out where it is `nil`.
        package var input: Input?
        /// `ctx`; left out where it is empty.
        package var context: [String: Int]

        package init(at place: [Place], _ message: String, type: String, input: Input? = nil, context: [String: Int] = [:]) {
            self.place = place
            self.message = message
            self.type = type
            self.input = input
            self.context = context
        }
    }
}

extension QueryFault.Entry {
    static func missing(at place: [Place]) -> Self { .init(at: place, "Field required", type: "missing", input: .null) }

    /// - Returns: `nil` for a count within bounds.
    static func count(_ count: Int, outside bounds: ClosedRange<Int>, at place: [Place]) -> Self? {
        if count < bounds.lowerBound {
            return .init(
                at: place,
                "List should have at least \(bounds.lowerBound) item\(bounds.lowerBound == 1 ? "" : "s") after validation, not \(count)",
                type: "too_short", input: .emptyList, context: ["min_length": bounds.lowerBound, "actual_length": count])
        }
        guard count > bounds.upperBound else { return nil }
        return .init(
            at: place, "List should have at most \(bounds.upperBound) items after validation, not \(count)", type: "too_long",
            context: ["max_length": bounds.upperBound, "actual_length": count])
    }
}
