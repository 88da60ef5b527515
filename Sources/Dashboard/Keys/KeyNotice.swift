internal import APIKeys

/// What a page says after something was done: a fixed sentence, chosen by the address, so that nothing secret and nothing
/// invented can stand in it.
enum KeyNotice: String {
    case revoked
    case stored
    case changed
    /// The change waits for a second admin.
    case asked
    case narrowed
    case finished
    /// There was nothing to change.
    case same

    /// - Parameter query: of the page's address.
    static func sentence(in query: FormFields) -> String? {
        guard let notice = KeyNotice(rawValue: query["done"]), let key = KeyID(query["key"]) else { return nil }
        return switch notice {
        case .revoked: "Revoked. Nothing more is accepted on \(key)."
        case .stored: "\(key) is ready to use."
        case .changed: "Changed. Every request from now on is decided by it."
        case .asked: "Asked. Nothing is different until a second admin agrees."
        case .narrowed: "Narrowed. \(key) can do what it has used, and nothing else."
        case .finished: "Finished. Nothing more is accepted on \(key)."
        case .same: "There was nothing to change, so \(key) is as it was."
        }
    }
}
