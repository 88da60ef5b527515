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
    let terms: [Term]
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

    /// One line of what a new key would be allowed.
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
        switch approval.proposal {
        case .key:
            kind = "New key"
            effect = "Agreeing lets the key work at once."
            terms = key.map { Self.terms($0.grant, changeWords) } ?? []
            changes = []
        case .change(_, let edit):
            kind = "Change of a key"
            effect = "Agreeing changes the key at once, for whoever holds it."
            terms = []
            changes = key.map { KeyChanges(edit, on: $0, brandNames: brandNames, words: words).changes } ?? []
        case .policy(let wanted):
            kind = "Change of the policy"
            effect = "Agreeing puts the policy in force at once."
            terms = []
            changes = ChangeRow.rows(policy.changes(to: wanted), changeWords)
        }
        hasTerms = !terms.isEmpty
        hasChanges = !changes.isEmpty
        let isOwn = approval.requester == reader.identity
        mayApprove = approval.isIntact && !isOwn
        obstacle = Self.obstacle(approval, isOwn: isOwn, reader)
        rejectLabel = isOwn ? "Withdraw" : "Turn down"
        decideURL = SitePath.approval(reader.slug, approval.id).address
    }

    private static func terms(_ grant: Grant, _ words: ChangeWords) -> [Term] {
        let parts = [
            ("scopes", GrantWords.scopes(grant)), ("brands", GrantWords.brands(grant)), ("expires", GrantWords.expiry(grant)),
            ("addresses", GrantWords.addresses(grant)), ("limit", GrantWords.limit(grant)),
            ("rotates_itself", grant.traits.contains(.rotatesItself) ? "yes" : "no"),
        ]
        return parts.map { Term(term: words.label($0.0), value: words.value($0.0, $0.1)) }
    }

    private static func obstacle(_ approval: Approval, isOwn: Bool, _ reader: Reader) -> String? {
        if !approval.isIntact {
            return "The stored request was changed outside this server, so nobody can agree to it. Turn it down and look into it."
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
        guard let last = named.last, named.count > 1 else { return named.first ?? "" }
        return named.dropLast().joined(separator: ", ") + " or " + last
    }
}
