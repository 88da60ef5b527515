internal import APIKeys
internal import Catalog

/// The ways in which a form lets people say when a key ends.
enum ExpiryChoice: String, CaseIterable, Sendable {
    /// As it is; only for a key that is there.
    case keep
    case month = "30"
    case twoMonths = "60"
    case quarter = "90"
    case year = "365"
    /// As long as the organization allows.
    case longest
    case date
    case never

    /// `nil` where the choice itself does not say.
    fileprivate var period: Expiry? {
        switch self {
        case .month: .days(30)
        case .twoMonths: .days(60)
        case .quarter: .days(90)
        case .year: .days(365)
        case .never: .never
        case .keep, .longest, .date: nil
        }
    }
}

/// Which of them there are for one key, under its organization's policy.
struct ExpiryChoices: Sendable {
    let now: Timestamp
    /// The days that a key of the organization may live; `nil` for any.
    let longestDays: Int?
    /// The last moment that the policy allows.
    let latest: Timestamp?
    let offered: [ExpiryChoice]

    /// - Parameters:
    ///   - createdAt: from when the longest life is counted; now for a new key.
    ///   - keeps: whether there is an expiry to keep.
    init(_ policy: OrganizationPolicy, now: Timestamp, createdAt: Timestamp? = nil, keeps: Bool = false) {
        self.now = now
        longestDays = policy.longestLifeDays
        let latest = policy.longestLifeDays.map { (createdAt ?? now) + .seconds($0 * 86_400) }
        self.latest = latest
        offered = ExpiryChoice.allCases.filter { choice in
            switch choice {
            case .keep: return keeps
            case .longest:
                guard let latest, latest > now else { return false }
                return !ExpiryChoice.allCases.contains { $0.period?.moment(from: now) == latest }
            case .date: return latest.map { $0 > now + .seconds(86_400) } ?? true
            case .month, .twoMonths, .quarter, .year, .never:
                guard let latest else { return true }
                return choice.period?.moment(from: now).map { $0 <= latest } ?? false
            }
        }
    }

    /// What a new form begins with.
    var preselected: ExpiryChoice {
        if offered.contains(.keep) { return .keep }
        return offered.contains(.quarter) ? .quarter : offered.first { $0 == .longest } ?? offered.first ?? .date
    }

    func label(_ choice: ExpiryChoice) -> String {
        switch choice {
        case .keep: "As it is"
        case .month: "30 days"
        case .twoMonths: "60 days"
        case .quarter: "90 days"
        case .year: "1 year"
        case .longest: "As long as allowed"
        case .date: "On a date…"
        case .never: "Never"
        }
    }

    /// What a choice that says it by itself amounts to; `.some(nil)` for never, `nil` for those that do not say.
    func moment(of choice: ExpiryChoice) -> Timestamp?? {
        if choice == .longest { return latest.map { Optional($0) } }
        return choice.period.map { $0.moment(from: now) }
    }

    /// When the key is to end: `nil` to keep what it has, `.some(nil)` for never. A date means the end of that day in UTC.
    func moment(of chosen: String, date: String) -> Result<Timestamp??, ExpiryProblem> {
        guard let choice = ExpiryChoice(rawValue: chosen), offered.contains(choice) else {
            return .failure(ExpiryProblem(message: "Choose when the key expires."))
        }
        if choice == .keep { return .success(nil) }
        if let moment = moment(of: choice) { return .success(.some(moment)) }
        guard date.utf8.count == 10, case .on(let end) = Expiry(date),
            // The last moment of that day: a day that the calendar lacks would come back as another.
            Timestamp(milliseconds: end.milliseconds - 1).day == date
        else { return .failure(ExpiryProblem(message: "Enter the date as year-month-day, such as 2027-02-21.")) }
        guard end > now else { return .failure(ExpiryProblem(message: "That day is over. Choose a later one.")) }
        if let latest, let days = longestDays, end > latest {
            let last = CalendarDay(Timestamp(milliseconds: latest.milliseconds - 86_400_000)).long
            return .failure(
                ExpiryProblem(
                    message: "Keys of this organization live \(counted(days, "day")) at most. Choose a day not after \(last)."))
        }
        return .success(.some(end))
    }

    /// The last day that a date may name, for the calendar of the browser.
    var latestDay: String? { latest.map { Timestamp(milliseconds: $0.milliseconds - 86_400_000).day } }
}

struct ExpiryProblem: Error, Hashable {
    let message: String
}
