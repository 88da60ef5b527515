/// What a key may do. Scopes do not imply one another.
public enum Scope: String, CaseIterable, Sendable {
    /// Read analytics, metrics and responses.
    case query
    /// Change brand settings, competitors, personas and prompts.
    case configure
    /// Create brands and archive them.
    case createBrand = "create-brand"
    /// Write responses.
    case ingest

    var bit: UInt8 {
        switch self {
        case .query: 1
        case .configure: 2
        case .createBrand: 4
        case .ingest: 8
        }
    }
}

/// A set of scopes, one byte.
public struct Scopes: OptionSet, Hashable, Sendable {
    public let rawValue: UInt8

    public init(rawValue: UInt8) { self.rawValue = rawValue }
    public init(_ scopes: some Sequence<Scope>) { rawValue = scopes.reduce(0) { $0 | $1.bit } }

    public static let query = Scopes([.query])
    public static let configure = Scopes([.configure])
    public static let createBrand = Scopes([.createBrand])
    public static let ingest = Scopes([.ingest])

    public func contains(_ scope: Scope) -> Bool { rawValue & scope.bit != 0 }

    /// The members in the order of ``Scope``.
    public var list: [Scope] { Scope.allCases.filter(contains) }
    /// The members' names, `["query", "create-brand"]`.
    public var names: [String] { list.map(\.rawValue) }
}

extension Scopes: ExpressibleByArrayLiteral {
    public init(arrayLiteral elements: Scope...) { self.init(elements) }
}
