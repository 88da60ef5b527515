internal import APIKeys
internal import Catalog

/// Everything about one key but its secret.
struct KeyDetailsPage: Page {
    static let template = Template.key
    var title: String { head.name }

    let notice: String?
    let head: KeyHead
    let stateNote: String?
    let remarks: [Remark]
    let receipt: ReceiptView?
    let hint: Hint?
    let lastUse: LastUse?
    /// The day on which the key stops, in words.
    let until: String
    let expiresSoon: String?
    let week: Week?
    let activityURL: String
    let scopeCards: [ScopeCard]
    let brandList: [BrandLine]
    let isForAll: Bool
    let facts: [Fact]
    let auditURL: String

    struct ScopeCard: Sendable {
        let label: String
        let text: String
    }

    struct BrandLine: Sendable {
        let brand: String
        let isAway: Bool
    }

    /// Something about the key that wants to be known first.
    struct Remark: Hashable, Sendable {
        let text: String
        let action: String
        let url: String
    }

    /// What the key could do without.
    struct Hint: Sendable {
        let unused: String
        let narrowURL: String
    }

    /// What it did in the last seven days.
    struct Week: Sendable {
        let chart: BarChart
        let sum: String
    }

    struct Fact: Hashable, Sendable {
        let term: String
        let value: String
        let valueURL: String?
        let isCode: Bool
    }

    /// What the page tells beside the key itself.
    struct Story: Sendable {
        var brands: [Brand] = []
        var receipt: Receipt?
        var leastPrivilege: LeastPrivilege?
        var week: UsageReport?
        var approval: Approval?
        var approvalsURL: String?

        init() {}
    }

    init(_ key: APIKey, _ story: Story, slug: String, notice: String?, words: DateWords) {
        self.notice = notice
        let names = Dictionary(story.brands.map { ($0.id, $0.name) }, uniquingKeysWith: { first, _ in first })
        head = KeyHead(key, slug: slug, at: .facts, words: words)
        let state = key.state(at: words.now)
        stateNote = KeyRow.note(key, words: words)
        remarks = Self.remarks(key, state, story, slug: slug, words: words)
        receipt = story.receipt.map { ReceiptView($0, slug: slug, words: words) }
        hint = story.leastPrivilege.map {
            Hint(
                unused: LeastPrivilegeWords($0, brandNames: names).sentence, narrowURL: SitePath.narrowKey(slug, key.id).address)
        }
        lastUse = key.lastUse.map { LastUse($0, words: words) }
        until = key.grant.expiresAt.map { words.lastDay(before: $0).long } ?? "Never"
        expiresSoon = key.grant.expiresAt.flatMap { end in
            state.isLive && words.expiry(end).isSoon ? words.expiry(end).moment.words : nil
        }
        week = story.week.map { report in
            Week(
                chart: BarChart(title: "Requests by hour, in UTC", buckets: UsageBucket.buckets(report.hours, days: 7)),
                sum: "\(counted(report.accepted, "request")) accepted, \(grouped(report.refused)) refused")
        }
        activityURL = SitePath.activity(slug, key.id).address
        scopeCards = key.grant.scopes.list.map { ScopeCard(label: $0.title, text: $0.explanation) }
        let archived = Set(story.brands.filter(\.isArchived).map(\.id))
        brandList = (key.grant.brands.listed ?? []).map {
            BrandLine(brand: names[$0] ?? "Brand \($0)", isAway: archived.contains($0))
        }
        isForAll = key.grant.brands == .all
        facts = Self.facts(key, slug: slug, words: words)
        auditURL = SitePath.audit(slug).address(["key": key.id.description])
    }

    private static func remarks(
        _ key: APIKey, _ state: APIKey.State, _ story: Story, slug: String, words: DateWords
    ) -> [Remark] {
        var remarks: [Remark] = []
        if let rotation = key.grant.rotation(at: words.now) {
            remarks.append(
                Remark(
                    text:
                        "This key gives way to \(rotation.successor) and stops on \(words.exact(rotation.until)) at the latest.",
                    action: "See who has moved", url: SitePath.rotation(slug, key.id).address))
        }
        if let approval = story.approval, let url = story.approvalsURL {
            let what = state == .pending ? "This key does not work yet: it waits" : "A change to this key waits"
            remarks.append(
                Remark(
                    text:
                        "\(what) for a second admin. \(approval.requestedBy) asked for it \(words.ago(approval.requestedAt).words).",
                    action: "Look at it", url: url))
        }
        return remarks
    }

    private static func facts(_ key: APIKey, slug: String, words: DateWords) -> [Fact] {
        let grant = key.grant
        func link(_ term: String, _ id: KeyID) -> Fact {
            Fact(term: term, value: id.description, valueURL: SitePath.key(slug, id).address, isCode: true)
        }
        var facts = [
            Fact(term: "Usable from", value: GrantPhrases.addresses(grant), valueURL: nil, isCode: !grant.addresses.isEmpty),
            Fact(term: "Rate limit", value: GrantPhrases.limit(grant.limit), valueURL: nil, isCode: false),
            Fact(term: "May rotate itself", value: GrantPhrases.rotatesItself(grant), valueURL: nil, isCode: false),
        ]
        if grant.traits.contains(.suppliedSecret) {
            facts.append(Fact(term: "Secret", value: "Made by the caller, who gave only its hash", valueURL: nil, isCode: false))
        }
        if let predecessor = key.predecessor { facts.append(link("Replaces", predecessor)) }
        if let heir = key.heir { facts.append(link("Replaced by", heir)) }
        return facts
    }
}
