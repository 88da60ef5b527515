/// The words of a text as a search finds them, each with the place where it stands.
///
/// Words are compared as ``VisibleText`` reads them, in small letters and without accents: `Café` is found as `cafe`. In scripts without
/// spaces between words, and in Korean, where particles are glued to words, each character is a word of its own, and what is searched
/// for is found as a row of them. Addresses that are shown are taken apart into words; the targets of links are not read.
package struct SearchText: Sendable {
    package struct Word: Hashable, Sendable {
        /// Letters and digits only.
        package let text: String
        /// In bytes of UTF-8 of the original.
        package let range: Range<Int>
    }

    package private(set) var words: [Word] = []

    /// Longer words are found by as many characters of theirs.
    package static let longestWord = 60

    /// Reads an answer in Markdown, or a text without any.
    package init(_ markdown: String) {
        let visible = VisibleText(markdown)
        read(visible, of: markdown)
    }

    /// Reads what somebody typed, in which there is no markup.
    package init(plain text: String) {
        read(VisibleText(name: text), of: nil)
    }

    /// - Parameter original: where addresses are looked up; `nil` where there are none.
    private mutating func read(_ visible: VisibleText, of original: String?, offset: Int = 0) {
        let units = visible.units
        var word = OpenWord()
        for (index, unit) in units.enumerated() {
            let kind = unit.kind
            guard kind.isWord, kind != .connector else {
                word.close(into: &words)
                if unit.exact == VisibleText.object, let original {
                    readAddress(original, Int(unit.start)..<Int(unit.end), offset: offset)
                }
                continue
            }
            let isAccent = unit.traits.contains(.mark) && PlainLetters.isAccent(unit.folded)
            if index > 0, unit.traits.contains(.afterBreak) || kind == .hangul || !units[index - 1].kind.joins(kind), !isAccent {
                word.close(into: &words)
            }
            let range = (Int(unit.start) + offset)..<(Int(unit.end) + offset)
            word.append(isAccent ? nil : PlainLetters.base(of: unit.folded), at: range)
        }
        word.close(into: &words)
    }

    /// A word while it is read.
    private struct OpenWord {
        /// In UTF-8.
        private var letters: [UInt8] = []
        private var count = 0
        private var start = 0
        private var end = 0

        @inline(__always)
        mutating func append(_ letter: UInt32?, at place: Range<Int>) {
            if count == 0 { (start, end) = (place.lowerBound, place.lowerBound) }
            end = max(end, place.upperBound)
            guard let letter else { return }
            count += 1
            guard count <= SearchText.longestWord else { return }
            if letter < 0x80 {
                letters.append(UInt8(letter))
            } else if let scalar = Unicode.Scalar(letter) {
                letters.append(contentsOf: Unicode.UTF8.encode(scalar) ?? Unicode.UTF8.encodedReplacementCharacter)
            }
        }

        @inline(__always)
        mutating func close(into words: inout [Word]) {
            guard count > 0 else { return }
            words.append(Word(text: String(decoding: letters, as: UTF8.self), range: start..<end))
            letters.removeAll(keepingCapacity: true)
            count = 0
        }
    }

    private mutating func readAddress(_ original: String, _ range: Range<Int>, offset: Int) {
        let bytes = original.utf8
        let start = bytes.index(bytes.startIndex, offsetBy: range.lowerBound)
        let end = bytes.index(start, offsetBy: range.count)
        read(VisibleText(name: String(original[start..<end])), of: nil, offset: offset + range.lowerBound)
    }
}
