internal import Web

/// One operation on the page.
struct OperationView: Sendable {
    let anchor: String
    let method: String
    let path: String
    let heading: String
    let about: Prose
    let access: [Prose.Span]
    let parameters: [ParameterGroup]
    let body: [BodyView]
    let request: String
    let answers: [AnswerView]
    let refusals: [RefusalView]
    let hasRefusals: Bool

    struct ParameterGroup: Sendable {
        let place: String
        let fields: [FieldRow]
    }

    struct BodyView: Sendable {
        let isOptional: Bool
        let fields: [FieldRow]
    }

    /// What success looks like.
    struct AnswerView: Sendable {
        let status: String
        let meaning: [Prose.Span]
        let example: String
        let hasExample: Bool
        let answerFields: [FieldRow]
        let hasAnswerFields: Bool
    }

    struct RefusalView: Sendable {
        let refusedWith: String
        let codes: [String]
        let why: [Prose.Span]
    }

    init(_ operation: APIOperation, in document: APIDocument) {
        anchor = operation.id
        method = operation.method
        path = operation.path
        heading = operation.summary
        about = Prose(operation.description)
        access = Prose.spans(Self.words(operation.access))
        parameters = [("path", "In the path"), ("query", "In the query"), ("header", "Headers")].compactMap { place, title in
            let fields = operation.parameters.filter { $0["in"]?.text == place }.map { FieldRow($0, in: document) }
            return fields.isEmpty ? nil : ParameterGroup(place: title, fields: fields)
        }
        let content = operation.body?["content"]?["application/json"]
        body =
            content.map { content in
                let fields = FieldRow.rows(of: content["schema"] ?? .null, in: document)
                return [BodyView(isOptional: operation.body?["required"]?.isTrue != true, fields: fields)]
            } ?? []
        request = CurlExample(operation, body: content.flatMap { Self.example(of: $0, in: document) }).text
        answers = operation.responses.filter { $0.status.hasPrefix("2") || $0.status.hasPrefix("3") }.map {
            AnswerView($0.status, $0.response, in: document)
        }
        refusals = operation.responses.filter { $0.status.hasPrefix("4") || $0.status.hasPrefix("5") }.map {
            RefusalView($0.status, $0.response, in: document)
        }
        hasRefusals = !refusals.isEmpty
    }

    private static func words(_ access: APIOperation.Access) -> String {
        switch access {
        case .everyone: "no key"
        case .adminToken: "admin token"
        case .key(let scopes) where scopes.isEmpty: "any key"
        case .key(let scopes): scopes.map { "`\($0)`" }.joined(separator: " or ")
        }
    }

    /// The example of some content, or the first of several.
    static func example(of content: JSONValue, in document: APIDocument) -> JSONValue? {
        content["example"] ?? (content["examples"] ?? .null).members.first.flatMap { document.resolved($0.value)["value"] }
    }
}

extension OperationView.AnswerView {
    init(_ status: String, _ response: JSONValue, in document: APIDocument) {
        self.status = status
        meaning = Prose.spans(response["description"]?.text ?? "")
        let content = (response["content"] ?? .null).members.first?.value ?? .null
        let example = OperationView.example(of: content, in: document)
        self.example = example.map { $0.text ?? JSONText($0).text } ?? ""
        hasExample = example != nil
        answerFields = FieldRow.rows(of: content["schema"] ?? .null, in: document)
        hasAnswerFields = !answerFields.isEmpty
    }
}

extension OperationView.RefusalView {
    init(_ status: String, _ response: JSONValue, in document: APIDocument) {
        refusedWith = status
        why = Prose.spans(response["description"]?.text ?? "")
        let schema = document.resolved((response["content"] ?? .null).members.first?.value["schema"] ?? .null)
        let parts = [schema] + (schema["allOf"] ?? .null).elements
        codes = parts.flatMap { part in
            let code = part["properties"]?["code"]
            return (code?["enum"] ?? .null).elements.compactMap(\.text) + [code?["const"]?.text].compactMap { $0 }
        }
    }
}
