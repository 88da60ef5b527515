internal import Web

/// A request as it is pasted into a shell that knows the server's address and a token.
struct CurlExample {
    let text: String

    init(_ operation: APIOperation, body: JSONValue?) {
        var lines = ["curl"]
        if operation.method != (body == nil ? "GET" : "POST") { lines[0] += " -X \(operation.method)" }
        switch operation.access {
        case .everyone: break
        case .key: lines[0] += " -H \"Authorization: Bearer $LATCHKEY_KEY\""
        case .adminToken: lines[0] += " -H \"Authorization: Bearer $LATCHKEY_ADMIN_TOKEN\""
        }
        lines.append("\"$LATCHKEY_URL\(Self.address(operation))\"")
        if let body {
            lines.append("-H \"Content-Type: application/json\"")
            lines.append("-d '\(JSONText(body).text.replacing("'", with: "'\\''"))'")
        }
        text = lines.joined(separator: " \\\n  ")
    }

    /// The path and the query with the examples of their parameters.
    private static func address(_ operation: APIOperation) -> String {
        var path = operation.path
        var query: [String] = []
        for parameter in operation.parameters {
            let name = parameter["name"]?.text ?? ""
            guard let example = parameter["example"].map({ $0.text ?? JSONText.line($0) }) else { continue }
            switch parameter["in"]?.text {
            case "path": path = path.replacing("{\(name)}", with: PercentEncoding.encode(example))
            case "query": query.append("\(name)=\(PercentEncoding.encode(example))")
            default: break
            }
        }
        return query.isEmpty ? path : "\(path)?\(query.joined(separator: "&"))"
    }
}
