extension Timestamp {
    /// The UTC date, `2027-02-21`.
    public var day: String { CalendarText.string { $0.putDate(of: self) } }

    /// The UTC moment in RFC 3339 form, `2026-11-23T20:20:44.123Z`.
    public var iso8601: String {
        let remainder = Int(milliseconds % 86_400_000)
        let ofDay = remainder < 0 ? remainder + 86_400_000 : remainder
        return CalendarText.string { text in
            text.putDate(of: self)
            text.put(UInt8(ascii: "T"), ofDay / 3_600_000, 2)
            text.put(UInt8(ascii: ":"), ofDay / 60_000 % 60, 2)
            text.put(UInt8(ascii: ":"), ofDay / 1000 % 60, 2)
            text.put(UInt8(ascii: "."), ofDay % 1000, 3)
            text.put(UInt8(ascii: "Z"))
        }
    }
}

/// Dates are written by the thousand in lists, so digit by digit; and without Foundation, which a sentence must not need.
private struct CalendarText {
    private let room: UnsafeMutableBufferPointer<UInt8>
    private var count = 0

    /// More than the last moment that 64 bits of milliseconds reach, in the year 292278994, takes.
    private static let longest = 48

    static func string(_ write: (inout CalendarText) -> Void) -> String {
        String(unsafeUninitializedCapacity: longest) { room in
            var text = CalendarText(room: room)
            write(&text)
            return text.count
        }
    }

    private init(room: UnsafeMutableBufferPointer<UInt8>) { self.room = room }

    /// Civil-from-days after H. Hinnant, "chrono-Compatible Low-Level Date Algorithms".
    mutating func putDate(of moment: Timestamp) {
        let days = Int(moment.milliseconds.quotient(by: 86_400_000)) + 719_468
        let era = (days >= 0 ? days : days - 146_096) / 146_097
        let dayOfEra = days - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shifted = (5 * dayOfYear + 2) / 153
        let month = shifted < 10 ? shifted + 3 : shifted - 9
        let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
        if year < 0 { put(UInt8(ascii: "-")) }
        put(abs(year), 4)
        put(UInt8(ascii: "-"), month, 2)
        put(UInt8(ascii: "-"), dayOfYear - (153 * shifted + 2) / 5 + 1, 2)
    }

    mutating func put(_ separator: UInt8, _ value: Int, _ width: Int) {
        put(separator)
        put(value, width)
    }

    mutating func put(_ byte: UInt8) {
        room[count] = byte
        count += 1
    }

    /// A number, with zeros before it where it is shorter than `width`.
    private mutating func put(_ value: Int, _ width: Int) {
        let start = count
        var rest = value
        repeat {
            put(UInt8(ascii: "0") + UInt8(rest % 10))
            rest /= 10
        } while rest > 0 || count - start < width
        room[start..<count].reverse()
    }
}

extension Int64 {
    /// Rounded down, so that moments before 1970 fall on the right day.
    fileprivate func quotient(by divisor: Int64) -> Int64 {
        let (quotient, remainder) = quotientAndRemainder(dividingBy: divisor)
        return remainder < 0 ? quotient - 1 : quotient
    }
}
