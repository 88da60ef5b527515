/// Phrases that show what a prompt wants.
struct StageRule: Sendable {
    let intent: Intent
    let phrases: [Phrase]

    /// - Parameter phrases: with commas between them, in the notation of ``Phrase``.
    init(_ intent: Intent, _ phrases: String) {
        self.intent = intent
        self.phrases = phrases.split(separator: ",").map { Phrase(String($0)) }
    }
}

/// Words that follow each other in a prompt.
///
/// `…` stands for any words or none, `?` for one word, `*` at the end of a word for any ending; `^` ties the phrase to the start of the
/// prompt. Case, accents and punctuation do not count.
struct Phrase: Sendable {
    private enum Token: Sendable {
        case word(String)
        case beginning(String)
        case any

        func matches(_ word: String) -> Bool {
            switch self {
            case .word(let own): word == own
            case .beginning(let own): word.hasPrefix(own)
            case .any: true
            }
        }
    }

    private let parts: [[Token]]
    private let isAtStart: Bool

    init(_ notation: String) {
        let text = PlainText.withoutAccents(notation.lowercased())
        isAtStart = text.contains("^")
        parts = text.split(separator: "…").map { part in
            part.split(whereSeparator: { $0 == " " || $0 == "^" || $0 == "\n" }).map { word in
                word == "?" ? .any : word.hasSuffix("*") ? .beginning(String(word.dropLast())) : .word(String(word))
            }
        }
    }

    /// - Parameter words: in small letters without accents.
    func matches(_ words: [String]) -> Bool {
        var start = 0
        for (index, part) in parts.enumerated() {
            let isFixed = index == 0 && isAtStart
            guard let place = Self.place(of: part, in: words, from: start, isFixed: isFixed) else { return false }
            start = place + part.count
        }
        return true
    }

    private static func place(of part: [Token], in words: [String], from start: Int, isFixed: Bool) -> Int? {
        guard start + part.count <= words.count else { return nil }
        let last = isFixed ? start : words.count - part.count
        return (start...last).first { place in part.indices.allSatisfy { part[$0].matches(words[place + $0]) } }
    }
}
