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
        actor =
            switch event.actorKind {
            case "command": "The command line"
            case "server": "This server"
            default: event.actor
            }
        let facts = AuditFacts(event, brandNames: brandNames, keyNames: keyNames)
        guard let action = AuditAction(rawValue: event.action) else {
            (deed, object, rest) = ("did", event.action, event.subject.isEmpty ? "" : " to \(event.subjectKind) \(event.subject)")
            return
        }
        (deed, object, rest) = Self.say(action, event, facts)
    }

    var text: String { [actor, deed, object].filter { !$0.isEmpty }.joined(separator: " ") + rest }

    private static func say(_ action: AuditAction, _ event: AuditEvent, _ facts: AuditFacts) -> (String, String, String) {
        let email = event.detail["email"]
        return switch action {
        case .organizationCreated: ("created the organization", "“\(event.detail["name"] ?? "")”", "")
        case .memberAdded: ("added", email ?? "a member", event.detail["role"].map { " as \($0)" } ?? "")
        case .setupLinkMade: ("made a set-up link for", email ?? "", "")
        case .passwordSet where email == nil || email == event.actor: ("set a password", "", "")
        case .passwordSet: ("set the password of", email ?? "", "")
        case .signedIn: ("signed in", "", "")
        case .signedOut: ("signed out", "", "")
        case .brandCreated: ("created brand", facts.brand, "")
        case .brandChanged: ("changed brand", facts.brand, "")
        case .brandArchived: ("archived brand", facts.brand, "")
        case .brandRestored: ("restored brand", facts.brand, "")
        case .promptsCreated: ("added \(facts.prompts) to", facts.brand, facts.promptTexts)
        case .promptsChanged: ("changed \(facts.prompts) of", facts.brand, facts.promptTexts)
        case .promptsArchived: ("archived \(facts.prompts) of", facts.brand, facts.promptTexts)
        case .promptsRestored: ("took up again \(facts.prompts) of", facts.brand, facts.promptTexts)
        case .collectionRequested: ("asked for answers to a prompt of", facts.brand, facts.collection)
        case .keyCreated: ("created key", facts.key, facts.id + facts.grant)
        case .keyRevoked: ("revoked key", facts.key, facts.id + facts.reason)
        case .keyBrandAdded:
            ("let key", facts.key, " reach the brand it created" + (event.detail["brand"].map { ", \($0)" } ?? ""))
        case .keyChanged: ("changed key", facts.key, facts.id + facts.asked)
        case .keyRotated: ("rotated key", facts.key, facts.id + facts.successor)
        case .keyRotationFinished: ("ended the overlap of key", facts.key, facts.id + facts.reason + facts.takenOver)
        case .keyReused:
            ("asked once more for a successor of key", facts.key, ", which has one already: somebody else may hold it")
        case .keyChangeRequested: ("asked to change key", facts.key, facts.id + ", which waits for a second admin")
        case .keyApproved: ("agreed to key", facts.key, facts.id + facts.asked)
        case .keyRejected: ("turned down a change of key", facts.key, facts.id + facts.asked)
        case .keyExpiring: ("gave notice that key", facts.key, facts.id + facts.expiring)
        case .keyLeaked: ("wrote down that key", facts.key, facts.id + facts.leak)
        case .adminTokenCreated: ("made admin token", facts.token, facts.id + facts.tokenTerms)
        case .adminTokenRevoked: ("revoked admin token", facts.token, facts.id + facts.reason)
        case .adminTokenLeaked: ("wrote down that admin token", facts.token, facts.id + facts.leak)
        case .policyChanged: ("changed", "the key policy", facts.asked)
        case .policyChangeRequested: ("asked to change", "the key policy", ", which waits for a second admin")
        case .policyChangeRejected: ("turned down a change of", "the key policy", facts.asked)
        case .webhookCreated: ("made a webhook to", event.detail["url"] ?? "webhook \(event.subject)", facts.events)
        case .webhookRemoved: ("removed the webhook to", event.detail["url"] ?? "webhook \(event.subject)", facts.reason)
        case .managementDenied: ("tried", event.detail["attempt"] ?? "something", facts.denial)
        }
    }
}
