/// One operation of an ``APIDocument``, its references resolved on the first level.
package struct APIOperation: Sendable {
    static let methods: Set = ["get", "put", "post", "delete", "patch"]

    /// Who may call it.
    package enum Access: Hashable, Sendable {
        case everyone
        /// A key with any of these scopes; any key when there is none.
        case key(anyOf: [String])
        case adminToken
    }

    /// In capitals.
    package let method: String
    /// Such as `/v1/brands/{brand_id}`.
    package let path: String
    package let id: String
    package let tag: String
    package let summary: String
    package let description: String
    package let access: Access
    /// What the decision on keys calls it, such as `brands.read`; `nil` where no key is asked for.
    package let decisionName: String?
    /// Those of the path first.
    package let parameters: [JSONValue]
    package let body: JSONValue?
    package let responses: [(status: String, response: JSONValue)]

    init(method: String, path: String, item: JSONValue, operation: JSONValue, in document: APIDocument) {
        self.method = method.uppercased()
        self.path = path
        id = operation["operationId"]?.text ?? ""
        tag = operation["tags"]?.elements.first?.text ?? ""
        summary = operation["summary"]?.text ?? ""
        description = operation["description"]?.text ?? ""
        access = Access(operation["security"] ?? .null)
        decisionName = operation["x-latchkey-operation"]?.text
        parameters = [item, operation].flatMap { ($0["parameters"] ?? .null).elements }.map(document.resolved)
        body = operation["requestBody"].map(document.resolved)
        responses = (operation["responses"] ?? .null).members.map { ($0.name, document.resolved($0.value)) }
    }
}

extension APIOperation.Access {
    /// - Parameter security: a list of alternatives; empty for everyone.
    fileprivate init(_ security: JSONValue) {
        let alternatives = security.elements.flatMap(\.members)
        if alternatives.isEmpty {
            self = .everyone
        } else if alternatives.contains(where: { $0.name == "AdminToken" }) {
            self = .adminToken
        } else {
            self = .key(anyOf: alternatives.flatMap { $0.value.elements.compactMap(\.text) })
        }
    }
}
