package import Web
internal import Yams

extension APIDocument {
    /// The document of this server, read from the YAML files beside this one. Read once: they are part of the program and cannot
    /// change while it runs.
    package static let latchkey = Result { try APIDocument(yaml: fragments) }

    private static var fragments: [String] {
        [
            PackageResources.info_yaml, PackageResources.brands_yaml, PackageResources.competitors_yaml,
            PackageResources.personas_yaml, PackageResources.prompts_yaml, PackageResources.collections_yaml,
            PackageResources.responses_yaml, PackageResources.query_yaml,
            PackageResources.key_yaml, PackageResources.organization_yaml, PackageResources.keys_yaml,
            PackageResources.key_schemas_yaml, PackageResources.approvals_yaml, PackageResources.webhooks_yaml,
            PackageResources.leaks_yaml, PackageResources.service_yaml, PackageResources.shared_yaml,
            PackageResources.examples_yaml,
        ].map { String(decoding: $0, as: UTF8.self) }
    }

    /// Puts fragments together: objects of the same name become one, lists follow one another.
    /// - Throws: when a fragment is no YAML, or says again what another has said.
    init(yaml fragments: [String]) throws {
        var document = JSONValue.object([])
        for fragment in fragments {
            guard let node = try Yams.compose(yaml: fragment) else { continue }
            document = try document.merged(with: JSONValue(node), at: "")
        }
        self.init(document)
    }
}

struct DocumentFault: Error {
    let message: String
}

extension JSONValue {
    fileprivate init(_ node: Yams.Node) throws {
        switch node {
        case .mapping(let mapping):
            self = .object(try mapping.map { (try Self.name($0.key), try JSONValue($0.value)) })
        case .sequence(let sequence): self = .array(try sequence.map { try JSONValue($0) })
        case .scalar(let scalar): self = Self.value(of: scalar, tag: node.tag.rawValue)
        case .alias: throw DocumentFault(message: "an alias that stands for nothing")
        }
    }

    private static func name(_ node: Yams.Node) throws -> String {
        guard let name = node.string else { throw DocumentFault(message: "a name that is no text") }
        return name
    }

    private static func value(of scalar: Yams.Node.Scalar, tag: String) -> JSONValue {
        switch Yams.Tag.Name(rawValue: tag) {
        case .null: .null
        case .bool: .bool(Bool.construct(from: scalar) ?? false)
        case .int: .integer(Int.construct(from: scalar) ?? 0)
        case .float: .number(Double.construct(from: scalar) ?? 0)
        default: .string(scalar.string)
        }
    }

    fileprivate func merged(with other: JSONValue, at place: String) throws -> JSONValue {
        switch (self, other) {
        case (.object(var members), .object(let others)):
            for (name, value) in others {
                if let index = members.firstIndex(where: { $0.0 == name }) {
                    members[index].1 = try members[index].1.merged(with: value, at: "\(place)/\(name)")
                } else {
                    members.append((name, value))
                }
            }
            return .object(members)
        case (.array(let items), .array(let others)): return .array(items + others)
        default: throw DocumentFault(message: "\(place) is said twice")
        }
    }
}
