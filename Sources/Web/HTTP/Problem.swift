package import HTTPTypes
package import Hummingbird

/// An error on its way to an API client: `{"detail": …, "code": …, "request_id": …}`. Never a top-level `error`, which existing
/// clients take for a failure of another kind.
package struct Problem: Error, Sendable {
    package enum Detail: Sendable {
        /// A sentence that says what to do.
        case sentence(String)
        /// FastAPI's list of everything that is wrong with the input.
        case faults([InputFault])
    }

    package let status: HTTPResponse.Status
    package let code: String
    package let detail: Detail
    package var headers: HTTPFields

    package init(_ status: HTTPResponse.Status, code: String, _ sentence: String, headers: HTTPFields = [:]) {
        self.status = status
        self.code = code
        detail = .sentence(sentence)
        self.headers = headers
    }

    /// 422.
    package init(faults: [InputFault]) {
        status = .unprocessableContent
        code = "validation_failed"
        detail = .faults(faults)
        headers = [:]
    }

    package func response(requestID: String) -> Response { answer(requestID: requestID).response }

    package func answer(requestID: String) -> Answer {
        var headers = headers
        // What a key may not do is nobody else's to keep either.
        headers[.cacheControl] = "no-store"
        var json = JSONWriter()
        json.object { object in
            switch detail {
            case .sentence(let sentence): object.field("detail", sentence)
            case .faults(let faults): object.field("detail", array: faults) { $0.object($1.write) }
            }
            object.field("code", code)
            object.field("request_id", requestID)
        }
        return json.answer(status: status, headers: headers)
    }
}

/// One thing wrong with an input, in pydantic's words: clients of the original API read `loc`, `msg` and `type`.
package struct InputFault: Sendable {
    package enum Place: Hashable, Sendable {
        case name(String)
        case index(Int)
    }

    package let location: [Place]
    package let message: String
    package let type: String
    /// What was sent, without the secret of a key that was sent in the wrong place; shortened where it is large.
    package var input: JSONValue?
    package var context: [(String, JSONValue)] = []

    package init(
        at location: [Place], _ message: String, type: String, input: JSONValue? = nil, context: [(String, JSONValue)] = []
    ) {
        self.location = location
        self.message = message
        self.type = type
        self.input = input?.echo
        self.context = context
    }

    func write(_ object: inout JSONWriter.Object) {
        object.field("type", type)
        object.field("loc", array: location) { writer, place in
            switch place {
            case .name(let name): writer.string(name)
            case .index(let index): writer.integer(index)
            }
        }
        object.field("msg", message)
        if let input { object.field("input", input) }
        if !context.isEmpty { object.field("ctx", .object(context.map { ($0.0, $0.1) })) }
    }
}

extension InputFault.Place: ExpressibleByStringLiteral {
    package init(stringLiteral value: String) { self = .name(value) }

    /// `competitors.3.name` as places.
    package static func path(_ text: String) -> [InputFault.Place] {
        text.split(separator: ".").map { part in Int(part).map { .index($0) } ?? .name(String(part)) }
    }
}

extension InputFault {
    package static func notOneOf(_ names: [String], _ input: JSONValue, at place: [Place]) -> InputFault {
        let quoted = names.map { "'\($0)'" }
        let expected =
            quoted.count < 2 ? quoted.joined() : quoted.dropLast().joined(separator: ", ") + " or \(quoted[quoted.count - 1])"
        return InputFault(
            at: place, "Input should be \(expected)", type: "literal_error", input: input,
            context: [("expected", .string(expected))])
    }
}
