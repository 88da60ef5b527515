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

    /// Of each code, null's included, whether a filter keeps it.
    func kept(by filter: QueryPlan.Filter) -> [Bool] {
        let listed = ExactValues(filter.values)
        return values.map { listed.contains($0.text) != filter.negated } + [listed.contains(nil) != filter.negated]
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
