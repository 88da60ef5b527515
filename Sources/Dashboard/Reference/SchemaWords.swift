internal import Web

/// What a schema allows, in words.
struct SchemaWords {
    let type: String
    /// Empty where there is nothing to say.
    let rule: String

    init(_ schema: JSONValue, in document: APIDocument) {
        let schema = document.resolved(schema)
        type = Self.type(schema, in: document)
        rule = Self.rule(schema, in: document)
    }

    private static func type(_ schema: JSONValue, in document: APIDocument) -> String {
        let alternatives = ["anyOf", "oneOf"].flatMap { (schema[$0] ?? .null).elements }
        guard alternatives.isEmpty else {
            return alternatives.map { type(document.resolved($0), in: document) }.joined(separator: " or ")
        }
        let names = schema["type"].map { $0.text.map { [$0] } ?? $0.elements.compactMap(\.text) } ?? []
        guard !names.isEmpty else { return schema["allOf"] == nil ? "anything" : "object" }
        return names.map { name in
            switch (name, schema["format"]?.text) {
            case ("string", "date-time"): return "time"
            case ("string", "uri"): return "URL"
            case ("array", _):
                return "list of " + plural(type(document.resolved(schema["items"] ?? .null), in: document))
            default: return name
            }
        }.joined(separator: " or ")
    }

    private static func plural(_ type: String) -> String {
        ["string", "integer", "object", "URL"].contains(type) ? type + "s" : type
    }

    private static func rule(_ schema: JSONValue, in document: APIDocument) -> String {
        let items = document.resolved(schema["items"] ?? .null)
        let choices = (schema["enum"] ?? items["enum"] ?? .null).elements.compactMap(\.text).map { "`\($0)`" }
        var parts: [String] = []
        if let value = schema["const"] { parts.append("always `\(JSONText.line(value))`") }
        if !choices.isEmpty { parts.append(choices.count == 1 ? choices[0] : "one of \(choices.joined(separator: ", "))") }
        parts += [
            range(schema["minimum"]?.integer, schema["maximum"]?.integer, ""),
            range(schema["minLength"]?.integer, schema["maxLength"]?.integer, " characters"),
            range(schema["minItems"]?.integer, schema["maxItems"]?.integer, " items"),
            range(items["minLength"]?.integer, items["maxLength"]?.integer, " characters each"),
        ].compactMap { $0 }
        if let standard = schema["default"] { parts.append("`\(JSONText.line(standard))` when left out") }
        return parts.joined(separator: "; ")
    }

    private static func range(_ least: Int?, _ most: Int?, _ unit: String) -> String? {
        switch (least, most) {
        case (nil, nil): nil
        case (let least?, nil): "at least \(least)\(least == 1 && !unit.isEmpty ? String(unit.dropLast()) : unit)"
        case (nil, let most?): "at most \(most)\(unit)"
        case (let least?, let most?): "\(least) to \(most)\(unit)"
        }
    }
}
