package import APIKeys
internal import Crypto

/// What an entry says of the stored record of its key, admin token or policy, as it is after the change. So a record put back as it was
/// before is found, whatever revision it is given.
package enum RecordMark: Hashable, Sendable {
    /// The beginning of the record's seal, or of a hash of what is under none.
    case bits(UInt128)
    /// Somebody had edited the record, the server knew, and ended it as it was.
    case broken

    /// Of what, by its name in an entry's detail.
    package enum Field: String, CaseIterable, Sendable {
        /// The seal of the whole record.
        case record
        /// What a key had from its making on, and is under no seal: see ``APIKey/originMark``.
        case origin = "record_origin"
        /// What else is under none: see ``APIKey/storyMark``. Where an entry has none, it is as an earlier one says.
        case story = "record_story"
    }

    private static let length = 32
    private static let brokenText = "broken"

    package init(of seal: AuthenticationCode) { self.init(seal.bytes) }

    /// - Parameter seal: as it was read, of any length.
    init(_ seal: [UInt8]) { self = .bits(seal.prefix(16).reduce(0) { $0 << 8 | UInt128($1) }) }

    init(hashOf parts: [String]) { self.init(Array(SHA256.hash(data: PrefixedParts.bytes(parts)))) }

    /// 32 hexadecimal digits, or `broken`.
    package var text: String {
        switch self {
        case .bits(let bits):
            let digits = String(bits, radix: 16)
            return String(repeating: "0", count: Self.length - digits.count) + digits
        case .broken: return Self.brokenText
        }
    }

    /// Found in the JSON text of a detail without reading all of it: a million entries are looked at. Within a text of JSON no quotation
    /// mark stands without a backslash, so this is the field.
    init?(_ field: Field = .record, inDetail text: String) {
        guard let place = text.utf8.firstRange(of: "\"\(field.rawValue)\":\"".utf8) else { return nil }
        let value = text.utf8[place.upperBound...]
        if value.starts(with: "\(Self.brokenText)\"".utf8) {
            self = .broken
        } else {
            let digits = value.prefix(Self.length)
            guard digits.count == Self.length, let bits = UInt128(String(Substring(digits)), radix: 16) else { return nil }
            self = .bits(bits)
        }
    }
}

extension APIKey {
    /// Of who made it, when, and in the place of which key.
    package var originMark: RecordMark {
        RecordMark(hashOf: [id.description, String(createdAt.milliseconds), createdBy, predecessor?.description ?? ""])
    }

    /// Of what it is called, and after which silence a rotation ends.
    package var storyMark: RecordMark {
        RecordMark(hashOf: [id.description, name, quietFor.map { String($0.components.seconds) } ?? ""])
    }
}
