/// Says in which language an answer is written: a text of many words, of which a quick look at the first ones is mostly enough.
extension LanguageDetector {
    private static let quickWords = 64
    private static let fewWords = 24
    private static let carefulWords = 120
    /// In twelfths of a word, as in ``FrequentWords``.
    private static let clearLead = 36

    /// The frequent words of the first ``quickWords`` decide where one language is clearly ahead; else the detector for short texts
    /// looks at the first ``carefulWords``, so that the work does not grow with the text. Where that is unsure any lead will do: names
    /// of brands make up much of a short answer.
    package static func language(of text: VisibleText) -> String? {
        let quick = quickLanguage(of: text)
        if let quick, quick.lead >= clearLead { return quick.code }
        return language(of: text.words(upTo: carefulWords)) ?? quick?.code
    }

    private static func quickLanguage(of text: VisibleText) -> (code: String, lead: Int)? {
        let frequent = FrequentWords.shared
        var scores = Array(repeating: 0, count: LanguageTable.all.count)
        var hash = WordHash()
        var count = 0
        var others = 0
        let units = text.units
        for index in units.indices {
            let unit = units[index]
            guard unit.kind == .letter, unit.folded < 0x250 else {
                if unit.kind.isWord, unit.kind != .digit { others += 1 }
                continue
            }
            if index == 0 || !units[index - 1].kind.joins(.letter) { hash = WordHash() }
            hash.add(unit.folded)
            guard index + 1 == units.count || !unit.kind.joins(units[index + 1].kind) else { continue }
            count += 1
            frequent.score(hash.value, in: &scores)
            if count == quickWords || count == fewWords && lead(scores) >= 2 * clearLead { break }
        }
        // Letters of other scripts: that is for the careful look.
        guard others <= count / 2 else { return nil }
        let lead = lead(scores)
        guard lead > 0, let best = scores.indices.max(by: { scores[$0] < scores[$1] }) else { return nil }
        return (LanguageTable.all[best].code, lead)
    }

    /// By how much the highest score is above the second.
    private static func lead(_ scores: [Int]) -> Int {
        var best = 0
        var second = 0
        for score in scores {
            if score > best { (best, second) = (score, best) } else if score > second { second = score }
        }
        return best - second
    }
}

/// FNV-1a over folded characters.
struct WordHash {
    private(set) var value: UInt64 = 0xCBF2_9CE4_8422_2325

    @inline(__always)
    mutating func add(_ symbol: UInt32) { value = (value ^ UInt64(symbol)) &* 0x100_0000_01B3 }
}

/// The frequent words of all ``LanguageTable``s, by hash.
private struct FrequentWords: Sendable {
    static let shared = FrequentWords()

    private var hashes: [UInt64]
    /// An index in `languages`; 0 where nothing is.
    private var slots: [UInt16]
    private var languages: [[UInt8]] = [[]]
    private let mask: Int

    private init() {
        var known: [UInt64: Set<UInt8>] = [:]
        for (language, table) in LanguageTable.all.enumerated() {
            for word in table.words.split(separator: " ") {
                var hash = WordHash()
                for unit in VisibleText(name: String(word)).units { hash.add(unit.folded) }
                known[hash.value, default: []].insert(UInt8(language))
            }
        }
        var size = 1
        while size < known.count * 2 { size *= 2 }
        mask = size - 1
        hashes = Array(repeating: 0, count: size)
        slots = Array(repeating: 0, count: size)
        for (hash, users) in known {
            var slot = Int(truncatingIfNeeded: hash >> 20) & mask
            while slots[slot] != 0 { slot = (slot + 1) & mask }
            hashes[slot] = hash
            slots[slot] = UInt16(languages.count)
            languages.append(users.sorted())
        }
    }

    /// Adds a word's twelve points to those who have it, in equal parts.
    @inline(__always)
    func score(_ hash: UInt64, in scores: inout [Int]) {
        var slot = Int(truncatingIfNeeded: hash >> 20) & mask
        while slots[slot] != 0 {
            if hashes[slot] == hash {
                let users = languages[Int(slots[slot])]
                for user in users { scores[Int(user)] += 12 / users.count }
                return
            }
            slot = (slot + 1) & mask
        }
    }
}
