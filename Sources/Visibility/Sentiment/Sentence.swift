/// A sentence of an answer: what ends with a full stop or the like, or with a line. A heading, an item of a list and a row of a
/// table are sentences.
struct Sentence {
    /// With what a line begins.
    enum Marker: Equatable { case none, number, bullet, row }

    /// The units, without the marker.
    var range: Range<Int>
    var marker = Marker.none
    /// Whether a heading, an item or a paragraph begins with it.
    var startsBlock = false
    var startsLine = false
    var isQuestion = false
    /// A line without a full stop: a heading, or the name of a list.
    var isTitle = false

    /// What is longer is no title.
    static let longestTitle = 64
}

/// Cuts a text into sentences, one after the other, in one walk.
struct SentenceSplitter: Sequence, IteratorProtocol {
    private let units: [VisibleText.Unit]
    private var position = 0
    private var isAtLineStart = true
    private var isAtBlockStart = true

    init(_ text: VisibleText) { units = text.units }

    mutating func next() -> Sentence? {
        while position < units.count, units[position].kind == .space { position += 1 }
        guard position < units.count else { return nil }
        var sentence = Sentence(range: position..<position, startsBlock: isAtBlockStart, startsLine: isAtLineStart)
        if isAtLineStart { sentence.marker = readMarker() }
        let start = position
        var end = units.count
        var isStopped = false
        isAtLineStart = false
        isAtBlockStart = false
        while position < units.count {
            position = behindWord(from: position)
            guard position < units.count else { break }
            let unit = units[position]
            if unit.kind == .space {
                guard endsLine(position) else {
                    position += 1
                    continue
                }
                end = position
                isAtLineStart = true
                isAtBlockStart = unit.exact == VisibleText.lineBreak
                break
            }
            if unit.kind == .sign, let behind = stop(at: position) {
                sentence.isQuestion = unit.exact == 0x3F || unit.exact == 0x61F
                end = behind
                position = behind
                isStopped = true
                // A line that ends here as well.
                if position < units.count, endsLine(position) {
                    isAtLineStart = true
                    isAtBlockStart = units[position].exact == VisibleText.lineBreak
                }
                break
            }
            position += 1
        }
        sentence.range = start..<end
        sentence.isTitle = !isStopped && sentence.range.count <= Sentence.longestTitle
        return sentence
    }

    /// The index behind the letters that stand at an index: they end nothing.
    @inline(__always)
    private func behindWord(from start: Int) -> Int {
        var index = start
        while index < units.count, units[index].kind == .letter { index += 1 }
        return index
    }

    // MARK: - Lines

    private func endsLine(_ index: Int) -> Bool {
        let unit = units[index]
        guard unit.kind == .space else { return false }
        if unit.exact == VisibleText.lineBreak { return true }
        // A paragraph that is written in several lines goes on with a small letter.
        return unit.traits.contains(.lineEnd) && !(index + 1 < units.count && isSmall(units[index + 1]))
    }

    private mutating func readMarker() -> Sentence.Marker {
        let unit = units[position]
        if unit.exact == 0x7C { return .row }
        if unit.kind == .digit {
            var end = position
            while end < units.count, end - position < 4, units[end].kind == .digit { end += 1 }
            guard end + 1 < units.count, units[end].exact == 0x2E || units[end].exact == 0x29, units[end + 1].kind == .space
            else {
                return .none
            }
            position = end + 2
            return .number
        }
        let isBullet = unit.kind == .sign && Self.bullets.contains(unit.exact)
        guard isBullet, position + 1 < units.count, units[position + 1].kind == .space else { return .none }
        position += 2
        return .bullet
    }

    private static let bullets: [UInt32] = [0x2D, 0x2B, 0x2A, 0x2022, 0x25AA, 0x25E6, 0x2023, 0x2713, 0x2714, 0x2705]

    // MARK: - Full stops

    /// The index behind a sign that ends a sentence, and the quotation marks and brackets behind it.
    private func stop(at index: Int) -> Int? {
        switch units[index].exact {
        case 0x3002, 0x61F, 0x964: return index + 1
        case 0x21, 0x3F:
            if index + 1 < units.count, units[index + 1].kind == .unsegmented { return index + 1 }
        case 0x2E, 0x2026: break
        default: return nil
        }
        var end = index + 1
        while end < units.count, end - index < 4, units[end].kind == .sign, Self.closing.contains(units[end].exact) { end += 1 }
        guard end < units.count else { return end }
        guard units[end].kind == .space else { return nil }
        if end + 1 < units.count, isSmall(units[end + 1]) { return nil }
        return units[index].exact == 0x2E && end == index + 1 && isAbbreviation(before: index) ? nil : end
    }

    private static let closing: [UInt32] = [0x22, 0x27, 0x29, 0x201C, 0x201D, 0xBB, 0x2E, 0x21, 0x3F]

    private func isSmall(_ unit: VisibleText.Unit) -> Bool {
        unit.kind == .letter && unit.exact == unit.folded && unit.exact < 0x590
    }

    /// Whether a full stop belongs to a word such as `Dr`, or to a single letter.
    private func isAbbreviation(before stop: Int) -> Bool {
        var start = stop
        while start > 0, stop - start <= Abbreviations.longest, units[start - 1].kind == .letter { start -= 1 }
        if start == stop { return false }
        if stop - start == 1 { return start > 0 && !units[start - 1].kind.isWord }
        var hash = WordHash()
        for unit in units[start..<stop] { hash.add(unit.folded) }
        return Abbreviations.hashes.contains(hash.value)
    }
}

/// Words behind which a full stop ends no sentence, of all languages.
private enum Abbreviations {
    static let longest = 8

    static let hashes = Set(
        SentimentLexicon.all.flatMap { $0.abbreviations.split(separator: " ") }.map { word in
            VisibleText(name: String(word)).units.reduce(into: WordHash()) { $0.add($1.folded) }.value
        })
}
