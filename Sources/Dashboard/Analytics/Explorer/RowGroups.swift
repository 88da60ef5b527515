internal import Visibility

/// Which rows of an answer belong to which group of one or two dimensions. Names are told apart by their bytes: texts that are merely
/// equivalent are two groups.
struct RowGroups: Sendable {
    private let dimensions: ArraySlice<Dimension>
    /// Of each text that a row has, from 1.
    private var numbers: [[UInt8]: Int] = [:]
    private var rows: [Int: [Int]] = [:]

    init(_ answer: ChartAnswer, by dimensions: ArraySlice<Dimension>) {
        self.dimensions = dimensions
        var keys = [Int](repeating: 0, count: answer.rowCount)
        for dimension in dimensions {
            let (codes, values) = answer.current.codes(of: dimension)
            // A name stands in many rows, and is looked up once.
            var known = [Int?](repeating: nil, count: values.count)
            for (row, code) in codes.enumerated() {
                var number = 0
                if code >= 0 {
                    number = known[Int(code)] ?? self.number(of: values[Int(code)].text)
                    known[Int(code)] = number
                }
                keys[row] = Self.key(keys[row], number)
            }
        }
        rows = Dictionary(grouping: keys.indices) { keys[$0] }
    }

    var count: Int { rows.count }

    /// - Returns: `nil` for a group without a row.
    func rows(of other: ChartAnswer, _ row: Int) -> [Int]? {
        var key = 0
        for dimension in dimensions {
            var number = 0
            if let text = other.text(dimension, row) {
                guard let known = numbers[Array(text.utf8)] else { return nil }
                number = known
            }
            key = Self.key(key, number)
        }
        return rows[key]
    }

    private mutating func number(of text: String) -> Int {
        let bytes = Array(text.utf8)
        let number = numbers[bytes] ?? numbers.count + 1
        numbers[bytes] = number
        return number
    }

    private static func key(_ key: Int, _ number: Int) -> Int { key << 32 | number }
}

extension QueryResult {
    /// By row; none where it was not asked for.
    fileprivate func codes(of wanted: Dimension) -> (codes: [Int32], values: [Value]) {
        for case .dimension(let dimension, let codes, let values) in columns where dimension == wanted { return (codes, values) }
        return ([], [])
    }
}
