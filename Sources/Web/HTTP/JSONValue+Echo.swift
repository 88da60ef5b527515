internal import APIKeys

/// What an error body repeats of an input.
extension JSONValue {
    /// As large as what people write by hand. A request has a hundred faults at most, and each repeats its own part.
    private static let longestEcho = 8 * 1024

    /// All of it, as the original repeats it, but cut short where that would make an error body as large as the request was; and without
    /// the secrets of keys.
    package var echo: JSONValue {
        var room = Self.longestEcho
        return fits(in: &room) ? masked : excerpt(depth: 3)
    }

    /// Whether it takes no more than so many bytes, near enough. Nothing beyond them is looked at.
    private func fits(in room: inout Int) -> Bool {
        room -= 2
        switch self {
        case .null, .bool, .integer, .number: break
        case .string(let text): room -= text.utf8.count
        case .array(let items):
            for item in items { guard item.fits(in: &room) else { return false } }
        case .object(let members):
            for (name, value) in members {
                room -= name.utf8.count + 2
                guard value.fits(in: &room) else { return false }
            }
        }
        return room >= 0
    }

    private var masked: JSONValue {
        switch self {
        case .string(let text): .string(Token.masking(text))
        case .array(let items): .array(items.map(\.masked))
        case .object(let members): .object(members.map { (Token.masking($0.0), $0.1.masked) })
        default: self
        }
    }

    private func excerpt(depth: Int) -> JSONValue {
        switch self {
        case .string(let text) where text.count > 200: .string(Token.masking(text).prefix(200) + "…")
        case .string(let text): .string(Token.masking(text))
        case .array where depth == 0: .string("…")
        case .object where depth == 0: .string("…")
        case .array(let items): .array(items.prefix(5).map { $0.excerpt(depth: depth - 1) })
        case .object(let members):
            .object(
                members.prefix(12).map { (String(Token.masking($0.0).prefix(200)), $0.1.excerpt(depth: depth - 1)) })
        default: self
        }
    }
}
