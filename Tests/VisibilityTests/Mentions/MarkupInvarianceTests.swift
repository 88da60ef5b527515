import Testing

@testable import Visibility

/// Markup and typography around and within words change nothing of what is mentioned. (A number in brackets is a note; no word here
/// is one.)
@Suite struct MarkupInvarianceTests {
    private static let subjects = [
        MentionSubject("Acme", alternativeNames: ["Acme Inc."], excludedNames: ["Acme Street"]),
        MentionSubject("Acme Cloud", alternativeNames: ["Café Zoë"]),
        MentionSubject("AT&T", alternativeNames: ["7-Eleven"], caseSensitive: true),
        MentionSubject("楽天", alternativeNames: ["Straße Nord"]),
    ]
    private static let words = [
        "Acme", "Cloud", "acme", "Street", "Inc.", "Café", "Zoë", "AT&T", "at&t", "7-Eleven", "Nord", "Straße", "楽天", "楽天市場は",
        "and", "Acme's", "is", "Applebee",
        "cloud,", "(Acme)",
    ]

    @Test(arguments: 0..<30)
    func markupChangesNothing(_ seed: Int) {
        var dice = Dice(seed)
        let finder = MentionFinder(Self.subjects)
        for _ in 0..<30 {
            let words = (0..<Int.random(in: 1...12, using: &dice)).map { _ in dice.pick(Self.words) }
            let plain = words.joined(separator: " ")
            let dressed = words.map { dress($0, &dice) }.reduce("") {
                $0.isEmpty ? $1 : $0 + dice.pick([" ", "  ", "\u{A0}", "\n", "\t"]) + $1
            }
            let expected = VisibleText(plain)
            let text = VisibleText(dressed)
            #expect(text.units.map(\.exact) == expected.units.map(\.exact), "\(dressed)")
            #expect(
                finder.mentions(in: text).map { [$0.subject, $0.characters.lowerBound, $0.characters.upperBound] }
                    == finder.mentions(in: expected).map { [$0.subject, $0.characters.lowerBound, $0.characters.upperBound] },
                "\(dressed)")
        }
    }

    private func dress(_ word: String, _ dice: inout Dice) -> String {
        let link = dice.pick(["https://acme.com/Acme", "x \"Acme\"", "<a b>", "acme_(cloud)"])
        switch Int.random(in: 0..<12, using: &dice) {
        case 0: return "**\(word)**"
        case 1: return "_\(word)_"
        case 2: return "[\(word)](\(link))"
        case 3: return "<b>\(word)</b>"
        case 4: return "`\(word)`"
        case 5: return "\(word)[1][2]"
        case 6: return "[**\(word)**][acme]"
        case 7: return "\(word.first.map(String.init) ?? "")\u{AD}\u{200D}\(word.dropFirst())"
        case 8: return word.replacing("é", with: "e\u{301}").replacing("ë", with: "e\u{308}").replacing("&", with: "&amp;")
        case 9: return word.replacing("'", with: "’").replacing("-", with: "\u{2011}")
        case 10: return "![\(word)](\(link))【4†Acme】"
        default: return word
        }
    }
}
