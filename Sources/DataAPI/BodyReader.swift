internal import Hummingbird
internal import NIOCore
internal import Web

/// Reads a JSON body field by field and gathers everything that is wrong with it, in pydantic's words and places. Unknown members
/// are ignored.
struct BodyReader {
    /// A larger body is 413.
    static let limit = 1024 * 1024

    private let value: JSONValue
    private let place: [InputFault.Place]
    private(set) var faults: [InputFault] = []
    /// An error body that names more than this helps nobody, and would be larger than the request.
    private static let mostFaults = 100
    /// What a list may hold; more is a mistake.
    private static let mostItems = 10_000

    /// - Throws: ``Problem`` 413 when the body is too large, 422 when it is missing, no JSON, or no object.
    static func read(_ request: Request) async throws -> BodyReader {
        let buffer: ByteBuffer
        do {
            buffer = try await request.body.collect(upTo: limit)
        } catch is NIOTooManyBytesError {
            throw Problem(
                .contentTooLarge, code: "body_too_large",
                "The body is larger than \(limit) bytes. Send less at a time.")
        }
        guard buffer.readableBytes > 0 else {
            throw Problem(faults: [InputFault(at: ["body"], "Field required", type: "missing", input: .null)])
        }
        let value: JSONValue
        do throws(JSONFault) {
            value = try JSONValue.parse(Array(buffer.readableBytesView))
        } catch {
            throw Problem(faults: [
                InputFault(
                    at: ["body", .index(error.position)], "JSON decode error", type: "json_invalid", input: .object([]),
                    context: [("error", .string(error.reason))])
            ])
        }
        guard case .object = value else {
            throw Problem(faults: [
                InputFault(
                    at: ["body"], "Input should be a valid dictionary or object to extract fields from",
                    type: "model_attributes_type", input: value.excerpt)
            ])
        }
        return BodyReader(value: value, place: ["body"])
    }

    private init(value: JSONValue, place: [InputFault.Place]) {
        self.value = value
        self.place = place
    }

    /// - Throws: the 422 with everything that was wrong.
    func check() throws(Problem) {
        if !faults.isEmpty { throw Problem(faults: faults) }
    }

    private mutating func report(_ fault: InputFault) {
        if faults.count < Self.mostFaults { faults.append(fault) }
    }

    // MARK: Fields. A faulty one yields a stand-in, so that reading goes on and finds the other faults.

    mutating func string(_ name: String, minimum: Int = 0) -> String {
        guard let member = value[name] else {
            fault(name, "Field required", "missing", input: value)
            return ""
        }
        return string(member, at: place + [.name(name)], minimum: minimum)
    }

    mutating func strings(_ name: String) -> [String] {
        list(name).enumerated().map { index, item in
            string(item, at: place + [.name(name), .index(index)], minimum: 0)
        }
    }

    /// Absolute URLs, 1 to 2083 characters. They are returned as they were sent.
    mutating func urls(_ name: String) -> [String] {
        list(name).enumerated().map { index, item in
            let place = place + [.name(name), .index(index)]
            let before = faults.count
            let text = string(item, at: place, minimum: 0)
            if faults.count == before { checkURL(text, at: place) }
            return text
        }
    }

    mutating func bool(_ name: String, default standard: Bool) -> Bool {
        switch value[name] {
        case nil: return standard
        case .bool(let value): return value
        // pydantic's lax mode.
        case .integer(0), .string("false"), .string("0"), .string("no"), .string("off"): return false
        case .integer(1), .string("true"), .string("1"), .string("yes"), .string("on"): return true
        case .integer(let other):
            fault(name, "Input should be a valid boolean, unable to interpret input", "bool_parsing", input: .integer(other))
        case .string(let other):
            fault(name, "Input should be a valid boolean, unable to interpret input", "bool_parsing", input: .string(other))
        case .some(let other):
            fault(name, "Input should be a valid boolean", "bool_type", input: other)
        }
        return standard
    }

    mutating func choice<Choice: RawRepresentable & CaseIterable>(
        _ name: String, default standard: Choice
    ) -> Choice where Choice.RawValue == String {
        guard let member = value[name] else { return standard }
        if case .string(let text) = member, let choice = Choice(rawValue: text) { return choice }
        let names = Choice.allCases.map { "'\($0.rawValue)'" }
        let expected = names.dropLast().joined(separator: ", ") + " or " + (names.last ?? "")
        report(
            InputFault(
                at: place + [.name(name)], "Input should be \(expected)", type: "enum", input: member.excerpt,
                context: [("expected", .string(expected))]))
        return standard
    }

    /// Reads each element of a list of objects.
    mutating func objects<Element>(_ name: String, _ read: (inout BodyReader) -> Element) -> [Element] {
        list(name).enumerated().compactMap { index, item in
            let place = place + [.name(name), .index(index)]
            guard case .object = item else {
                report(
                    InputFault(
                        at: place, "Input should be a valid dictionary or object to extract fields from",
                        type: "model_attributes_type", input: item.excerpt))
                return nil
            }
            var reader = BodyReader(value: item, place: place)
            let element = read(&reader)
            reader.faults.forEach { report($0) }
            return element
        }
    }

    // MARK: Values

    private mutating func list(_ name: String) -> [JSONValue] {
        switch value[name] {
        case nil: return []
        case .array(let items) where items.count > Self.mostItems:
            report(
                InputFault(
                    at: place + [.name(name)],
                    "List should have at most \(Self.mostItems) items after validation, not \(items.count)", type: "too_long",
                    context: [("max_length", .integer(Self.mostItems)), ("actual_length", .integer(items.count))]))
            return []
        case .array(let items): return items
        case .some(let other):
            fault(name, "Input should be a valid list", "list_type", input: other)
            return []
        }
    }

    private mutating func string(_ member: JSONValue, at place: [InputFault.Place], minimum: Int) -> String {
        guard case .string(let text) = member else {
            report(
                InputFault(at: place, "Input should be a valid string", type: "string_type", input: member.excerpt))
            return ""
        }
        if text.count < minimum {
            report(
                InputFault(
                    at: place, "String should have at least \(minimum) character\(minimum == 1 ? "" : "s")",
                    type: "string_too_short", input: member, context: [("min_length", .integer(minimum))]))
        }
        return text
    }

    private mutating func checkURL(_ text: String, at place: [InputFault.Place]) {
        if text.count > 2083 {
            report(
                InputFault(
                    at: place, "URL should have at most 2083 characters", type: "url_too_long",
                    input: .string(String(text.prefix(200)) + "…"), context: [("max_length", .integer(2083))]))
            return
        }
        let parts = text.split(separator: "://", maxSplits: 1, omittingEmptySubsequences: false)
        let scheme = parts.first ?? ""
        let isURL =
            parts.count == 2 && scheme.first?.isASCII == true && scheme.first?.isLetter == true
            && !parts[1].isEmpty && !parts[1].hasPrefix("/") && !text.contains(where: \.isWhitespace)
        guard !isURL else { return }
        let reason = text.isEmpty ? "input is empty" : parts.count == 2 ? "empty host" : "relative URL without a base"
        report(
            InputFault(
                at: place, "Input should be a valid URL, \(reason)", type: "url_parsing", input: .string(text),
                context: [("error", .string(reason))]))
    }

    private mutating func fault(_ name: String, _ message: String, _ type: String, input: JSONValue) {
        report(InputFault(at: place + [.name(name)], message, type: type, input: input.excerpt))
    }
}
