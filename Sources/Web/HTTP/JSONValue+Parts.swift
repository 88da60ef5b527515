extension JSONValue {
    package var text: String? { if case .string(let text) = self { text } else { nil } }
    package var integer: Int? { if case .integer(let value) = self { value } else { nil } }
    package var isTrue: Bool { if case .bool(true) = self { true } else { false } }
    /// The elements of a list; empty for anything else.
    package var elements: [JSONValue] { if case .array(let elements) = self { elements } else { [] } }
    /// The members of an object in their order; empty for anything else.
    package var members: [(name: String, value: JSONValue)] {
        if case .object(let members) = self { members.map { (name: $0.0, value: $0.1) } } else { [] }
    }
}
