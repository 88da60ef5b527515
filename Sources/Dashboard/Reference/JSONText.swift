internal import NIOCore
internal import Web

/// JSON as people read it: what fits on a line stands on one.
struct JSONText {
    private static let width = 84

    private(set) var text = ""

    init(_ value: JSONValue) { write(value, indent: 0, used: 0) }

    /// - Parameter used: how many characters the line has already.
    private mutating func write(_ value: JSONValue, indent: Int, used: Int) {
        let line = Self.line(value)
        if used + line.count <= Self.width {
            text += line
            return
        }
        switch value {
        case .array(let items): write(items.map { (nil, $0) }, between: ("[", "]"), indent)
        case .object(let members): write(members.map { ($0.0, $0.1) }, between: ("{", "}"), indent)
        default: text += line
        }
    }

    private mutating func write(_ parts: [(name: String?, value: JSONValue)], between marks: (String, String), _ indent: Int) {
        let margin = String(repeating: " ", count: indent + 2)
        text += marks.0
        for (index, part) in parts.enumerated() {
            let name = part.name.map { "\(Self.line(.string($0))): " } ?? ""
            text += (index == 0 ? "\n" : ",\n") + margin + name
            write(part.value, indent: indent + 2, used: margin.count + name.count)
        }
        text += "\n" + String(repeating: " ", count: indent) + marks.1
    }

    /// All of it on one line.
    static func line(_ value: JSONValue) -> String {
        switch value {
        case .array(let items): return "[" + items.map(line).joined(separator: ", ") + "]"
        case .object(let members):
            return "{" + members.map { "\(line(.string($0.0))): \(line($0.1))" }.joined(separator: ", ") + "}"
        default:
            var json = JSONWriter(capacity: 64)
            json.value(value)
            return String(buffer: json.answer().body)
        }
    }
}
