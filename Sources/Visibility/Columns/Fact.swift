/// An appearance in six bits: one whether present, two for the position, three for the sentiment. Absent with nothing said is 0.
enum Fact {
    static let count = 64

    static func code(_ appearance: Appearance) -> UInt8 {
        let position: UInt8 =
            switch appearance.position {
            case nil: 0
            case .top: 1
            case .middle: 2
            case .bottom: 3
            }
        let sentiment: UInt8 =
            switch appearance.sentiment {
            case nil: 0
            case .positive: 1
            case .mixed: 2
            case .negative: 3
            case .some(.none): 4
            }
        return (appearance.present ? 1 : 0) | position << 1 | sentiment << 3
    }

    static func isPresent(_ code: Int) -> Bool { code & 1 == 1 }

    static func position(_ code: Int) -> Position? { [nil, .top, .middle, .bottom][code >> 1 & 3] }

    static func sentiment(_ code: Int) -> Sentiment? {
        switch code >> 3 {
        case 1: .positive
        case 2: .mixed
        case 3: .negative
        case 4: .some(.none)
        default: nil
        }
    }
}

/// Two counters of 32 bits in one word, so that a fact is counted by one addition.
enum FactWord {
    /// Responses, and those with the subject present.
    case responses
    /// Responses with the subject present; the upper half is left to those that cite it.
    case presence
    /// Evaluations with a position, and the sum of these in halves: top is 2.
    case position
    /// Evaluations with a sentiment other than none, and the sum of these in halves: positive is 2.
    case sentiment

    /// What each fact adds.
    var increments: [UInt64] {
        (0..<Fact.count).map { fact in
            switch self {
            case .responses: return 1 | (Fact.isPresent(fact) ? 1 << 32 : 0)
            case .presence: return Fact.isPresent(fact) ? 1 : 0
            case .position:
                switch Fact.position(fact) {
                case .top: return 1 | 2 << 32
                case .middle: return 1 | 1 << 32
                case .bottom: return 1
                case nil: return 0
                }
            case .sentiment:
                switch Fact.sentiment(fact) {
                case .positive: return 1 | 2 << 32
                case .mixed: return 1 | 1 << 32
                case .negative: return 1
                case .some(.none), nil: return 0
                }
            }
        }
    }
}
