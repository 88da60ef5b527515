/// The OpenAPI document of this server: programs read it as JSON, and the reference for people is made of it.
package struct APIDocument: Sendable {
    package let json: JSONValue

    package init(_ json: JSONValue) { self.json = json }

    package var title: String { json["info"]?["title"]?.text ?? "" }
    package var description: String { json["info"]?["description"]?.text ?? "" }

    /// The areas in their order.
    package var tags: [(name: String, description: String)] {
        (json["tags"] ?? .null).elements.map { ($0["name"]?.text ?? "", $0["description"]?.text ?? "") }
    }

    /// Every operation, in the order of the document.
    package var operations: [APIOperation] {
        (json["paths"] ?? .null).members.flatMap { path, item in
            item.members.compactMap { method, operation in
                APIOperation.methods.contains(method)
                    ? APIOperation(method: method, path: path, item: item, operation: operation, in: self) : nil
            }
        }
    }

    /// What a `$ref` stands for; anything else as it is.
    ///
    /// - Returns: `.null` for a reference that leads nowhere.
    package func resolved(_ value: JSONValue) -> JSONValue {
        var value = value
        // A chain of references is short, and one that ends in itself is none.
        for _ in 0..<8 {
            guard let reference = value["$ref"]?.text else { return value }
            value = target(of: reference) ?? .null
        }
        return .null
    }

    /// - Returns: `nil` when there is nothing at the place that a reference such as `#/components/schemas/Brand` names.
    package func target(of reference: String) -> JSONValue? {
        guard reference.hasPrefix("#/") else { return nil }
        return reference.dropFirst(2).split(separator: "/").reduce(json as JSONValue?) { value, part in
            value?[String(part).replacing("~1", with: "/").replacing("~0", with: "~")]
        }
    }
}
