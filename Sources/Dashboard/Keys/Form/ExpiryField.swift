internal import APIKeys
internal import Catalog

/// The part of a form in which a person says when a key ends.
struct ExpiryField: Sendable {
    let expiryLegend: String
    let pills: [Pill]
    let date: String
    let earliest: String
    let latest: String?
    let expiryError: String?
    /// What the organization demands.
    let expiryRule: String?

    struct Pill: Sendable {
        let value: String
        let label: String
        /// The last day on which the key would work; `nil` where the choice does not say.
        let day: String?
        let longDay: String?
        let isDate: Bool
        let isChosen: Bool
    }

    /// - Parameter current: what ``ExpiryChoice/keep`` means, in words.
    init(
        _ choices: ExpiryChoices, chosen: String, date: String, error: String?, legend: String = "Expires",
        current: Timestamp?? = nil, words: DateWords
    ) {
        expiryLegend = legend
        pills = choices.offered.map { choice in
            let moment = choice == .keep ? current : choices.moment(of: choice)
            let day = (moment ?? nil).map(words.lastDay(before:))
            return Pill(
                value: choice.rawValue, label: choices.label(choice),
                day: day?.shortWithYear ?? (choice == .keep ? "never" : nil), longDay: day?.long, isDate: choice == .date,
                isChosen: chosen == choice.rawValue)
        }
        self.date = date
        earliest = words.now.day
        latest = choices.latestDay
        expiryError = error
        expiryRule = choices.longestDays.map { "Keys of this organization live \(counted($0, "day")) at most." }
    }
}
