internal import APIKeys

/// What a page says after something was done: a fixed sentence, chosen by the address, so that nothing secret and nothing
/// invented can stand in it.
enum KeyNotice: String {
    case revoked
    case stored

    /// - Parameter query: of the page's address.
    static func sentence(in query: FormFields) -> String? {
        guard let notice = KeyNotice(rawValue: query["done"]), let key = KeyID(query["key"]) else { return nil }
        return switch notice {
        case .revoked: "Revoked. Nothing more is accepted on \(key)."
        case .stored: "\(key) is ready to use."
        }
    }
}
