internal import Web

/// A member of a body or of an answer, or a parameter, as a row of a table.
struct FieldRow: Sendable {
    /// `competitors[].name` for what lies in the elements of a list.
    let name: String
    let type: String
    let isRequired: Bool
    let note: [Prose.Span]
    /// Its bounds, choices and default, as code or words.
    let rule: [Prose.Span]

    init(name: String, schema: JSONValue, isRequired: Bool, description: String, in document: APIDocument) {
        let words = SchemaWords(schema, in: document)
        self.name = name
        type = words.type
        self.isRequired = isRequired
        note = Prose.spans(description)
        rule = Prose.spans(words.rule)
    }

    /// A parameter.
    init(_ parameter: JSONValue, in document: APIDocument) {
        self.init(
            name: parameter["name"]?.text ?? "", schema: parameter["schema"] ?? .null,
            isRequired: parameter["required"]?.isTrue ?? false, description: parameter["description"]?.text ?? "", in: document)
    }

    private static let deepest = 3

    /// The members of an object, and of the objects in it.
    static func rows(of schema: JSONValue, in document: APIDocument, prefix: String = "", depth: Int = 0) -> [FieldRow] {
        guard depth < deepest else { return [] }
        let schema = document.resolved(schema)
        let required = Set((schema["required"] ?? .null).elements.compactMap(\.text))
        var rows: [FieldRow] = []
        for (name, given) in (schema["properties"] ?? .null).members {
            let resolved = document.resolved(given)
            rows.append(
                FieldRow(
                    name: prefix + name, schema: given, isRequired: required.contains(name),
                    description: (given["description"] ?? resolved["description"])?.text ?? "", in: document))
            rows += self.rows(of: resolved, in: document, prefix: prefix + name + ".", depth: depth + 1)
        }
        if let items = schema["items"] {
            let place = prefix.isEmpty ? "[]." : prefix.dropLast() + "[]."
            rows += self.rows(of: items, in: document, prefix: place, depth: depth)
        }
        for part in ["allOf", "anyOf", "oneOf"].flatMap({ (schema[$0] ?? .null).elements }) {
            let known = Set(rows.map(\.name))
            rows += self.rows(of: part, in: document, prefix: prefix, depth: depth).filter { !known.contains($0.name) }
        }
        return rows
    }
}
