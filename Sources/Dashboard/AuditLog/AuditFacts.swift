internal import APIKeys
internal import Catalog

/// The parts of an entry's sentence, each ready to stand behind the one before. What the entry does not say is empty.
struct AuditFacts: Sendable {
    private let event: AuditEvent
    private let brandNames: [Int: String]
    private let name: String?

    init(_ event: AuditEvent, brandNames: [Int: String], keyNames: [KeyID: String]) {
        self.event = event
        self.brandNames = brandNames
        name = event.detail["name"] ?? KeyID(event.subject).flatMap { keyNames[$0] }
    }

    // MARK: What it was done to

    var key: String { "“\(name ?? event.subject)”" }
    var token: String { key }

    var brand: String {
        let named = event.detail["brand"] ?? event.detail["name"]
        return "“\(named ?? Int(event.subject).map { brandNames[$0] ?? "brand \($0)" } ?? event.subject)”"
    }

    /// `one prompt`, `12 prompts`
    var prompts: String {
        let count = event.detail["count"] ?? "some"
        return count == "1" ? "one prompt" : "\(count) prompts"
    }

    /// `: “best CRM”, “CRM for a start-up” and others`
    var promptTexts: String {
        guard let texts = event.detail["prompts"]?.split(separator: " | "), !texts.isEmpty else { return "" }
        let isMore = event.detail["count"].flatMap { Int($0) }.map { $0 > texts.count } ?? false
        return ": " + texts.map { "“\($0)”" }.joined(separator: ", ") + (isMore ? " and others" : "")
    }

    /// `: “best CRM” on chatgpt, claude`
    var collection: String {
        guard let prompt = event.detail["prompt"], let platforms = event.detail["platforms"] else { return "" }
        return ": “\(prompt)” on \(platforms)"
    }

    /// ` for “Contoso board”`
    var recipient: String { event.detail["recipient"].map { " for “\($0)”" } ?? "" }

    /// `, until 26 Dec 2026`
    var shareEnd: String { event.detail["expires"].flatMap(Self.day).map { ", until \($0)" } ?? "" }

    /// `: 2026-11-01 to 2026-11-23, as CSV`
    var export: String {
        guard let period = event.detail["period"], let format = event.detail["format"] else { return "" }
        return ": \(period), as \(ExportRequest.Format(rawValue: format)?.label ?? format)"
    }

    /// `an export of answers`
    var job: String { event.detail["kind"].flatMap(Job.Kind.init).map(\.words) ?? "a job" }

    /// ` (lk_…)`, where the name alone was said.
    var id: String { name == nil ? "" : " (\(event.subject))" }

    // MARK: How, and why

    /// `, which ann@northwind.example had asked for`
    var asked: String { event.detail["requested_by"].map { ", which \($0) had asked for" } ?? "" }

    /// `; their session not seen for longest ended, since they had too many`
    var endedSessions: String {
        event.detail["ended"] == nil ? "" : "; their session not seen for longest ended, since they had too many"
    }

    var reason: String { event.detail["reason"].map { ": \($0)" } ?? "" }

    /// `: Query, Fabrikam, until 21 Feb 2027`
    var grant: String {
        let words = ChangeWords(brandNames: brandNames, words: DateWords(now: event.at))
        let scopes = words.items("scopes", event.detail["scopes"] ?? "")
        let brands = event.detail["brands"].map { $0 == "all" ? ["all brands"] : words.items("brands", $0) } ?? []
        let end = event.detail["expires"].map { text in Self.day(text).map { "until \($0)" } ?? "without an end" }
        var parts = scopes + brands + [end].compactMap(\.self)
        if let addresses = event.detail["addresses"] { parts.append("only from \(addresses)") }
        if let limit = event.detail["limit"] { parts.append(limit) }
        if let predecessor = event.detail["replaces"] { parts.append("in the place of \(predecessor)") }
        if event.detail["awaits_approval"] != nil { parts.append("waits for a second admin") }
        return parts.isEmpty ? "" : ": \(parts.joined(separator: ", "))"
    }

    /// `: lk_… takes over, the old key works until 24 Nov 2026, 20:20 UTC`
    var successor: String {
        guard let successor = event.detail["successor"] else { return "" }
        let until = event.detail["works_until"].flatMap { Timestamp(iso8601: $0) }
        let old =
            until.map { $0 <= event.at ? ", the old key ended at once" : ", the old key works until \(words.exact($0))" } ?? ""
        return ": \(successor) takes over\(old)"
    }

    var takenOver: String { event.detail["successor"].map { "; \($0) has taken over" } ?? "" }

    /// ` expires on 24 Feb 2027`
    var expiring: String {
        event.detail["expires"].flatMap(Self.day).map { " expires, its last day is \($0)" } ?? " expires soon"
    }

    /// ` was found in public, at https://…, says GitHub; it was revoked`
    var leak: String {
        let place = event.detail["place"].map { ", at \($0)" } ?? ""
        let source = event.detail["source"].map { " (\($0))" } ?? ""
        let reporter = LeakWords.reporter(event.detail["reported_by"] ?? "").map { ", says \($0)" } ?? ""
        let response = LeakWords.response(event.detail["response"] ?? "").map { "; it \($0)" } ?? ""
        return " was found in public\(place)\(source)\(reporter)\(response)"
    }

    /// ` for ann@northwind.example, until 21 Feb 2027`
    var tokenTerms: String {
        let owner = event.detail["owner"].flatMap { $0 == event.actor ? nil : " for \($0)" } ?? ""
        return owner + (event.detail["expires"].flatMap(Self.day).map { ", until \($0)" } ?? "")
    }

    /// `, for all events`
    var events: String { event.detail["events"].map { $0 == "all" ? ", for all events" : ", for \($0)" } ?? "" }

    /// ` and was refused: the role does not permit it, from 203.0.113.9`
    var denial: String {
        let reason = event.detail["reason"].map { ": \(Self.denied($0))" } ?? ""
        let address = event.detail["address"].map { ", from \($0)" } ?? ""
        let more = event.detail["not_written"].flatMap { Int($0) }.map {
            "; \(counted($0, "attempt")) before it not written down"
        }
        return " and was refused" + reason + address + (more ?? "")
    }

    /// ` as guest, with Fabrikam (viewer)`
    var role: String {
        guard let role = event.detail["role"] else { return "" }
        let items = ChangeWords(brandNames: brandNames, words: words).items("brand_roles", event.detail["brand_roles"] ?? "")
        return " as \(role)" + (items.isEmpty ? "" : ", with \(items.joined(separator: ", "))")
    }

    /// `, which ended the password chosen with an invitation`
    var endedPassword: String { event.detail["password"] == nil ? "" : ", which ended the password chosen with an invitation" }

    /// `, invited by ann@northwind.example`
    var inviter: String { event.detail["invited_by"].map { ", invited by \($0)" } ?? "" }

    /// `a guest`, as which somebody went.
    var formerRole: String? { event.detail["role"].flatMap(Role.init)?.withArticle }

    private var words: DateWords { DateWords(now: event.at) }

    private static func day(_ text: String) -> String? {
        Timestamp(iso8601: text).map { CalendarDay(Timestamp(milliseconds: $0.milliseconds - 1)).shortWithYear }
    }

    private static func denied(_ code: String) -> String {
        let text =
            switch code {
            case "role_lacking": "The role does not permit it"
            case "self_approval": "Another admin must agree to it"
            default: RefusalWords.reason(code)
            }
        return text == code ? code : text.prefix(1).lowercased() + text.dropFirst()
    }
}
