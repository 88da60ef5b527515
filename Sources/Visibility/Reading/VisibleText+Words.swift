extension VisibleText {
    /// The words in small letters, accents composed. Apostrophes and hyphens part words; addresses are left out.
    var words: [String] { words(upTo: .max) }

    /// The first words.
    func words(upTo limit: Int) -> [String] {
        var words: [String] = []
        var word = String.UnicodeScalarView()
        for (index, unit) in units.enumerated() {
            if index > 0, !word.isEmpty, !units[index - 1].kind.joins(unit.kind) {
                words.append(String(word).lowercased())
                word.removeAll()
                if words.count >= limit { return words }
            }
            // Zero fills up.
            if unit.kind.isWord, unit.exact != 0, let scalar = Unicode.Scalar(unit.exact) { word.append(scalar) }
        }
        if !word.isEmpty { words.append(String(word).lowercased()) }
        return words
    }
}
