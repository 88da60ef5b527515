/// The values of a dimension in the order of results, and which of them each element has: a prompt's, a day's, a source's.
struct Coding {
    /// Ascending.
    var values: [QueryResult.Value]
    /// By element. `values.count` is null, which comes last.
    var codes: [UInt32]

    init(texts: [String?]) {
        let exact = texts.map { $0.map(ExactText.init) }
        self.init(exact) { .text($0.text) }
    }

    init(integers: [Int?]) { self.init(integers) { .integer($0) } }

    init(booleans: [Bool]) {
        values = [.boolean(false), .boolean(true)]
        codes = booleans.map { $0 ? 1 : 0 }
    }

    init(values: [QueryResult.Value], codes: [UInt32]) {
        self.values = values
        self.codes = codes
    }

    private init<Key: Hashable & Comparable>(_ keys: [Key?], value: (Key) -> QueryResult.Value) {
        var numbers: [Key: UInt32] = [:]
        var distinct: [Key] = []
        let numbered = keys.map { key -> UInt32? in
            guard let key else { return nil }
            if let number = numbers[key] { return number }
            numbers[key] = UInt32(distinct.count)
            distinct.append(key)
            return UInt32(distinct.count - 1)
        }
        let order = distinct.indices.sorted { distinct[$0] < distinct[$1] }
        var ranks = Array(repeating: UInt32(0), count: distinct.count)
        for (rank, number) in order.enumerated() { ranks[number] = UInt32(rank) }
        values = order.map { value(distinct[$0]) }
        codes = numbered.map { number in number.map { ranks[Int($0)] } ?? UInt32(distinct.count) }
    }

    /// Of each code, null's included, whether a filter keeps it. Its values are looked for, not the other way round: those here may be
    /// hundreds of thousands.
    func kept(by filter: QueryPlan.Filter) -> [Bool] {
        var kept = Array(repeating: filter.negated, count: values.count + 1)
        for value in filter.values {
            guard let code = value.map(code) ?? values.count else { continue }
            kept[code] = !filter.negated
        }
        return kept
    }

    /// Of each code, null's included, whether its value has a text in it, byte by byte.
    func kept(containing part: String) -> [Bool] {
        let wanted = Array(part.utf8)
        return values.map { $0.text.contains(bytes: wanted) } + [false]
    }

    /// - Parameter text: as filters name it.
    /// - Returns: `nil` where no element has the value.
    private func code(of text: String) -> Int? {
        let exact = ExactText(text)
        var (low, high) = (0, values.count)
        while low < high {
            let middle = (low + high) / 2
            let isBefore =
                switch values[middle] {
                case .text(let value): ExactText(value) < exact
                case .integer(let number): number < Int(text) ?? .min
                case .boolean(let flag): !flag && text != "false"
                }
            if isBefore { low = middle + 1 } else { high = middle }
        }
        return low < values.count && ExactText(values[low].text) == exact ? low : nil
    }

    /// The same where only some elements matter: all others say nothing.
    func leaving(_ isKept: [Bool]) -> Coding {
        let null = UInt32(values.count)
        return Coding(values: values, codes: zip(codes, isKept).map { $1 ? $0 : null })
    }
}

/// The values of a filter, matched by their bytes.
struct ExactValues {
    private let texts: Set<ExactText>
    private let hasNull: Bool

    init(_ values: [String?]) {
        texts = Set(values.compactMap { $0.map(ExactText.init) })
        hasNull = values.contains(nil)
    }

    func contains(_ text: String?) -> Bool { text.map { texts.contains(ExactText($0)) } ?? hasNull }
}

extension QueryResult.Value {
    /// As filters name it.
    var text: String {
        switch self {
        case .text(let text): text
        case .integer(let number): String(number)
        case .boolean(let flag): String(flag)
        }
    }
}

extension String {
    fileprivate func contains(bytes wanted: [UInt8]) -> Bool {
        guard let first = wanted.first else { return true }
        return utf8.withContiguousStorageIfAvailable { text in
            guard wanted.count <= text.count else { return false }
            for start in 0...text.count - wanted.count where text[start] == first {
                if (1..<wanted.count).allSatisfy({ text[start + $0] == wanted[$0] }) { return true }
            }
            return false
        } ?? false
    }
}
