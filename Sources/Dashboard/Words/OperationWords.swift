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
        case "brands.update": "Change a brand's settings"
        case "brands.archive": "Archive a brand"
        case "competitors.read": "Read competitors"
        case "competitors.change": "Change competitors"
        case "personas.read": "Read personas"
        case "personas.change": "Change personas"
        case "prompts.read": "Read prompts"
        case "prompts.change": "Add, change or archive prompts"
        case "collections.read": "See what is to be collected"
        case "collections.request": "Ask for answers now"
        case "responses.read": "Read responses"
        case "responses.write": "Send responses in"
        case "queries.run": "Query metrics"
        default: name
        }
    }
}
