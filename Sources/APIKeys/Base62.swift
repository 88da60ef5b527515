/// The alphabet of tokens: `0-9A-Za-z`, in this order. Every token selects whole on a double click.
enum Base62 {
    static let alphabet: [UInt8] = Array("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz".utf8)

    static func contains(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "a")...UInt8(ascii: "z"):
            true
        default: false
        }
    }

    /// Characters drawn uniformly: `Int.random` rejects what would favour some of them.
    static func random(_ count: Int, using generator: inout some RandomNumberGenerator) -> [UInt8] {
        (0..<count).map { _ in alphabet[Int.random(in: 0..<62, using: &generator)] }
    }

    /// `value` in base 62, left-padded with `0` to `width` characters.
    static func encode(_ value: UInt32, width: Int) -> [UInt8] {
        var digits = [UInt8](repeating: alphabet[0], count: width)
        var rest = value
        var position = width - 1
        while rest > 0, position >= 0 {
            digits[position] = alphabet[Int(rest % 62)]
            rest /= 62
            position -= 1
        }
        return digits
    }
    /// The number that the digits make; at most 10 of them fit. `nil` for a character outside the alphabet.
    static func decode(_ digits: some Sequence<UInt8>) -> UInt64? {
        var value: UInt64 = 0
        for byte in digits {
            let digit: UInt8
            switch byte {
            case UInt8(ascii: "0")...UInt8(ascii: "9"): digit = byte - UInt8(ascii: "0")
            case UInt8(ascii: "A")...UInt8(ascii: "Z"): digit = byte - UInt8(ascii: "A") + 10
            case UInt8(ascii: "a")...UInt8(ascii: "z"): digit = byte - UInt8(ascii: "a") + 36
            default: return nil
            }
            value = value &* 62 &+ UInt64(digit)
        }
        return value
    }
}
