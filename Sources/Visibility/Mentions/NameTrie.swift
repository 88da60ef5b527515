/// All names as one automaton: from a state each character leads to at most one other.
struct NameTrie: Sendable {
    typealias State = Int
    /// The subjects that a name means, ascending. A name that is only excluded means nobody.
    typealias Meaning = [Int]

    private struct Edge: Sendable {
        let symbol: UInt32
        let target: Int32
    }

    /// The edges of a state are `edges[firstEdge[state]..<firstEdge[state + 1]]`, ascending by symbol.
    private var firstEdge: [Int32] = [0]
    private var edges: [Edge] = []
    /// Of a state that ends a name, an index in `meanings`; else -1.
    private var meaningOf: [Int32] = []
    private var meanings: [Meaning] = []
    /// Whether a name begins with a character that has these last eight bits: most characters of a text begin none.
    private var beginnings = Array(repeating: false, count: 256)
    /// The same for the last six bits of the first two characters.
    private var pairs = Array(repeating: false, count: 64 * 64)

    static let start: State = 0

    init(_ names: [[UInt32]: Meaning]) {
        var states = 1
        var steps: [(state: Int, symbol: UInt32, target: Int)] = []
        var known: [UInt64: Int] = [:]
        var ends: [(state: Int, meaning: Meaning)] = []
        for (name, meaning) in names {
            var state = Self.start
            for symbol in name {
                let key = UInt64(state) << 32 | UInt64(symbol)
                if let next = known[key] {
                    state = next
                } else {
                    steps.append((state, symbol, states))
                    known[key] = states
                    state = states
                    states += 1
                }
            }
            ends.append((state, meaning))
        }
        steps.sort { ($0.state, $0.symbol) < ($1.state, $1.symbol) }
        firstEdge = Array(repeating: 0, count: states + 1)
        for step in steps { firstEdge[step.state + 1] += 1 }
        for state in 0..<states { firstEdge[state + 1] += firstEdge[state] }
        edges = steps.map { Edge(symbol: $0.symbol, target: Int32($0.target)) }
        meaningOf = Array(repeating: -1, count: states)
        for (index, end) in ends.enumerated() { meaningOf[end.state] = Int32(index) }
        meanings = ends.map(\.meaning)
        for name in names.keys {
            guard let first = name.first else { continue }
            beginnings[Int(first & 0xFF)] = true
            let row = Int(first & 63) << 6
            let columns = name.count > 1 ? Int(name[1] & 63)...Int(name[1] & 63) : 0...63
            for column in columns { pairs[row | column] = true }
        }
    }

    /// Whether a name may begin with a character. Quick, and never wrong when it says no.
    @inline(__always)
    func mayBegin(with symbol: UInt32) -> Bool { beginnings[Int(symbol & 0xFF)] }

    /// Whether a name may begin with two characters. Quick, and never wrong when it says no.
    @inline(__always)
    func mayBegin(with symbol: UInt32, _ next: UInt32) -> Bool { pairs[Int(symbol & 63) << 6 | Int(next & 63)] }

    /// Where a character leads from a state.
    func next(from state: State, symbol: UInt32) -> State? {
        var low = Int(firstEdge[state])
        let end = Int(firstEdge[state + 1])
        var high = end
        while low < high {
            let middle = (low + high) / 2
            if edges[middle].symbol < symbol { low = middle + 1 } else { high = middle }
        }
        guard low < end, edges[low].symbol == symbol else { return nil }
        return Int(edges[low].target)
    }

    /// Whom the name means that ends in a state; `nil` where none ends.
    func meaning(of state: State) -> Meaning? {
        let index = meaningOf[state]
        return index < 0 ? nil : meanings[Int(index)]
    }
}
