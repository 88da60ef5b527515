internal import APIKeys
internal import Catalog

extension Timestamp {
    /// Reads `2027-02-21T12:00:00Z`, with or without fractions of a second, or with an offset such as `+01:00` (RFC 3339 §5.6). No
    /// date that is in no calendar, and nothing behind it: what a program writes about an expiry is taken at its word or not at all.
    init?(rfc3339 given: String) {
        let text = given.uppercased()
        guard given.utf8.count <= 40, text.utf8.count >= 20 else { return nil }
        let local = String(text.prefix(19))
        guard let moment = Timestamp(iso8601: local + "Z"), moment.iso8601.prefix(19) == local,
            Self.isZone(Self.withoutFraction(text.dropFirst(19)))
        else { return nil }
        self.init(iso8601: text)
    }

    private static func withoutFraction(_ rest: Substring) -> Substring {
        guard rest.first == "." else { return rest }
        let zone = rest.dropFirst().drop { $0.isASCII && $0.isNumber }
        return rest.count - zone.count > 1 ? zone : ""
    }

    private static func isZone(_ text: Substring) -> Bool {
        if text == "Z" { return true }
        let digits = text.dropFirst().split(separator: ":", omittingEmptySubsequences: false)
        guard text.first == "+" || text.first == "-", digits.count == 2,
            digits.allSatisfy({ $0.utf8.count == 2 && $0.utf8.allSatisfy { (48...57).contains($0) } }),
            let hours = Int(digits[0]), let minutes = Int(digits[1])
        else { return false }
        return hours < 24 && minutes < 60
    }
}
