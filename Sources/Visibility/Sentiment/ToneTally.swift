/// Praise and blame of each subject, summed up over a text.
struct ToneTally {
    private(set) var praise: [Int]
    private(set) var blame: [Int]

    /// How many times as strong one side must be for the other not to count.
    private static let clear = 4

    init(subjects: Int) {
        praise = Array(repeating: 0, count: subjects)
        blame = praise
    }

    mutating func add(_ value: Int, to subject: Int) {
        if value > 0 { praise[subject] += value } else { blame[subject] -= value }
    }

    func sentiment(of subject: Int) -> Sentiment {
        let praise = praise[subject]
        let blame = blame[subject]
        if praise == 0, blame == 0 { return .none }
        if praise >= blame * Self.clear { return .positive }
        if blame >= praise * Self.clear { return .negative }
        return .mixed
    }
}
