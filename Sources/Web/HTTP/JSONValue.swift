/// Any JSON, as a body may bring it. Members keep their order.
package enum JSONValue: Sendable {
    case null
    case bool(Bool)
    case integer(Int)
    case number(Double)
    case string(String)
    case array([JSONValue])
    case object([(String, JSONValue)])

    /// - Parameter isForgiving: JSON that cannot be held, a number beyond 64 bits of floating point or what is nested more than 64 deep,
    ///   is no fault and read as `null`.
    /// - Throws: ``JSONFault`` when the bytes are no JSON (RFC 8259), or cannot be held.
    package static func parse(_ bytes: [UInt8], isForgiving: Bool = false) throws(JSONFault) -> JSONValue {
        var parser = JSONParser(bytes, isForgiving: isForgiving)
        return try parser.document()
    }

    /// Hands out the elements of an array one after the other, so that only one of them is in memory beside the bytes.
    /// - Throws: ``JSONFault``, also after elements were handed out.
    package static func parseList(_ bytes: [UInt8], _ take: (JSONValue) -> Void) throws(JSONFault) {
        var parser = JSONParser(bytes)
        try parser.elements(take)
    }

    /// Of a member that is given twice the last one counts, as in the original service.
    package subscript(_ key: String) -> JSONValue? {
        guard case .object(let members) = self else { return nil }
        return members.last { $0.0 == key }?.1
    }
}

/// Where and why bytes are no JSON.
package struct JSONFault: Error, Sendable {
    /// Counted in characters as Python counts them, that is in code points, from 0.
    package let position: Int
    package let reason: String
}
