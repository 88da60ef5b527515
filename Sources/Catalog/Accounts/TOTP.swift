package import APIKeys
internal import Crypto

/// Codes that a person's authenticator app makes from a shared secret and the time: RFC 6238, with SHA-1, steps of 30 seconds and six
/// digits, which is what every app knows.
package struct TOTP: Sendable {
    package static let stepSeconds: Int64 = 30
    package static let digits = 6
    /// How many steps before and after its own a code is taken: clocks differ, and typing takes time (RFC 6238 §5.2).
    static let window: Int64 = 1

    private let key: SymmetricKey

    package init(key: [UInt8]) { self.key = SymmetricKey(data: key) }

    /// The number of the step that holds the moment.
    package static func step(at moment: Timestamp) -> Int64 { moment.milliseconds / (stepSeconds * 1000) }

    /// The code of one step, padded with zeros on the left.
    package func code(step: Int64, digits: Int = TOTP.digits) -> String {
        let message = withUnsafeBytes(of: step.bigEndian) { Array($0) }
        let hash = Array(HMAC<Insecure.SHA1>.authenticationCode(for: message, using: key))
        // Dynamic truncation, RFC 4226 §5.3.
        let offset = Int(hash[hash.count - 1] & 0x0F)
        let number = hash[offset..<offset + 4].reduce(UInt32(0)) { $0 << 8 | UInt32($1) } & 0x7FFF_FFFF
        let text = String(number)
        return String((String(repeating: "0", count: digits) + text).suffix(digits))
    }

    /// The step whose code this is, among those around `now` that are later than `last`, the step of the last code that was taken: a code
    /// works once (RFC 6238 §5.2). Every candidate is computed and compared whole, so that the time says nothing.
    package func match(_ code: String, at now: Timestamp, after last: Int64) -> Int64? {
        let given = Array(code.utf8)
        var found: Int64?
        let current = Self.step(at: now)
        for step in (current - Self.window)...(current + Self.window) {
            let expected = Array(self.code(step: step).utf8)
            let isEqual = given.count == expected.count && zip(given, expected).reduce(UInt8(0)) { $0 | ($1.0 ^ $1.1) } == 0
            if isEqual, step > last { found = step }
        }
        return found
    }
}
