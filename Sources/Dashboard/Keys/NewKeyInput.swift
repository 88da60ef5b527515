internal import APIKeys
internal import Catalog

/// What a person entered into the form of a new key, as it was sent, so that the form can be shown again with everything kept.
struct NewKeyInput: Hashable, Sendable {
    var name = ""
    var scopes: [String] = []
    var access = Access.specific.rawValue
    var brands: [String] = []
    var expiry = ExpiryChoice.preselected.rawValue
    var date = ""

    enum Access: String, CaseIterable { case specific, all }

    /// The periods that the form offers.
    enum ExpiryChoice: String, CaseIterable {
        case month = "30"
        case twoMonths = "60"
        case quarter = "90"
        case year = "365"
        case date
        case never

        static let preselected = quarter

        var label: String {
            switch self {
            case .month: "30 days"
            case .twoMonths: "60 days"
            case .quarter: "90 days"
            case .year: "1 year"
            case .date: "On a date…"
            case .never: "Never"
            }
        }

        /// `nil` for a date, which the person chooses.
        var period: Expiry? {
            switch self {
            case .month: .days(30)
            case .twoMonths: .days(60)
            case .quarter: .days(90)
            case .year: .days(365)
            case .date: nil
            case .never: .never
            }
        }
    }

    /// An empty form.
    init() {}

    init(_ fields: FormFields) {
        name = fields["name"]
        scopes = fields.all("scopes")
        access = fields["brand_access"]
        brands = fields.all("brands")
        expiry = fields["expiry"]
        date = fields["expiry_date"]
    }

    /// What is wrong, by field, in the order of the form.
    typealias Problems = [NewKeyField: String]

    /// The key to be made, or everything that stands against it at once.
    func draft(at now: Timestamp) -> Result<KeyDraft, NewKeyProblems> {
        var problems: Problems = [:]
        do { _ = try TextRule.keyName.check(name) } catch { problems[.name] = error.message }

        let known = scopes.compactMap(Scope.init(rawValue:))
        if let unknown = scopes.first(where: { Scope(rawValue: $0) == nil }) {
            let names = Scope.allCases.map(\.title).joinedInWords
            problems[.scopes] = "There is no scope \"\(unknown.prefix(40))\". There are \(names)."
        } else if known.isEmpty {
            problems[.scopes] = "Choose at least one thing that the key may do."
        }

        let ids = brands.compactMap { Int($0) }
        var reach = BrandAccess.all
        switch Access(rawValue: access) {
        case .all: break
        case .specific:
            reach = .specific(ids)
            if ids.count != brands.count {
                problems[.brands] = "Choose brands from the list."
            } else if ids.isEmpty, !known.contains(.createBrand) {
                problems[.brands] = "Choose at least one brand, or all brands."
            }
        case nil: problems[.brands] = "Choose specific brands or all brands."
        }

        let expiresAt = expiryMoment(at: now)
        if case .failure(let problem) = expiresAt { problems[.expires] = problem.message }

        guard problems.isEmpty, case .success(let end) = expiresAt else { return .failure(NewKeyProblems(problems)) }
        return .success(KeyDraft(name: name, scopes: Scopes(known), brands: reach, expiresAt: end))
    }

    /// When the key is to end, `nil` for never; a date means the end of that day in UTC.
    func expiryMoment(at now: Timestamp) -> Result<Timestamp?, ExpiryProblem> {
        guard let choice = ExpiryChoice(rawValue: expiry) else {
            return .failure(ExpiryProblem(message: "Choose when the key expires."))
        }
        if let period = choice.period { return .success(period.moment(from: now)) }
        guard date.utf8.count == 10, case .on(let end) = Expiry(date),
            // The last moment of that day: a day that the calendar lacks would come back as another.
            Timestamp(milliseconds: end.milliseconds - 1).day == date
        else { return .failure(ExpiryProblem(message: "Enter the date as year-month-day, such as 2027-02-21.")) }
        guard end > now else { return .failure(ExpiryProblem(message: "That day is over. Choose a later one.")) }
        return .success(end)
    }
}

/// The fields of the form, in its order.
enum NewKeyField: String, CaseIterable {
    case name, scopes, brands, expires
}

struct NewKeyProblems: Error, Hashable {
    let byField: [NewKeyField: String]

    init(_ byField: [NewKeyField: String]) { self.byField = byField }
}

struct ExpiryProblem: Error, Hashable {
    let message: String
}
