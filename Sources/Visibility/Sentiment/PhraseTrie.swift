/// The phrases of a ``SentimentLexicon`` as one automaton over folded characters.
struct PhraseTrie: Sendable {
    struct Match {
        let end: Int
        let phrase: TonePhrase
    }

    private struct State: Sendable {
        /// Its edges are `edges[first..<(first + count)]`.
        var first: Int32 = 0
        var count: Int32 = 0
        /// Indices in `phrases`, or -1: of a phrase that must end with a word, and of one that may go on.
        var whole: Int32 = -1
        var stem: Int32 = -1
    }

    private struct Edge: Sendable {
        let symbol: UInt32
        let target: Int32
    }

    private var states = [State()]
    private var edges: [Edge] = []
    /// Where the first characters lead that most words begin with.
    private var beginnings = Array(repeating: Int32(-1), count: 0x250)
    private var phrases: [TonePhrase] = []
    /// Where two letters of a to z lead with which a word begins.
    private var pairs = Array(repeating: Int32(-1), count: 26 * 26)
    private let endsAnywhere: Bool

    init(_ lexicon: SentimentLexicon) {
        endsAnywhere = lexicon.beginning == .anywhere
        var known: [UInt64: Int32] = [:]
        for (list, meaning) in lexicon.phrases {
            for text in list.split(whereSeparator: { $0 == "," || $0.isNewline }) { add(text, meaning, to: &known) }
        }
        arrange(known)
        completeTitles(0, within: nil)
        for edge in edges.prefix(Int(states[0].count)) where edge.symbol < beginnings.count {
            beginnings[Int(edge.symbol)] = edge.target
            guard Self.isPlain(edge.symbol) else { continue }
            let state = states[Int(edge.target)]
            for next in edges[Int(state.first)..<Int(state.first + state.count)] where Self.isPlain(next.symbol) {
                pairs[Int((edge.symbol - 0x61) * 26 + (next.symbol - 0x61))] = next.target
            }
        }
    }

    /// Numbers the states by their distance from the first, so that those which most words come to lie together in memory.
    private mutating func arrange(_ known: [UInt64: Int32]) {
        var children: [[Edge]] = Array(repeating: [], count: states.count)
        for (key, target) in known.sorted(by: { $0.key < $1.key }) {
            children[Int(key >> 32)].append(Edge(symbol: UInt32(truncatingIfNeeded: key), target: target))
        }
        var order = [0]
        var arranged: [State] = []
        while arranged.count < order.count {
            var state = states[order[arranged.count]]
            state.first = Int32(edges.count)
            for edge in children[order[arranged.count]] {
                edges.append(Edge(symbol: edge.symbol, target: Int32(order.count)))
                order.append(Int(edge.target))
            }
            state.count = Int32(edges.count) - state.first
            arranged.append(state)
        }
        states = arranged
    }

    private mutating func add(_ text: Substring, _ meaning: TonePhrase, to known: inout [UInt64: Int32]) {
        let words = text.split(separator: " ").joined(separator: " ")
        guard !words.isEmpty else { return }
        let isStem = words.hasSuffix("*")
        var state = 0
        let units = VisibleText(name: isStem ? String(words.dropLast()) : words).units
        for unit in units {
            let key = UInt64(state) << 32 | UInt64(unit.folded)
            if let next = known[key] {
                state = Int(next)
            } else {
                known[key] = Int32(states.count)
                state = states.count
                states.append(State())
            }
        }
        let old = Int(isStem ? states[state].stem : states[state].whole)
        if old < 0 {
            if isStem { states[state].stem = Int32(phrases.count) } else { states[state].whole = Int32(phrases.count) }
            phrases.append(meaning)
        } else {
            // In two lists: it does both. What stands in the first list weighs.
            phrases[old].roles.formUnion(meaning.roles)
            if phrases[old].weight == 0 { phrases[old].weight = meaning.weight }
            if phrases[old].titleWeight == 0 { phrases[old].titleWeight = meaning.titleWeight }
        }
    }

    /// A title that is none is the word that it is as well: `drawbacks` is a `drawback*`.
    private mutating func completeTitles(_ state: Int, within stem: Int32?) {
        let whole = Int(states[state].whole)
        let stem = states[state].stem >= 0 ? states[state].stem : stem
        if whole >= 0, let stem, phrases[whole].roles == .label, phrases[whole].weight == 0 {
            phrases[whole].weight = phrases[Int(stem)].weight
        }
        let first = Int(states[state].first)
        for edge in edges[first..<(first + Int(states[state].count))] { completeTitles(Int(edge.target), within: stem) }
    }

    /// Whether a character is one of a to z.
    @inline(__always)
    private static func isPlain(_ symbol: UInt32) -> Bool { symbol &- 0x61 < 26 }

    /// Where the first two characters lead. Where both are plain letters, no phrase ends between them.
    @inline(__always)
    private func beginning(_ units: [VisibleText.Unit], at start: Int, before limit: Int) -> (state: Int, end: Int) {
        let first = units[start].folded
        if !endsAnywhere, start + 1 < limit, Self.isPlain(first) {
            let second = units[start + 1].folded
            if Self.isPlain(second) { return (Int(pairs[Int((first &- 0x61) &* 26 &+ (second &- 0x61))]), start + 2) }
        }
        return (first < 0x250 ? Int(beginnings[Int(first)]) : next(from: states[0], first), start + 1)
    }

    /// - Returns: -1 where nothing goes on.
    @inline(__always)
    private func next(from state: State, _ symbol: UInt32) -> Int {
        var index = Int(state.first)
        let end = index + Int(state.count)
        while index < end {
            if edges[index].symbol == symbol { return Int(edges[index].target) }
            index += 1
        }
        return -1
    }

    /// The longest phrase that begins at a character and ends before another.
    /// - Parameter steps: grows by the characters looked at.
    func match(in units: [VisibleText.Unit], at start: Int, before limit: Int, steps: inout Int) -> Match? {
        var (index, end) = beginning(units, at: start, before: limit)
        guard index >= 0 else { return nil }
        var found: Int32 = -1
        var foundEnd = start
        while true {
            let state = states[index]
            if state.whole >= 0, endsAnywhere || end >= limit || !units[end - 1].kind.joins(units[end].kind) {
                found = state.whole
                foundEnd = end
            } else if state.stem >= 0 {
                found = state.stem
                foundEnd = end
            }
            guard end < limit, state.count > 0 else { break }
            index = next(from: state, units[end].folded)
            guard index >= 0 else { break }
            end += 1
        }
        steps += end - start
        return found < 0 ? nil : Match(end: foundEnd, phrase: phrases[Int(found)])
    }
}
