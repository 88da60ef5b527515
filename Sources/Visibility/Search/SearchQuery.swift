/// What somebody typed into a search box, understood: words, `"phrases in quotation marks"`, and `-words` that must not occur. All of it
/// must fit. The last word also finds longer words that begin with it,
/// unless it is very short. Everything else that is typed says nothing; there is no
/// wrong input.
package struct SearchQuery: Hashable, Sendable {
    /// Words that stand in a row.
    package struct Term: Hashable, Sendable {
        package let words: [String]
        package let isExcluded: Bool
        /// Whether the last word may go on.
        package let isPrefix: Bool
    }

    package let terms: [Term]
    /// As it was typed, cut off where it is too long.
    package let text: String

    /// In Unicode scalars; the rest is left out.
    package static let longest = 200
    private static let mostTerms = 20
    /// A shorter beginning is that of too many words.
    private static let shortestPrefix = 3

    package init(_ typed: String) {
        text = String(String.UnicodeScalarView(typed.unicodeScalars.prefix(Self.longest)))
        var parser = Parser(rest: text.unicodeScalars[...])
        var terms: [Term] = []
        var isOpen: [Bool] = []
        while terms.count < Self.mostTerms, let part = parser.next() {
            let words = SearchText(plain: String(part.scalars)).words.map(\.text)
            guard !words.isEmpty else { continue }
            terms.append(Term(words: words, isExcluded: part.isExcluded, isPrefix: false))
            isOpen.append(!part.isQuoted && !part.isExcluded)
        }
        if let last = terms.last, isOpen.last == true, let word = last.words.last,
            word.unicodeScalars.count >= Self.shortestPrefix
        {
            terms[terms.count - 1] = Term(words: last.words, isExcluded: false, isPrefix: true)
        }
        self.terms = terms
    }

    /// Whether nothing is searched for.
    package var isEmpty: Bool { terms.isEmpty }

    package func matches(_ text: SearchText) -> Bool {
        terms.allSatisfy { term in
            var isThere = false
            term.forEachPlace(in: text) { _ in
                isThere = true
                return false
            }
            return isThere != term.isExcluded
        }
    }

    /// Where a text has what was searched for: in bytes of the original, ascending, apart from each other.
    package func places(in text: SearchText) -> [Range<Int>] {
        var places: [Range<Int>] = []
        for term in terms where !term.isExcluded {
            term.forEachPlace(in: text) { place in
                places.append(place)
                return true
            }
        }
        places.sort { ($0.lowerBound, $0.upperBound) < ($1.lowerBound, $1.upperBound) }
        return places.reduce(into: []) { merged, place in
            guard let last = merged.last, place.lowerBound < last.upperBound else { return merged.append(place) }
            merged[merged.count - 1] = last.lowerBound..<max(last.upperBound, place.upperBound)
        }
    }

    // MARK: Reading what was typed

    private struct Part {
        let scalars: Substring.UnicodeScalarView
        let isQuoted: Bool
        let isExcluded: Bool
    }

    private struct Parser {
        var rest: Substring.UnicodeScalarView

        mutating func next() -> Part? {
            rest = rest.drop { $0.properties.isWhitespace }
            guard let first = rest.first else { return nil }
            var isExcluded = false
            if first == "-", let second = rest.dropFirst().first, !second.properties.isWhitespace {
                isExcluded = true
                rest = rest.dropFirst()
            }
            guard let opening = rest.first, Self.isQuote(opening) else {
                return Part(
                    scalars: take { $0.properties.isWhitespace || Self.isQuote($0) }, isQuoted: false, isExcluded: isExcluded)
            }
            rest = rest.dropFirst()
            let phrase = take(until: Self.isQuote)
            rest = rest.dropFirst()
            return Part(scalars: phrase, isQuoted: true, isExcluded: isExcluded)
        }

        private mutating func take(until isEnd: (Unicode.Scalar) -> Bool) -> Substring.UnicodeScalarView {
            let taken = rest.prefix { !isEnd($0) }
            rest = rest[taken.endIndex...]
            return taken
        }

        private static func isQuote(_ scalar: Unicode.Scalar) -> Bool {
            switch scalar {
            case "\"", "\u{201C}", "\u{201D}", "\u{201E}", "\u{00AB}", "\u{00BB}", "\u{300C}", "\u{300D}": true
            default: false
            }
        }
    }
}

extension SearchQuery.Term {
    /// - Parameter take: gets each place where the words stand in a row; returns whether more are wanted.
    fileprivate func forEachPlace(in text: SearchText, _ take: (Range<Int>) -> Bool) {
        let found = text.words
        guard let last = words.last, found.count >= words.count else { return }
        for start in 0...(found.count - words.count) {
            let end = start + words.count - 1
            let fits = isPrefix ? found[end].text.utf8.starts(with: last.utf8) : found[end].text == last
            guard fits, zip(words.dropLast(), found[start..<end]).allSatisfy({ $0 == $1.text }) else { continue }
            guard take(found[start].range.lowerBound..<found[end].range.upperBound) else { return }
        }
    }
}
