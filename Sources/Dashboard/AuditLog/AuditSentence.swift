internal import APIKeys
internal import Catalog

/// An entry of the audit log as a person reads it: who, what they did, to what.
struct AuditSentence: Hashable, Sendable {
    let actor: String
    let deed: String
    /// Stands out: the name of what it was done to.
    let object: String
    let rest: String

    /// - Parameter names: of brands by id and of keys by public id, where the entry itself does not say.
    init(_ event: AuditEvent, brandNames: [Int: String], keyNames: [KeyID: String]) {
        actor = event.actorKind == "command" ? "The command line" : event.actor
        let name = event.detail["name"]
        let key = KeyID(event.subject)
        let keyName = name ?? key.flatMap { keyNames[$0] }
        let brandName =
            event.detail["brand"] ?? name ?? Int(event.subject).map { brandNames[$0] ?? "brand \($0)" } ?? event.subject
        let email = event.detail["email"]
        (deed, object, rest) =
            switch AuditAction(rawValue: event.action) {
            case .organizationCreated: ("created the organization", Self.quoted(name ?? ""), "")
            case .memberAdded: ("added", email ?? "a member", event.detail["role"].map { " as \($0)" } ?? "")
            case .setupLinkMade: ("made a set-up link for", email ?? "", "")
            case .passwordSet where email == nil || email == event.actor: ("set a password", "", "")
            case .passwordSet: ("set the password of", email ?? "", "")
            case .signedIn: ("signed in", "", "")
            case .signedOut: ("signed out", "", "")
            case .brandCreated: ("created brand", Self.quoted(brandName), "")
            case .brandArchived: ("archived brand", Self.quoted(brandName), "")
            case .brandRestored: ("restored brand", Self.quoted(brandName), "")
            case .keyCreated: ("created key", Self.quoted(keyName ?? event.subject), Self.grant(event, hasName: keyName != nil))
            case .keyRevoked: ("revoked key", Self.quoted(keyName ?? event.subject), keyName == nil ? "" : " (\(event.subject))")
            case .keyBrandAdded:
                (
                    "let key", Self.quoted(keyName ?? event.subject),
                    " reach the brand it created" + (event.detail["brand"].map { ", \($0)" } ?? "")
                )
            case nil: ("did", event.action, event.subject.isEmpty ? "" : " to \(event.subjectKind) \(event.subject)")
            }
    }

    var text: String { [actor, deed, object].filter { !$0.isEmpty }.joined(separator: " ") + rest }

    private static func quoted(_ name: String) -> String { "“\(name)”" }

    /// ` (lk_…): Query, Fabrikam, until 21 Feb 2027`
    private static func grant(_ event: AuditEvent, hasName: Bool) -> String {
        let scopes = (event.detail["scopes"] ?? "").split(separator: ",").map { String($0).trimmed }
            .map { Scope(rawValue: $0)?.title ?? $0 }.filter { !$0.isEmpty }
        let brands = event.detail["brands"].map { $0 == "all" ? "all brands" : $0 }
        let end = event.detail["expires"].map { text in
            Timestamp(iso8601: text).map { "until \(CalendarDay(Timestamp(milliseconds: $0.milliseconds - 1)).shortWithYear)" }
                ?? "without an end"
        }
        let parts = scopes + [brands, end].compactMap(\.self).filter { !$0.isEmpty }
        let id = hasName ? " (\(event.subject))" : ""
        return parts.isEmpty ? id : "\(id): \(parts.joined(separator: ", "))"
    }
}

extension AuditAction {
    /// How the filter names it.
    var label: String {
        switch self {
        case .organizationCreated: "Organization created"
        case .memberAdded: "Member added"
        case .setupLinkMade: "Set-up link made"
        case .passwordSet: "Password set"
        case .signedIn: "Signed in"
        case .signedOut: "Signed out"
        case .brandCreated: "Brand created"
        case .brandArchived: "Brand archived"
        case .brandRestored: "Brand restored"
        case .keyCreated: "Key created"
        case .keyRevoked: "Key revoked"
        case .keyBrandAdded: "Brand added to a key"
        }
    }
}
