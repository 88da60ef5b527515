internal import APIKeys
internal import Catalog
internal import Web

/// How a JSON value of one kind is read: what it becomes, or what is wrong with it, in pydantic's words.
struct FieldKind<Value> {
    /// - Returns: `nil` after a fault was added.
    let read: (JSONValue, _ place: [InputFault.Place], inout InputFaults) -> Value?
}

extension FieldKind where Value == String {
    /// - Parameters: in characters as Python counts them, that is in code points.
    static func string(minimum: Int = 0, maximum: Int = .max) -> FieldKind {
        FieldKind { value, place, faults in
            guard case .string(let text) = value else {
                faults.add(InputFault(at: place, "Input should be a valid string", type: "string_type", input: value))
                return nil
            }
            // The length is known in bytes; only where those leave it open is it worth counting.
            guard minimum == 0 || text.unicodeScalars.count >= minimum else {
                faults.add(
                    InputFault(
                        at: place, "String should have at least \(minimum) character\(minimum == 1 ? "" : "s")",
                        type: "string_too_short", input: value, context: [("min_length", .integer(minimum))]))
                return nil
            }
            guard text.utf8.count <= maximum || text.unicodeScalars.count <= maximum else {
                faults.add(
                    InputFault(
                        at: place, "String should have at most \(maximum) characters", type: "string_too_long", input: value,
                        context: [("max_length", .integer(maximum))]))
                return nil
            }
            return text
        }
    }

    /// - Parameter length: bounds included.
    static func string(in length: ClosedRange<Int>) -> FieldKind {
        .string(minimum: length.lowerBound, maximum: length.upperBound)
    }

    /// An absolute http(s) URL.
    static var url: FieldKind {
        FieldKind { value, place, faults in
            guard case .string(let text) = value else {
                faults.add(
                    InputFault(at: place, "URL input should be a string or URL", type: "url_type", input: value))
                return nil
            }
            guard let fault = InputFault.ofURL(text, at: place) else { return text }
            faults.add(fault)
            return nil
        }
    }
}

// Numbers and truth values are read as leniently as the original reads them (pydantic's lax mode).

extension FieldKind where Value == Bool {
    static var bool: FieldKind {
        FieldKind { value, place, faults in
            switch value {
            case .bool(let value): return value
            case .integer(0), .number(0): return false
            case .integer(1), .number(1): return true
            case .string(let text):
                switch text.lowercased() {
                case "0", "off", "f", "false", "n", "no": return false
                case "1", "on", "t", "true", "y", "yes": return true
                default: faults.add(.notABool(value, at: place))
                }
            case .integer: faults.add(.notABool(value, at: place))
            default: faults.add(InputFault(at: place, "Input should be a valid boolean", type: "bool_type", input: value))
            }
            return nil
        }
    }
}

extension FieldKind where Value == Int {
    /// Any integer; those beyond 64 bits count as the largest.
    static var integer: FieldKind {
        FieldKind { value, place, faults in
            switch value {
            case .integer(let number): return number
            case .bool(let value): return value ? 1 : 0
            case .number(let number) where number == number.rounded():
                return Int(exactly: number) ?? (number < 0 ? .min : .max)
            case .number:
                faults.add(
                    InputFault(
                        at: place, "Input should be a valid integer, got a number with a fractional part",
                        type: "int_from_float", input: value))
            case .string(let text):
                if let number = Int(lax: text) { return number }
                faults.add(.notAnInteger(at: place, text))
            default: faults.add(InputFault(at: place, "Input should be a valid integer", type: "int_type", input: value))
            }
            return nil
        }
    }

    /// An integer within `range`, bounds included.
    static func integer(in range: ClosedRange<Int>) -> FieldKind {
        FieldKind { value, place, faults in
            guard let number = integer.read(value, place, &faults) else { return nil }
            guard range.contains(number) else {
                faults.add(.outOfRange(number, range, value, at: place))
                return nil
            }
            return number
        }
    }
}

extension FieldKind where Value == Double {
    static var number: FieldKind {
        FieldKind { value, place, faults in
            switch value {
            case .integer(let number): return Double(number)
            case .number(let number): return number
            case .bool(let value): return value ? 1 : 0
            case .string(let text):
                if let number = Double(text.trimmed), number.isFinite { return number }
                faults.add(
                    InputFault(
                        at: place, "Input should be a valid number, unable to parse string as a number", type: "float_parsing",
                        input: value))
            default: faults.add(InputFault(at: place, "Input should be a valid number", type: "float_type", input: value))
            }
            return nil
        }
    }
}

extension FieldKind where Value == JSONValue {
    /// An object of any members.
    static var anyObject: FieldKind {
        FieldKind { value, place, faults in
            if case .object = value { return value }
            faults.add(InputFault(at: place, "Input should be a valid dictionary", type: "dict_type", input: value))
            return nil
        }
    }
}

extension FieldKind where Value == Timestamp {
    /// The same, or without an offset, which then is UTC.
    static var momentOrUTC: FieldKind {
        .parsed("datetime_parsing", "Input should be a moment like 2027-02-21T12:00:00Z") {
            Timestamp(rfc3339: $0) ?? Timestamp(rfc3339: $0 + "Z")
        }
    }

    /// An RFC 3339 moment: `2027-02-21T12:00:00Z`.
    static var moment: FieldKind {
        .parsed("datetime_parsing", "Input should be a moment like 2027-02-21T12:00:00Z") { Timestamp(rfc3339: $0) }
    }
}

extension FieldKind {
    /// A text that must make sense in another way.
    static func parsed(_ type: String, _ message: String, _ parse: @escaping (String) -> Value?) -> FieldKind {
        FieldKind { value, place, faults in
            guard let text = FieldKind<String>.string().read(value, place, &faults) else { return nil }
            if let value = parse(text) { return value }
            faults.add(InputFault(at: place, message, type: type, input: value))
            return nil
        }
    }

    static func choice() -> FieldKind where Value: RawRepresentable & CaseIterable, Value.RawValue == String {
        FieldKind { value, place, faults in
            if case .string(let text) = value, let choice = Value(rawValue: text) { return choice }
            faults.add(.notOneOf(Value.allCases.map(\.rawValue), value, at: place))
            return nil
        }
    }

    /// - Parameter read: may return `nil` only after it reported why.
    static func object(_ read: @escaping (inout BodyReader) -> Value?) -> FieldKind {
        FieldKind { value, place, faults in
            guard case .object = value else {
                faults.add(.notAnObject(value, at: place))
                return nil
            }
            var reader = BodyReader(value: value, place: place, InputFaults(beingStrict: faults.areStrict))
            let result = read(&reader)
            let found = reader.allFaults
            found.forEach { faults.add($0) }
            return found.isEmpty ? result : nil
        }
    }

    /// A list; what is wrong with an element is told with its index.
    static func list<Element>(
        of kind: FieldKind<Element>, minimum: Int = 0, maximum: Int = 10_000
    ) -> FieldKind where Value == [Element] {
        FieldKind { value, place, faults in
            guard case .array(let items) = value else {
                faults.add(InputFault(at: place, "Input should be a valid list", type: "list_type", input: value))
                return nil
            }
            guard items.count <= maximum else {
                faults.add(.tooLong(items.count, most: maximum, value, at: place))
                return nil
            }
            guard items.count >= minimum else {
                faults.add(.tooShort(items.count, least: minimum, value, at: place))
                return nil
            }
            return items.enumerated().compactMap { kind.read($1, place + [.index($0)], &faults) }
        }
    }
}
