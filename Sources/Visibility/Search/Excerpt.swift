/// A few words of an answer as they show, without markup, with the places marked that matter.
package struct Excerpt: Hashable, Sendable {
    package struct Piece: Hashable, Sendable {
        package var text: String
        package var isMarked: Bool
    }

    package private(set) var pieces: [Piece] = []
    /// Whether the answer begins before it.
    package private(set) var isCutBefore = false
    package private(set) var isCutBehind = false

    /// - Parameters:
    ///   - markdown: the answer.
    ///   - marks: in its bytes, ascending. The excerpt is made around the first; without any it is the beginning.
    ///   - length: in characters that show.
    package init(of markdown: String, marking marks: [Range<Int>], length: Int = 240) {
        let units = VisibleText(markdown).units
        let bytes = Array(markdown.utf8)
        let target = marks.first.flatMap { mark in units.firstIndex { Int($0.end) > mark.lowerBound } } ?? 0
        var start = max(0, target - length / 4)
        // From the beginning of a word, where one is near.
        if start > 0, let space = units[start..<target].firstIndex(where: { $0.kind == .space }) { start = space + 1 }
        let end = min(units.count, start + length)
        (isCutBefore, isCutBehind) = (start > 0, end < units.count)
        var mark = marks[...]
        var written = start > 0 ? Int(units[start - 1].end) : 0
        for unit in units[start..<end] {
            let (from, to) = (max(Int(unit.start), written), Int(unit.end))
            // Several units may come of the same bytes.
            guard from < to else { continue }
            written = to
            while let first = mark.first, first.upperBound <= from { mark = mark.dropFirst() }
            let isMarked = mark.first.map { $0.lowerBound < to } ?? false
            let isPlainSpace = unit.kind == .space && !unit.traits.contains(.hyphen)
            append(isPlainSpace ? " " : String(decoding: bytes[from..<to], as: UTF8.self), isMarked)
        }
    }

    private mutating func append(_ text: String, _ isMarked: Bool) {
        if pieces.last?.isMarked == isMarked {
            pieces[pieces.count - 1].text += text
        } else {
            pieces.append(Piece(text: text, isMarked: isMarked))
        }
    }
}
