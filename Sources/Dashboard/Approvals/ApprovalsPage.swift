internal import APIKeys
internal import Catalog

/// What waits for a second admin.
struct ApprovalsPage: Page {
    static let template = Template.approvals
    var title: String { "Approvals" }

    let notice: String?
    /// Why a decision was not taken.
    let refusal: String?
    let cards: [ApprovalCard]
    let hasCards: Bool
    /// Whether anything would ever come here.
    let isFourEyes: Bool
    let policyURL: String

    init(
        _ cards: [ApprovalCard], policy: OrganizationPolicy, notice: String? = nil, refusal: String? = nil, slug: String
    ) {
        self.notice = notice
        self.refusal = refusal
        self.cards = cards
        hasCards = !cards.isEmpty
        isFourEyes = policy.fourEyes
        policyURL = SitePath.policy(slug).address
    }
}

/// One request: who wants what, and the two answers to it.
struct ApprovalCard: Sendable {
    let anchor: String
    let kind: String
    let subject: String
    let subjectURL: String
    let publicID: String?
    let requestedBy: String
    let requested: Moment
    /// All that the key would be allowed: whoever agrees answers for the whole, and not only for what is new.
    let terms: [Term]
    let termsTitle: String?
    let hasTerms: Bool
    let changes: [ChangeRow]
    let hasChanges: Bool
    /// What agreeing to it does.
    let effect: String
    let mayApprove: Bool
    /// Why this admin cannot agree.
    let obstacle: String?
    let rejectLabel: String
    let decideURL: String

    /// One line of what a key would be allowed.
    struct Term: Hashable, Sendable {
        let term: String
        let value: String
    }

    /// Who looks at the page, and where.
    struct Reader: Sendable {
        /// See `Actor.identity`.
        let identity: String
        /// E-mail addresses of the admins.
        let admins: [String]
        let email: String
        let slug: String
    }

    /// - Parameters:
    ///   - key: the one that it is about; `nil` for the policy.
    ///   - policy: the one in force.
    init(
        _ approval: Approval, key: APIKey?, policy: OrganizationPolicy, for reader: Reader, brandNames: [Int: String],
        words: DateWords
    ) {
        anchor = "approval-\(approval.id)"
        subject = key?.name ?? approval.key?.description ?? "Key policy"
        subjectURL = (approval.key.map { .key(reader.slug, $0) } ?? SitePath.policy(reader.slug)).address
        publicID = approval.key?.description
        requestedBy = approval.requestedBy
        requested = words.ago(approval.requestedAt)
        let changeWords = ChangeWords(brandNames: brandNames, words: words)
        let found = ApprovalEffect(approval, on: key, policy: policy)
        terms = found.grant.map { Self.terms($0, changeWords) } ?? []
        changes = ChangeRow.rows(found.changes, changeWords)
        switch approval.proposal {
        case .key:
            kind = "New key"
            effect = "Agreeing lets the key work at once."
            termsTitle = nil
        case .change:
            kind = "Change of a key"
            effect = "Agreeing changes the key at once, for whoever holds it."
            termsTitle = "All that the key would be allowed then"
        case .policy:
            kind = "Change of the policy"
            effect = "Agreeing puts the policy in force at once."
            termsTitle = nil
        }
        hasTerms = !terms.isEmpty
        hasChanges = !changes.isEmpty
        let isOwn = approval.requester == reader.identity
        mayApprove = approval.isIntact && !isOwn && !found.isOutdated
        obstacle = Self.obstacle(approval, isOwn: isOwn, isOutdated: found.isOutdated, reader)
        rejectLabel = isOwn ? "Withdraw" : "Turn down"
        decideURL = SitePath.approval(reader.slug, approval.id).address
    }

    private static func terms(_ grant: Grant, _ words: ChangeWords) -> [Term] {
        GrantWords.parts(grant).map { Term(term: words.label($0.field), value: words.value($0.field, $0.value)) }
    }

    private static func obstacle(_ approval: Approval, isOwn: Bool, isOutdated: Bool, _ reader: Reader) -> String? {
        if !approval.isIntact {
            return "The stored request was changed outside this server, so nobody can agree to it. Turn it down and look into it."
        }
        if isOutdated {
            return "The key was changed since this was asked for, so nobody can agree to it any more. "
                + (isOwn ? "Withdraw it, and ask again." : "Turn it down, and have it asked for again.")
        }
        guard isOwn else { return nil }
        let others = reader.admins.filter { $0 != reader.email }
        return others.isEmpty
            ? "You asked for this, so another admin must agree, and there is none. Add a second admin, or withdraw it."
            : "You asked for this, so another admin must agree: \(others.inChoice)."
    }
}

extension [String] {
    /// `a`, `a or b`, `a, b or c`; of many the first three.
    fileprivate var inChoice: String {
        let named = Array(prefix(3)) + (count > 3 ? ["one of \(count - 3) more"] : [])
        return named.inWords("or")
    }
}
