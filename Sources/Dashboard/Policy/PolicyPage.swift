internal import Catalog

/// What the organization demands of its keys, and the form that changes it.
struct PolicyPage: Page {
    static let template = Template.policy
    var title: String { "Key policy" }

    let notice: String?
    let saveURL: String
    /// See ``OrganizationPolicy/version``.
    let seen: String
    let rules: [Rule]
    /// Said before the button.
    let effect: String
    /// Where saving would end keys: how many, which the form sends back.
    let agreement: Agreement?
    let saveLabel: String
    let waiting: Waiting?
    let problems: [Problem]
    let hasProblems: Bool

    struct Rule: Sendable {
        let ruleID: String
        let legend: String
        let options: [Option]
        let days: Days?
        let caution: String?
        let ruleError: String?
    }

    struct Option: Sendable {
        let value: String
        let label: String
        let text: String
        let isChosen: Bool
        /// Whether it needs a number of days.
        let opensDays: Bool
    }

    struct Days: Sendable {
        let daysName: String
        let daysLabel: String
        let number: String
        let most: Int
    }

    struct Agreement: Sendable {
        let count: String
        let warning: String
    }

    /// A change that a second admin has not agreed to.
    struct Waiting: Sendable {
        let by: String
        let asked: Moment
        let approvalsURL: String
        let changes: [ChangeRow]
    }

    /// - Parameters:
    ///   - policy: the one in force.
    ///   - input: what the form shows; that policy when `nil`.
    ///   - admins: how many there are to agree to anything.
    ///   - ends: how many keys would be revoked by saving what the form shows.
    init(
        _ policy: OrganizationPolicy, input: PolicyInput? = nil, problems found: PolicyProblems = PolicyProblems(),
        waiting approval: Approval? = nil, admins: Int, ends: Int = 0, notice: String? = nil, slug: String, words: DateWords
    ) {
        self.notice = notice
        saveURL = SitePath.policy(slug).address
        seen = policy.version
        let input = input ?? PolicyInput(policy)
        rules = PolicyField.allCases.map { Self.rule($0, input, found.byField[$0], isAlone: admins < 2) }
        effect =
            policy.fourEyes
            ? "These rules hold from the moment you save them. But going back to one admin waits until a second one agrees."
            : "These rules hold from the moment you save them."
        agreement = ends == 0 ? nil : Agreement(count: String(ends), warning: Self.warning(ends))
        saveLabel = ends == 0 ? "Save policy" : "Save policy and revoke \(counted(ends, "key"))"
        if let approval, case .policy(let wanted) = approval.proposal {
            waiting = Waiting(
                by: approval.requestedBy, asked: words.ago(approval.requestedAt), approvalsURL: SitePath.approvals(slug).address,
                changes: ChangeRow.rows(policy.changes(to: wanted), ChangeWords(words: words)))
        } else {
            waiting = nil
        }
        problems = found.summary
        hasProblems = !problems.isEmpty
    }

    private static func warning(_ ends: Int) -> String {
        ends == 1
            ? "1 key has not been used for so long. It is revoked within a minute of your saving this, and does not come back."
            : "\(counted(ends, "key")) have not been used for so long. They are revoked within a minute of your saving this, and do not come back."
    }

    private static func rule(_ field: PolicyField, _ input: PolicyInput, _ problem: String?, isAlone: Bool) -> Rule {
        func option(_ value: String, _ label: String, _ text: String, opensDays: Bool = false) -> Option {
            Option(value: value, label: label, text: text, isChosen: input.chosen[field] == value, opensDays: opensDays)
        }
        func rule(_ legend: String, _ options: [Option], days label: String? = nil, caution: String? = nil) -> Rule {
            let days = label.map {
                Days(
                    daysName: PolicyInput.daysName(field), daysLabel: $0, number: input.days[field] ?? "",
                    most: OrganizationPolicy.days.upperBound)
            }
            return Rule(
                ruleID: field.rawValue, legend: legend, options: options, days: days, caution: caution, ruleError: problem)
        }
        switch field {
        case .longestLife:
            return rule(
                "How long may a key live?",
                [
                    option(PolicyInput.off, "As long as one likes", "A key may also be made without an end."),
                    option(
                        PolicyInput.limited, "A number of days at most",
                        "Counted from its making. Keys that are there keep the expiry they have.", opensDays: true),
                ], days: "Days from a key's making to its end, at most")
        case .unused:
            return rule(
                "What becomes of keys that nobody uses?",
                [
                    option(PolicyInput.off, "They stay", "Until they expire, or somebody revokes them."),
                    option(
                        PolicyInput.limited, "They are revoked",
                        "Looked at every minute, keys that are there already included. A revoked key does not come back.",
                        opensDays: true),
                ], days: "Days without a request")
        case .onLeak:
            return rule(
                "What happens to a key that is found in public?",
                [
                    option(
                        OrganizationPolicy.LeakResponse.revoke.rawValue, "It is revoked at once",
                        "Whoever found it cannot use it, and neither can what it was made for. Recommended."),
                    option(
                        OrganizationPolicy.LeakResponse.flag.rawValue, "It is flagged",
                        "It goes on working. Admins are told, here and by webhook, and decide."),
                ])
        case .fourEyes:
            return rule(
                "Who decides about keys that reach far?",
                [
                    option(PolicyInput.off, "One admin", "Whoever makes or changes a key needs nobody's agreement."),
                    option(
                        PolicyInput.limited, "Two admins",
                        "A key for all brands, or with Create Brand, waits until a second one agrees, and so does widening it."
                    ),
                ],
                caution: isAlone
                    ? "There is only one admin here, so nobody could agree. Add a second one before you choose two." : nil)
        }
    }
}
