internal import APIKeys
internal import ArgumentParser
internal import Catalog

/// Reads what options say. What cannot be read is answered with how to write it; the parser names the option and the value.
enum Read {
    static func expiry(_ text: String) throws -> Expiry {
        guard let expiry = Expiry(text) else { throw ValidationError("write it like 90d, 12w, 1y, 2027-02-21 or never.") }
        return expiry
    }

    static func address(_ text: String) throws -> AddressRange {
        guard let range = AddressRange(text) else {
            throw ValidationError(
                "write an address or a block, like 203.0.113.7, 203.0.113.0/24 or 2001:db8::/32, with no bits set behind the prefix."
            )
        }
        return range
    }

    static func source(_ text: String) throws -> IPAddress {
        guard let address = IPAddress(text) else {
            throw ValidationError("write one address, like 203.0.113.7 or 2001:db8::7.")
        }
        return address
    }

    static func limit(_ text: String) throws -> RateLimit {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false)
        let numbers = parts.compactMap { Int($0) }
        guard (1...2).contains(parts.count), numbers.count == parts.count,
            let limit = RateLimit(perMinute: numbers[0], burst: numbers.last)
        else {
            throw ValidationError(
                "write the requests a minute, and after a slash how many at once, like 60 or 60/10; each from 1 to \(RateLimit.bounds.upperBound)."
            )
        }
        return limit
    }

    static func span(_ text: String) throws -> Duration {
        guard let span = SpanText.read(text) else { throw ValidationError("write it like 90s, 15m, 24h, 7d or 0.") }
        return span
    }

    /// `30d`, or only the number.
    static func days(_ text: String) throws -> Int {
        guard let days = Int(text.hasSuffix("d") ? text.dropLast() : text[...]), days > 0 else {
            throw ValidationError("write a number of days, like 90d.")
        }
        return days
    }

    static func platform(_ text: String) throws -> Platform {
        do throws(CatalogError) { return try Platform(named: text) } catch { throw ValidationError(error.message) }
    }

    static func onOff(_ text: String) throws -> Bool {
        guard ["on", "off"].contains(text) else { throw ValidationError("write on or off.") }
        return text == "on"
    }
}

/// What an option sets: a value, or nothing by the word for that.
enum Choice<Value: Sendable>: Sendable {
    case value(Value)
    case nothing

    var value: Value? {
        switch self {
        case .value(let value): value
        case .nothing: nil
        }
    }

    /// - Parameter word: what takes the value away, such as `none`.
    static func read(_ text: String, or word: String, _ read: (String) throws -> Value) throws -> Choice {
        text == word ? .nothing : .value(try read(text))
    }
}
