internal import Catalog

/// The rules of the key policy, by the names under which the catalog knows them.
enum PolicyField: String, CaseIterable, Sendable {
    case longestLife = "longest_life_days"
    case unused = "unused_days"
    case onLeak = "on_leak"
    case fourEyes = "four_eyes"
}

/// What was wrong with a form of the policy.
struct PolicyProblems: Error, Hashable, Sendable {
    var byField: [PolicyField: String] = [:]
    /// What concerns the whole form.
    var whole: String?

    /// Anchors are the ids of the fieldsets.
    var summary: [Problem] {
        (whole.map { [Problem(anchor: PolicyField.longestLife.rawValue, message: $0)] } ?? [])
            + PolicyField.allCases.compactMap { field in byField[field].map { Problem(anchor: field.rawValue, message: $0) } }
    }
}

/// The form of the policy as it was sent, or as it stands for a policy.
struct PolicyInput: Hashable, Sendable {
    /// By field: the value of its chosen card.
    var chosen: [PolicyField: String]
    /// By field: the number typed under its cards.
    var days: [PolicyField: String]

    static let off = "off"
    static let limited = "on"
    /// What stands in a field of days that is not used so far.
    static let proposals: [PolicyField: String] = [.longestLife: "365", .unused: "90"]

    init(_ policy: OrganizationPolicy) {
        chosen = [
            .longestLife: policy.longestLifeDays == nil ? Self.off : Self.limited,
            .unused: policy.unusedDays == nil ? Self.off : Self.limited,
            .onLeak: policy.onLeak.rawValue,
            .fourEyes: policy.fourEyes ? Self.limited : Self.off,
        ]
        days = Self.proposals
        if let longest = policy.longestLifeDays { days[.longestLife] = String(longest) }
        if let unused = policy.unusedDays { days[.unused] = String(unused) }
    }

    init(_ fields: FormFields) {
        chosen = [:]
        for field in PolicyField.allCases { chosen[field] = fields[field.rawValue] }
        days = [:]
        for field in Self.proposals.keys { days[field] = String(fields[Self.daysName(field)].trimmed.prefix(20)) }
    }

    static func daysName(_ field: PolicyField) -> String { "\(field.rawValue)_number" }

    /// Bounds are the catalog's to check.
    func policy() -> Result<OrganizationPolicy, PolicyProblems> {
        var policy = OrganizationPolicy()
        var problems = PolicyProblems()
        func number(_ field: PolicyField) -> Int? {
            switch chosen[field] {
            case Self.off: return nil
            case Self.limited:
                if let number = Int(days[field] ?? "") { return number }
                problems.byField[field] = "Give the number of days, from 1 to \(OrganizationPolicy.days.upperBound)."
            default: problems.byField[field] = "Choose one of the two."
            }
            return nil
        }
        policy.longestLifeDays = number(.longestLife)
        policy.unusedDays = number(.unused)
        if let response = OrganizationPolicy.LeakResponse(rawValue: chosen[.onLeak] ?? "") {
            policy.onLeak = response
        } else {
            problems.byField[.onLeak] = "Choose one of the two."
        }
        switch chosen[.fourEyes] {
        case Self.limited: policy.fourEyes = true
        case Self.off: policy.fourEyes = false
        default: problems.byField[.fourEyes] = "Choose one of the two."
        }
        return problems == PolicyProblems() ? .success(policy) : .failure(problems)
    }
}

extension OrganizationPolicy {
    /// Tells two policies apart, so that nobody overwrites in silence what another admin set meanwhile.
    var version: String {
        "\(longestLifeDays ?? 0).\(unusedDays ?? 0).\(onLeak.rawValue).\(fourEyes)"
    }
}
