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
        case .memberAdded: ("added", email ?? "a member", facts.role)
        case .memberInvited: ("invited", email ?? "somebody", facts.role)
        case .invitationRenewed: ("made a new link for the invitation of", email ?? "somebody", "")
        case .invitationRevoked: ("revoked the invitation of", email ?? "somebody", facts.role + facts.reason)
        case .memberJoined: ("joined", "the organization", facts.role + facts.inviter)
        case .memberChanged: ("changed what", email ?? "a member", " may do")
        case .memberRemoved: ("removed", email ?? "a member", facts.formerRole.map { ", \($0)" } ?? "")
        case .memberLeft: ("left the organization", "", facts.formerRole.map { " as \($0)" } ?? "")
        case .setupLinkMade: ("made a set-up link for", email ?? "", "")
        case .passwordSet where email == nil || email == event.actor: ("set a password", "", "")
        case .passwordSet: ("set the password of", email ?? "", "")
        case .signedIn where event.detail["provider"] != nil:
            ("signed in by", event.detail["provider"] ?? "", facts.endedSessions)
        case .signedIn: ("signed in", "", (event.detail["with"].map { " with a \($0)" } ?? "") + facts.endedSessions)
        case .signedOut: ("signed out", "", "")
        case .passwordChanged: ("changed their password", "", "")
        case .sessionsEnded:
            ("signed out", counted(event.detail["count"].flatMap { Int($0) } ?? 1, "other browser"), " of theirs")
        case .secondFactorTurnedOn: ("turned on two-factor sign-in", "", "")
        case .secondFactorTurnedOff where email == nil || email == event.actor: ("turned off two-factor sign-in", "", "")
        case .secondFactorTurnedOff: ("turned off two-factor sign-in for", email ?? "", "")
        case .secondFactorFailed:
            ("gave a wrong code after a right password", "", event.detail["address"].map { ", from \($0)" } ?? "")
        case .recoveryCodesMade: ("made new recovery codes", "", "")
        case .identityLinked: ("linked their account at", event.detail["provider"] ?? "a provider", facts.endedPassword)
        case .identityUnlinked: ("unlinked the account at a provider of", email ?? "somebody", "")
        case .brandCreated: ("created brand", facts.brand, "")
        case .brandChanged: ("changed brand", facts.brand, "")
        case .brandArchived: ("archived brand", facts.brand, "")
        case .brandRestored: ("restored brand", facts.brand, "")
        case .shareCreated: ("shared the report of", facts.brand, facts.recipient + facts.shareEnd)
        case .shareRevoked: ("revoked the link to the report of", facts.brand, facts.recipient)
        case .promptsCreated: ("added \(facts.prompts) to", facts.brand, facts.promptTexts)
        case .promptsChanged: ("changed \(facts.prompts) of", facts.brand, facts.promptTexts)
        case .promptsArchived: ("archived \(facts.prompts) of", facts.brand, facts.promptTexts)
        case .promptsRestored: ("took up again \(facts.prompts) of", facts.brand, facts.promptTexts)
        case .collectionRequested: ("asked for answers to a prompt of", facts.brand, facts.collection)
        case .collectionCancelled: ("cancelled a request for answers to a prompt of", facts.brand, facts.collection)
        case .exportRequested: ("asked for an export of answers of", facts.brand, facts.export)
        case .jobCancelled: ("cancelled \(facts.job) of", facts.brand, "")
        case .reevaluationResumed: ("had the evaluation of answers go on of", facts.brand, "")
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
        case .policySealed: ("sealed", "the key policy", " as it was set before policies were sealed")
        case .webhookCreated: ("made a webhook to", event.detail["url"] ?? "webhook \(event.subject)", facts.events)
        case .webhookRemoved: ("removed the webhook to", event.detail["url"] ?? "webhook \(event.subject)", facts.reason)
        case .managementDenied: ("tried", event.detail["attempt"] ?? "something", facts.denial)
        }
    }
}
