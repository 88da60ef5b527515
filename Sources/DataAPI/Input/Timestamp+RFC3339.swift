internal import APIKeys
internal import Visibility

extension Timestamp {
    /// Reads `2027-02-21T12:00:00Z`, with or without fractions of a second, or with an offset such as `+01:00` (RFC 3339 §5.6). No
    /// date that is in no calendar, and nothing behind it: what a program writes about an expiry is taken at its word or not at all.
    ///
    /// Fractions beyond milliseconds are cut off, so that the last moment of a day stays in it.
    init?(rfc3339 text: String) {
        let bytes = Array(text.utf8.prefix(41))
        guard (20...40).contains(bytes.count), bytes[10] | 0x20 == UInt8(ascii: "t"), bytes[13] == UInt8(ascii: ":"),
            bytes[16] == UInt8(ascii: ":"), let day = Day(iso8601: text.prefix(10)),
            let hours = Self.number(bytes[11..<13], below: 24), let minutes = Self.number(bytes[14..<16], below: 60),
            let seconds = Self.number(bytes[17..<19], below: 60)
        else { return nil }
        var rest = bytes[19...]
        var fraction = 0
        if rest.first == UInt8(ascii: ".") {
            let digits = rest.dropFirst().prefix(while: Self.isDigit)
            guard !digits.isEmpty else { return nil }
            fraction = (0..<3).reduce(0) { sum, place in
                sum * 10 + (place < digits.count ? Int(digits[digits.startIndex + place] - UInt8(ascii: "0")) : 0)
            }
            rest = rest.dropFirst(digits.count + 1)
        }
        guard let offset = Self.offset(rest) else { return nil }
        let ofDay = ((hours * 60 + minutes - offset) * 60 + seconds) * 1000 + fraction
        let moment = day.number * 86_400_000 + ofDay
        // An offset may lead out of the years that a text can say.
        guard (Day.first...Day.last).contains(Day(milliseconds: moment)) else { return nil }
        self.init(milliseconds: Int64(moment))
    }

    /// `Z` or `+01:00`, in minutes.
    private static func offset(_ bytes: ArraySlice<UInt8>) -> Int? {
        let bytes = Array(bytes)
        if bytes.count == 1 { return bytes[0] | 0x20 == UInt8(ascii: "z") ? 0 : nil }
        guard bytes.count == 6, bytes[0] == UInt8(ascii: "+") || bytes[0] == UInt8(ascii: "-"), bytes[3] == UInt8(ascii: ":"),
            let hours = number(bytes[1..<3], below: 24), let minutes = number(bytes[4..<6], below: 60)
        else { return nil }
        return (hours * 60 + minutes) * (bytes[0] == UInt8(ascii: "-") ? -1 : 1)
    }

    private static func number(_ digits: ArraySlice<UInt8>, below bound: Int) -> Int? {
        guard digits.allSatisfy(isDigit) else { return nil }
        let value = digits.reduce(0) { $0 * 10 + Int($1 - UInt8(ascii: "0")) }
        return value < bound ? value : nil
    }

    private static func isDigit(_ byte: UInt8) -> Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) }
}
