/// Finds where texts mention any of several subjects. Made once from all names, run over any number of texts.
///
/// - The longest name at the leftmost place wins, among the names of all subjects: where a competitor is called `Acme Cloud`,
///   that is no mention of the brand `Acme`. Mentions never overlap, but two subjects that share a name are both mentioned by it.
/// - An excluded name is found like a name and means nobody, unless it is the name of another subject.
/// - A name begins and ends with a word, as ``WordEdges`` has it. A name without any letter or digit is never found.
/// - Text and names are compared as they are read, see ``VisibleText``. `&` in a name may have space around it or not.
package struct MentionFinder: Sendable {
    private let folded: NameTrie
    private let exact: NameTrie

    package init(_ subjects: [MentionSubject]) {
        var folded = NameList()
        var exact = NameList()
        for (index, subject) in subjects.enumerated() {
            if subject.caseSensitive {
                exact.add(subject, index, by: \.exact)
            } else {
                folded.add(subject, index, by: \.folded)
            }
        }
        self.folded = NameTrie(folded.meanings)
        self.exact = NameTrie(exact.meanings)
    }

    /// All mentions in an answer in Markdown or in a plain text, in their order.
    package func mentions(in text: String) -> [Mention] { mentions(in: VisibleText(text)) }

    package func mentions(in text: VisibleText) -> [Mention] {
        var steps = 0
        return mentions(in: text, steps: &steps)
    }

    /// - Parameter steps: grows by the characters looked at, each time that they are: at most the length of the text times that of
    ///   the longest name.
    func mentions(in text: VisibleText, steps: inout Int) -> [Mention] {
        let units = text.units
        let edges = WordEdges(units: units)
        var found: [Mention] = []
        var index = 0
        var visited = 0
        defer { steps += visited }
        while index < units.count {
            visited += 1
            let unit = units[index]
            // Inside a word no name begins, as ``WordEdges/canBegin(at:)`` has it; most characters are there.
            if unit.kind == .letter, index > 0, units[index - 1].kind == .letter, !unit.traits.contains(.afterBreak) {
                index += 1
                continue
            }
            guard folded.mayBegin(with: unit.folded) || exact.mayBegin(with: unit.exact), mayBegin(with: index, of: units),
                let match = longest(at: index, in: edges, steps: &steps)
            else {
                index += 1
                continue
            }
            let range = Int(units[index].start)..<Int(units[match.end - 1].end)
            for subject in match.subjects { found.append(Mention(subject: subject, range: range, characters: index..<match.end)) }
            index = match.end
        }
        return found
    }

    @inline(__always)
    private func mayBegin(with index: Int, of units: [VisibleText.Unit]) -> Bool {
        guard index + 1 < units.count else { return true }
        let next = units[index + 1]
        return folded.mayBegin(with: units[index].folded, next.folded) || exact.mayBegin(with: units[index].exact, next.exact)
    }

    private func longest(at start: Int, in edges: WordEdges, steps: inout Int) -> (end: Int, subjects: [Int])? {
        let one = longest(of: folded, by: \.folded, at: start, in: edges, steps: &steps)
        guard let other = longest(of: exact, by: \.exact, at: start, in: edges, steps: &steps) else { return one }
        guard let one, one.end >= other.end else { return other }
        return one.end > other.end ? one : (one.end, Set(one.subjects + other.subjects).sorted())
    }

    @inline(__always)
    private func longest(
        of names: NameTrie, by symbol: (VisibleText.Unit) -> UInt32, at start: Int, in edges: WordEdges, steps: inout Int
    ) -> (end: Int, subjects: [Int])? {
        let units = edges.units
        guard var state = names.next(from: NameTrie.start, symbol: symbol(units[start])),
            edges.canBegin(at: start)
        else { return nil }
        var best: (end: Int, subjects: [Int])?
        var end = start + 1
        while true {
            steps += 1
            if let meaning = names.meaning(of: state), edges.canEnd(before: end), !edges.isInitial(start..<end) {
                best = (end, meaning)
            }
            guard end < units.count, let next = names.next(from: state, symbol: symbol(units[end])) else { return best }
            state = next
            end += 1
        }
    }
}

/// The names of one case rule while they are gathered.
private struct NameList {
    private var named: [[UInt32]: Set<Int>] = [:]
    private var excluded: [[UInt32]: Set<Int>] = [:]

    mutating func add(_ subject: MentionSubject, _ index: Int, by symbol: (VisibleText.Unit) -> UInt32) {
        for name in [subject.name] + subject.alternativeNames {
            for spelling in Self.spellings(of: name) { named[spelling.map(symbol), default: []].insert(index) }
        }
        for name in subject.excludedNames {
            for spelling in Self.spellings(of: name) { excluded[spelling.map(symbol), default: []].insert(index) }
        }
    }

    var meanings: [[UInt32]: NameTrie.Meaning] {
        named.merging(excluded.mapValues { _ in [] }) { subjects, _ in subjects }.reduce(into: [:]) { meanings, entry in
            meanings[entry.key] = entry.value.subtracting(excluded[entry.key, default: []]).sorted()
        }
    }

    /// A name as it is read, `&` with and without space around it. None of a name without any letter or digit.
    private static func spellings(of name: String) -> [[VisibleText.Unit]] {
        let parts = name.split(separator: "&", omittingEmptySubsequences: false)
        let spellings = parts.count == 1 ? [name] : ["&", " & "].map { parts.map(trimmed).joined(separator: $0) }
        return spellings.map { VisibleText(name: $0).units }.filter { $0.contains(where: \.kind.isWord) }
    }

    private static func trimmed(_ part: Substring) -> Substring {
        var part = part.drop(while: \.isWhitespace)
        while part.last?.isWhitespace == true { part.removeLast() }
        return part
    }
}
