internal import APIKeys
internal import Catalog

/// How pages name an operation of the API.
enum OperationWords {
    /// - Parameter name: an operation's or a scope's; one that is not known here stands for itself.
    static func title(_ name: String) -> String {
        if let scope = Scope(rawValue: name) { return "Anything that \(scope.title) opens" }
        return switch name {
        case "service.describe": "Look at the service"
        case "key.describe": "Look at the key itself"
        case "key.check": "Ask what the key may do"
        case "key.rotate": "Rotate the key"
        case "brands.list": "List brands"
        case "brands.create": "Create a brand"
        case "brands.read": "Read a brand"
        case "brands.archive": "Archive a brand"
        default: name
        }
    }
}
