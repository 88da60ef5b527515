/// A statement and its values, written by interpolation: `"SELECT name FROM brands WHERE id = \(id)"`. A value never
/// becomes part of the text; each driver renders the placeholders in its own way (`?` or `$1`).
package struct SQL: ExpressibleByStringInterpolation, Sendable {
    enum Part: Sendable {
        case text(String)
        case value(SQLValue)
    }

    private(set) var parts: [Part]

    package init(stringLiteral text: String) { parts = [.text(text)] }
    package init(stringInterpolation: StringInterpolation) { parts = stringInterpolation.parts }

    /// Text that the program itself wrote, such as a column to sort by. Never a person's input.
    init(trusted text: String) { parts = [.text(text)] }

    static func + (left: SQL, right: SQL) -> SQL {
        var sum = left
        sum.parts += right.parts
        return sum
    }

    package struct StringInterpolation: StringInterpolationProtocol {
        var parts: [Part] = []

        package init(literalCapacity: Int, interpolationCount: Int) {
            parts.reserveCapacity(interpolationCount * 2 + 1)
        }

        package mutating func appendLiteral(_ literal: String) { parts.append(.text(literal)) }
        package mutating func appendInterpolation(_ value: Int?) {
            parts.append(.value(value.map { .integer(Int64($0)) } ?? .null))
        }
        package mutating func appendInterpolation(_ value: Int64?) { parts.append(.value(value.map(SQLValue.integer) ?? .null)) }
        package mutating func appendInterpolation(_ value: String?) { parts.append(.value(value.map(SQLValue.text) ?? .null)) }
        package mutating func appendInterpolation(_ value: Bool) { parts.append(.value(.integer(value ? 1 : 0))) }
        package mutating func appendInterpolation(_ value: [UInt8]) { parts.append(.value(.blob(value))) }
        package mutating func appendInterpolation(_ sql: SQL) { parts += sql.parts }
    }

    /// The text with a placeholder for each value, and the values in order.
    func rendered(placeholder: (Int) -> String) -> (text: String, values: [SQLValue]) {
        var text = ""
        var values: [SQLValue] = []
        for part in parts {
            switch part {
            case .text(let literal): text += literal
            case .value(let value):
                values.append(value)
                text += placeholder(values.count)
            }
        }
        return (text, values)
    }
}

/// What a column can hold. Moments are integers (milliseconds UTC), truth is 0 or 1, lists are JSON text.
package enum SQLValue: Hashable, Sendable {
    case null
    case integer(Int64)
    case text(String)
    case blob([UInt8])
}
