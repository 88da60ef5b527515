/// What a character is to the words around it. Two letters of one kind that touch belong to one word; the kinds are those that make
/// a difference to that, not scripts.
enum CharacterKind: UInt8, Sendable {
    /// Punctuation, symbols, emoji, superscript digits: never part of a word.
    case sign
    case space
    /// Of a script that puts spaces between words: Latin, Greek, Cyrillic, Devanagari and all that have no kind of their own.
    case letter
    case digit
    /// Hebrew and Arabic letters, to which prepositions are glued.
    case semitic
    /// A run of katakana is a word, also in running Japanese text.
    case katakana
    /// Korean words, to which particles are glued.
    case hangul
    /// Of a script without spaces between words: Han, hiragana, Thai, Lao, Khmer, Burmese. A word may begin and end anywhere.
    case unsegmented
    /// `_` and its like.
    case connector

    var isWord: Bool { self != .sign && self != .space }

    /// Whether a word goes on from a character of this kind to one of the next.
    func joins(_ next: CharacterKind) -> Bool {
        switch (self, next) {
        case (.sign, _), (.space, _), (_, .sign), (_, .space): false
        case (.connector, _), (_, .connector): true
        case (.unsegmented, _), (_, .unsegmented): false
        case (.digit, .letter), (.letter, .digit), (.digit, .semitic), (.semitic, .digit): true
        default: self == next
        }
    }
}
