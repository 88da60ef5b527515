/// A date of the proleptic Gregorian calendar in UTC.
package struct Day: Hashable, Comparable, Sendable {
    /// Since 1970-01-01.
    package var number: Int

    package init(_ number: Int) { self.number = number }

    /// The day in which an instant lies.
    /// - Parameter milliseconds: since 1970-01-01T00:00:00Z.
    package init(milliseconds: Int) {
        let (quotient, remainder) = milliseconds.quotientAndRemainder(dividingBy: 86_400_000)
        number = remainder < 0 ? quotient - 1 : quotient
    }

    package static func < (one: Day, other: Day) -> Bool { one.number < other.number }
}
