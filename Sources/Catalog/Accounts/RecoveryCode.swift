/// A code for the day on which the authenticator app is lost: 50 bits, in two groups of five, without letters that look like digits.
package struct RecoveryCode: Hashable, Sendable {
    package static let count = 10
    private static let length = 10
    private static let alphabet = Array("0123456789abcdefghjkmnpqrstvwxyz")

    /// Without the hyphen.
    let characters: String

    package static func random() -> RecoveryCode {
        var generator = SystemRandomNumberGenerator()
        return RecoveryCode(
            characters: String((0..<length).map { _ in alphabet[Int.random(in: 0..<alphabet.count, using: &generator)] }))
    }

    private init(characters: String) { self.characters = characters }

    /// What a person typed: case, hyphens and spaces do not count, nor do letters that were taken for digits.
    package init?(_ text: String) {
        guard text.utf8.count <= 64 else { return nil }
        let plain = text.lowercased().filter { $0 != "-" && !$0.isWhitespace }
        let read = String(
            plain.map { character -> Character in
                switch character {
                case "o": "0"
                case "i", "l": "1"
                default: character
                }
            })
        guard read.count == Self.length, read.allSatisfy(Self.alphabet.contains) else { return nil }
        characters = read
    }

    /// `7k2mx-9q4tv`
    package var text: String { "\(characters.prefix(5))-\(characters.suffix(5))" }
}
