internal import APIKeys

/// What a client calls itself, made fit to be kept and shown.
enum ClientName {
    private static let longest = 80

    /// Without control characters, without the secret of a key that was sent in the wrong place, and not too long.
    static func clean(_ text: String) -> String {
        let printable = text.unicodeScalars.map { scalar in
            scalar.properties.generalCategory == .control || scalar.properties.generalCategory == .format ? " " : scalar
        }
        let plain = String(String.UnicodeScalarView(printable))
        return String(Token.masking(plain).prefix(longest))
    }
}
