internal import APIKeys

/// How pages speak of a scope.
extension Scope {
    var title: String {
        switch self {
        case .query: "Query"
        case .configure: "Configure"
        case .createBrand: "Create Brand"
        case .ingest: "Ingest"
        }
    }

    /// One sentence for its card.
    var explanation: String {
        switch self {
        case .query: "Read analytics, metrics and responses."
        case .configure: "Change brand settings, competitors, personas and prompts."
        case .createBrand: "Create brands and archive them."
        case .ingest: "Write the answers that AI assistants gave."
        }
    }

    /// Completes "let its holder …".
    var deed: String {
        switch self {
        case .query: "read analytics"
        case .configure: "change settings"
        case .createBrand: "create and archive brands"
        case .ingest: "write responses"
        }
    }
}
