internal import APIKeys
internal import Catalog

/// For how many days something new is to work, as a form was sent: one of the numbers offered, or another.
struct LifeInput: Hashable, Sendable {
    /// One of those offered, or ``other``.
    private(set) var life: String
    /// The number typed for another life.
    private(set) var days = ""

    static let other = "other"

    init(_ days: Int) { life = String(days) }

    init(_ fields: FormFields) {
        life = fields["life"]
        days = String(fields["days"].trimmed.prefix(20))
    }

    /// The number of days, within bounds or not; `nil` when none was given.
    func chosen(of offered: [Int]) -> Int? { life == Self.other ? Int(days) : offered.first { String($0) == life } }
}

/// The field by which it is chosen.
struct LifeField: Sendable {
    let lives: [Life]
    let isOtherLife: Bool
    let lifeDays: String
    let lifeError: String?
    let mostDays: Int

    struct Life: Sendable {
        let value: String
        let label: String
        /// The last day on which it would work.
        let day: String
        let isChosen: Bool
    }

    init(_ input: LifeInput, offered: [Int], most: Int, error: String?, words: DateWords) {
        lives = offered.map { days in
            Life(
                value: String(days), label: days == 365 ? "1 year" : "\(days) days",
                day: words.lastDay(before: words.now + .seconds(days * 86_400)).shortWithYear,
                isChosen: input.life == String(days))
        }
        isOtherLife = input.life == LifeInput.other
        lifeDays = input.days
        lifeError = error
        mostDays = most
    }
}
