/// Says in which language a prompt is written, for texts of a few words.
///
/// 1. **Script.** Where more words are in a script of its own than are frequent words of Latin languages, the script says it; names in
///    Latin letters, as they stand in prompts of every language, are no evidence. Any kana among Han characters is Japanese.
///    Arabic and Cyrillic languages are told apart by letters that only one of them has, and by words.
/// 2. **Words, endings, letters.** Each frequent word that a language has counts one for it, divided by how many languages share it; each ending
///    of a longer word ``LanguageDetector/endingWeight``, divided likewise; each letter beyond a to z likewise for those that have it, and against
///    those that do not.
/// 3. Where the best language has less than ``LanguageDetector/least``, or leads by less than ``LanguageDetector/margin``, nobody
///    can say.
package enum LanguageDetector {
    private static let endingWeight = 0.35
    private static let letterWordWeight = 0.4
    private static let letterWeight = 0.6
    private static let foreignLetter = 0.5
    private static let least = 0.45
    private static let margin = 0.15

    /// - Returns: a code of ISO 639-1 in small letters, or `nil` when unsure.
    package static func language(of text: String) -> String? {
        language(of: VisibleText(text).words)
    }

    static func language(of words: [String]) -> String? {
        scriptLanguage(of: words) ?? latinLanguage(of: words)
    }

    // MARK: - Scripts

    private static func scriptLanguage(of words: [String]) -> String? {
        var counts: [String: Int] = [:]
        for word in words {
            if let code = word.unicodeScalars.first.flatMap({ Script.language(of: $0.value) }) { counts[code, default: 0] += 1 }
        }
        let latin = words.count { $0.utf8.count > 1 && frequency[$0] != nil }
        guard counts.values.reduce(0, +) > latin else { return nil }
        if counts["ja"] != nil { counts["zh"] = nil }
        // Equal counts are decided by the code, so that the answer never depends on chance.
        let most = counts.max { ($0.value, $1.key) < ($1.value, $0.key) }
        return most.map { Script.refine($0.key, words) }
    }

    // MARK: - Latin letters

    private static func latinLanguage(of words: [String]) -> String? {
        var scores = Array(repeating: 0.0, count: tables.count)
        func add(_ weight: Double, to languages: [Int]) {
            for language in languages { scores[language] += weight / Double(languages.count) }
        }
        for word in Set(words).sorted() {
            if let languages = frequency[word] { add(word.utf8.count > 1 ? 1 : letterWordWeight, to: languages) }
            let ending = (2...5).reversed().lazy.filter { $0 + 2 < word.count }.compactMap { endings[String(word.suffix($0))] }
                .first
            if let ending { add(endingWeight, to: ending) }
            for letter in Set(word.unicodeScalars).sorted() where letter.value >= 0x80 {
                guard let languages = letters[letter] else { continue }
                add(letterWeight, to: languages)
                for language in tables.indices where !languages.contains(language) { scores[language] -= foreignLetter }
            }
        }
        let ranking = tables.indices.sorted { (scores[$0], $1) > (scores[$1], $0) }
        let best = scores[ranking[0]]
        return best >= least && best - scores[ranking[1]] >= margin ? tables[ranking[0]].code : nil
    }

    private static let tables = LanguageTable.all
    /// Of each frequent word, ending and letter: the languages that have it, as indices in `tables`. Words without their accents, as
    /// people in a hurry type them, are words too.
    private static let frequency = index { table in
        table.words.split(separator: " ").flatMap {
            $0.count > 3 ? [String($0), PlainText.withoutAccents(String($0))] : [String($0)]
        }
    }
    private static let endings = index { $0.endings.split(separator: " ").map(String.init) }
    private static let letters = index { Array($0.letters.unicodeScalars) }

    private static func index<Key: Hashable>(_ keys: (LanguageTable) -> [Key]) -> [Key: [Int]] {
        tables.indices.reduce(into: [:]) { index, language in
            for key in Set(keys(tables[language])) { index[key, default: []].append(language) }
        }
    }
}
