package import APIKeys

/// What an entry says of the stored record of its key or admin token, as it is after the change. So a record put back as it was before
/// is found, whatever revision it is given.
package enum RecordMark: Hashable, Sendable {
    /// The beginning of the record's seal.
    case seal(UInt128)
    /// Somebody had edited the record, the server knew, and ended it as it was.
    case broken

    /// Its name in an entry's detail.
    package static let field = "record"

    private static let length = 32
    private static let brokenText = "broken"

    package init(of seal: AuthenticationCode) { self.init(seal.bytes) }

    /// - Parameter seal: as it was read, of any length.
    init(_ seal: [UInt8]) { self = .seal(seal.prefix(16).reduce(0) { $0 << 8 | UInt128($1) }) }

    /// 32 hexadecimal digits, or `broken`.
    package var text: String {
        switch self {
        case .seal(let bits):
            let digits = String(bits, radix: 16)
            return String(repeating: "0", count: Self.length - digits.count) + digits
        case .broken: return Self.brokenText
        }
    }

    /// Found in the JSON text of a detail without reading all of it: a million entries are looked at. Within a text of JSON no quotation
    /// mark stands without a backslash, so this is the field.
    init?(inDetail text: String) {
        guard let place = text.utf8.firstRange(of: "\"\(Self.field)\":\"".utf8) else { return nil }
        let value = text.utf8[place.upperBound...]
        if value.starts(with: "\(Self.brokenText)\"".utf8) {
            self = .broken
        } else {
            let digits = value.prefix(Self.length)
            guard digits.count == Self.length, let bits = UInt128(String(Substring(digits)), radix: 16) else { return nil }
            self = .seal(bits)
        }
    }
}
