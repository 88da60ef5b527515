internal import Catalog
internal import Web

extension InputFault {
    /// Bytes that are no JSON; the place ends with where they stop being it.
    init(_ fault: JSONFault, at place: [Place]) {
        self.init(
            at: place + [.index(fault.position)], "JSON decode error", type: "json_invalid", input: .object([]),
            context: [("error", .string(fault.reason))])
    }

    static func notAnObject(_ value: JSONValue, at place: [Place]) -> InputFault {
        InputFault(
            at: place, "Input should be a valid dictionary or object to extract fields from", type: "model_attributes_type",
            input: value)
    }

    static func outOfRange(_ number: Int, _ range: ClosedRange<Int>, _ value: JSONValue, at place: [Place]) -> InputFault {
        let (bound, word, type, name) =
            number < range.lowerBound
            ? (range.lowerBound, "greater than or equal to", "greater_than_equal", "ge")
            : (range.upperBound, "less than or equal to", "less_than_equal", "le")
        return InputFault(
            at: place, "Input should be \(word) \(bound)", type: type, input: value, context: [(name, .integer(bound))])
    }

    /// - Parameter value: the list; `nil` for one that is never in memory whole, or holds what is not to be repeated.
    static func tooLong(_ count: Int, most: Int, _ value: JSONValue?, at place: [Place]) -> InputFault {
        InputFault(
            at: place, "List should have at most \(most) items after validation, not \(count)", type: "too_long", input: value,
            context: [("field_type", .string("List")), ("max_length", .integer(most)), ("actual_length", .integer(count))])
    }

    static func tooShort(_ count: Int, least: Int, _ value: JSONValue, at place: [Place]) -> InputFault {
        InputFault(
            at: place, "List should have at least \(least) item\(least == 1 ? "" : "s") after validation, not \(count)",
            type: "too_short", input: value,
            context: [("field_type", .string("List")), ("min_length", .integer(least)), ("actual_length", .integer(count))])
    }

    static func notABool(_ value: JSONValue, at place: [Place]) -> InputFault {
        InputFault(
            at: place, "Input should be a valid boolean, unable to interpret input", type: "bool_parsing", input: value)
    }

    /// `nil` for an absolute http(s) URL of 1 to 2083 characters, read as WHATWG has it: space around it is none of it, and two slashes
    /// may be fewer or more.
    static func ofURL(_ text: String, at place: [Place]) -> InputFault? {
        let longest = TextRule.website.length.upperBound
        if text.unicodeScalars.count > longest {
            return InputFault(
                at: place, "URL should have at most \(longest) characters", type: "url_too_long", input: .string(text),
                context: [("max_length", .integer(longest))])
        }
        let url = Website.tidied(text)
        guard let scheme = url.prefixMatch(of: /([A-Za-z][A-Za-z0-9+.\-]*):/)?.output.1.lowercased() else {
            return .noURL(text, text.isEmpty ? "input is empty" : "relative URL without a base", at: place)
        }
        guard ["http", "https"].contains(scheme) else {
            let schemes = "'http' or 'https'"
            return InputFault(
                at: place, "URL scheme should be \(schemes)", type: "url_scheme", input: .string(text),
                context: [("expected_schemes", .string(schemes))])
        }
        var host = url.dropFirst(scheme.count + 3).prefix { !"/\\?#".contains($0) }
        if let at = host.lastIndex(of: "@") { host = host[host.index(after: at)...] }
        if host.isEmpty || host.first == ":" { return .noURL(text, "empty host", at: place) }
        if host.contains(where: \.isWhitespace) { return .noURL(text, "invalid international domain name", at: place) }
        return nil
    }

    private static func noURL(_ text: String, _ reason: String, at place: [Place]) -> InputFault {
        InputFault(
            at: place, "Input should be a valid URL, \(reason)", type: "url_parsing", input: .string(text),
            context: [("error", .string(reason))])
    }
}
