/// What dimensions are a property of.
enum Family: Int, CaseIterable {
    case day, question, setting, fact, source, tag, topic, competitor

    init(_ dimension: Dimension) {
        self =
            switch dimension {
            case .date, .dateWeek, .dateMonth, .dateQuarter, .dateYear: .day
            case .promptID, .prompt, .personaID, .personaName, .stage, .branded: .question
            case .platform, .searchEnabled, .country: .setting
            case .positionBucket, .sentimentBand: .fact
            case .sourceURL, .sourceType, .sourceDomain: .source
            case .tag: .tag
            case .promptTopic: .topic
            case .competitorID, .competitorName: .competitor
            }
    }
}

/// A field of a key: a level of the trie of its family.
struct KeyField: Hashable {
    let family: Family
    let level: Int
}

/// Of a group. All dimensions of a large brand at once take more than 64 bits.
typealias GroupKey = UInt128

/// A key names a group by one number with a digit for each field, the first of them the most significant, so that groups are in the
/// order of results when their keys are.
struct KeyLayout {
    struct Digit {
        let field: KeyField
        let radix: GroupKey
        let stride: GroupKey
    }

    /// Keys stay below this.
    static let limit: GroupKey = 1 << 120

    let digits: [Digit]
    /// How many keys there are.
    let space: GroupKey

    init(_ fields: [KeyField], _ tries: [Family: KeyTrie]) throws(QueryError) {
        var stride: GroupKey = 1
        var digits: [Digit] = []
        for field in fields.reversed() {
            let radix = tries[field.family].map { $0.levels[field.level].radix } ?? 1
            digits.append(Digit(field: field, radix: radix, stride: stride))
            let (product, overflow) = stride.multipliedReportingOverflow(by: radix)
            guard !overflow, product < Self.limit else { throw .tooManyGroups }
            stride = product
        }
        self.digits = digits.reversed()
        space = stride
    }

    /// Whether keys fit in 64 bits, in which a division takes far less.
    var isNarrow: Bool { space <= GroupKey(UInt64.max) }

    /// Of each element of a family, its part of the keys.
    func parts(of family: Family, _ trie: KeyTrie) -> [GroupKey] {
        var parts = Array(repeating: GroupKey(0), count: trie.nodes.count)
        for digit in digits where digit.field.family == family && digit.radix > 1 {
            let values = trie.levels[digit.field.level].digits
            for element in parts.indices { parts[element] += GroupKey(values[element]) * digit.stride }
        }
        return parts
    }
}

/// Carries keys of one layout over into another.
struct KeyTranslation {
    private let steps: [(from: GroupKey, radix: GroupKey, to: GroupKey)]
    private let isNarrow: Bool

    /// Fields that the other layout lacks are left out, those that it alone has are 0.
    init(from layout: KeyLayout, to other: KeyLayout) {
        isNarrow = layout.isNarrow
        steps = layout.digits.compactMap { digit in
            guard digit.radix > 1, let target = other.digits.first(where: { $0.field == digit.field }) else { return nil }
            return (digit.stride, digit.radix, target.stride)
        }
    }

    func callAsFunction(_ key: GroupKey) -> GroupKey {
        var result: GroupKey = 0
        for step in steps { result += key.digit(step.from, step.radix, isNarrow) * step.to }
        return result
    }
}

/// Reads the value of a field from keys.
struct KeyReader {
    private let path: [(firstChild: [UInt32], radix: GroupKey, stride: GroupKey)]
    private let codes: [UInt32]
    private let isNarrow: Bool

    /// - Parameter layout: has the fields of this family up to this level.
    init(_ family: Family, level: Int, in layout: KeyLayout, _ trie: KeyTrie) {
        // Down the trie, digit by digit.
        path = (0...level).compactMap { step in
            layout.digits.first { $0.field == KeyField(family: family, level: step) }.map {
                (trie.levels[step].firstChild, $0.radix, $0.stride)
            }
        }
        codes = trie.levels[level].codes
        isNarrow = layout.isNarrow
    }

    func callAsFunction(_ key: GroupKey) -> UInt32 {
        var node = 0
        for step in path {
            node =
                Int(step.firstChild[node])
                + (step.radix == 1 ? 0 : Int(truncatingIfNeeded: key.digit(step.stride, step.radix, isNarrow)))
        }
        return codes[node]
    }
}

extension GroupKey {
    @inline(__always)
    fileprivate func digit(_ stride: GroupKey, _ radix: GroupKey, _ isNarrow: Bool) -> GroupKey {
        guard isNarrow else { return self / stride % radix }
        let (key, stride, radix) = (
            UInt64(truncatingIfNeeded: self), UInt64(truncatingIfNeeded: stride), UInt64(truncatingIfNeeded: radix)
        )
        return GroupKey(key / stride % radix)
    }
}
