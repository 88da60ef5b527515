/// An answer cut where mentions begin and end. Put together again it is the answer, byte for byte.
package struct MentionedText: Hashable, Sendable {
    package struct Piece: Hashable, Sendable {
        package let text: String
        /// Who is named here, by the finder's indices; nobody between mentions.
        package let subjects: [Int]
    }

    package let pieces: [Piece]

    /// - Parameter mentions: in the text's bytes, as ``MentionFinder`` gives them: in order, and apart unless they are the same.
    package init(_ text: String, _ mentions: [Mention]) {
        let bytes = text.utf8
        var pieces: [Piece] = []
        var index = bytes.startIndex
        var position = 0
        func take(to end: Int, _ subjects: [Int]) {
            guard end > position else { return }
            let next = bytes.index(index, offsetBy: end - position)
            pieces.append(Piece(text: String(text[index..<next]), subjects: subjects))
            (index, position) = (next, end)
        }
        var rest = mentions[...]
        while let mention = rest.first {
            let same = rest.prefix { $0.range == mention.range }
            rest = rest.dropFirst(same.count)
            guard mention.range.lowerBound >= position else { continue }
            take(to: mention.range.lowerBound, [])
            take(to: mention.range.upperBound, same.map(\.subject))
        }
        take(to: bytes.count, [])
        self.pieces = pieces
    }
}
