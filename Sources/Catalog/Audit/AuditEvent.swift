package import APIKeys

/// Who did something.
package enum Actor: Hashable, Sendable {
    case user(User)
    case key(KeyID)
    /// A program that a member gave an admin token.
    case adminToken(KeyID, owner: User)
    /// Someone with a shell on the server.
    case commandLine
    /// The server itself, following a rule that people set: a deadline, a policy, a leak report.
    case server

    /// What the audit log and pages show.
    package var name: String {
        switch self {
        case .user(let user): user.email
        case .key(let id): id.description
        case .adminToken(let id, let owner): "\(owner.email) (\(id))"
        case .commandLine: "command line"
        case .server: "this server"
        }
    }

    package var kind: String {
        switch self {
        case .user: "user"
        case .key: "key"
        case .adminToken: "admin_token"
        case .commandLine: "command"
        case .server: "server"
        }
    }
}

/// What was done. The raw value is stored and never changes.
package enum AuditAction: String, CaseIterable, Sendable {
    case organizationCreated = "organization.created"
    case memberAdded = "member.added"
    case memberInvited = "member.invited"
    case invitationRenewed = "member.invitation_renewed"
    case invitationRevoked = "member.invitation_revoked"
    case memberJoined = "member.joined"
    case memberChanged = "member.role_changed"
    case memberRemoved = "member.removed"
    case memberLeft = "member.left"
    case setupLinkMade = "member.setup_link_made"
    case passwordSet = "member.password_set"
    case signedIn = "member.signed_in"
    case signedOut = "member.signed_out"
    case passwordChanged = "member.password_changed"
    case sessionsEnded = "member.sessions_ended"
    case secondFactorTurnedOn = "member.second_factor_turned_on"
    case secondFactorTurnedOff = "member.second_factor_turned_off"
    /// The password was right and the code after it was not.
    case secondFactorFailed = "member.second_factor_failed"
    case recoveryCodesMade = "member.recovery_codes_made"
    case identityLinked = "member.identity_linked"
    case identityUnlinked = "member.identity_unlinked"
    case brandCreated = "brand.created"
    case brandChanged = "brand.changed"
    case brandArchived = "brand.archived"
    case brandRestored = "brand.restored"
    case shareCreated = "share.created"
    case shareRevoked = "share.revoked"
    case promptsCreated = "prompts.created"
    case promptsChanged = "prompts.changed"
    case promptsArchived = "prompts.archived"
    case promptsRestored = "prompts.restored"
    case collectionRequested = "collection.requested"
    case collectionCancelled = "collection.cancelled"
    case exportRequested = "export.requested"
    case jobCancelled = "job.cancelled"
    case reevaluationResumed = "reevaluation.resumed"
    case keyCreated = "key.created"
    case keyRevoked = "key.revoked"
    case keyBrandAdded = "key.brand_added"
    case keyChanged = "key.changed"
    case keyRotated = "key.rotated"
    /// The overlap of a rotation ended before or at its deadline.
    case keyRotationFinished = "key.rotation_finished"
    /// A rotated-out key asked for a successor a second time.
    case keyReused = "key.rotated_key_reused"
    case keyChangeRequested = "key.change_requested"
    case keyApproved = "key.approved"
    case keyRejected = "key.rejected"
    case keyExpiring = "key.expiring"
    case keyLeaked = "key.leaked"
    case adminTokenCreated = "admin_token.created"
    case adminTokenRevoked = "admin_token.revoked"
    case adminTokenLeaked = "admin_token.leaked"
    case policyChanged = "policy.changed"
    case policyChangeRequested = "policy.change_requested"
    case policyChangeRejected = "policy.change_rejected"
    /// It was set before policies were sealed.
    case policySealed = "policy.sealed"
    case webhookCreated = "webhook.created"
    case webhookRemoved = "webhook.removed"
    /// Somebody known tried to manage what their role, token or key does not open.
    case managementDenied = "management.denied"

    /// Whether the entry tells of a change of the stored record of its key or token; the others only report something about it.
    package var changesRecord: Bool {
        switch self {
        case .keyReused, .keyChangeRequested, .keyRejected, .keyExpiring, .keyLeaked, .adminTokenLeaked, .managementDenied:
            false
        default: true
        }
    }
}

/// What it was done to.
package enum AuditSubject: Hashable, Sendable {
    case organization(Int)
    case user(Int)
    case brand(Int)
    /// Prompts of the brand with this id.
    case prompts(Int)
    case key(KeyID)
    case adminToken(KeyID)
    case webhook(Int)
    case job(Int)
    /// A link to a brand's report.
    case share(Int)

    package var kind: String {
        switch self {
        case .organization: "organization"
        case .user: "user"
        case .brand: "brand"
        case .prompts: "prompts"
        case .key: "key"
        case .adminToken: "admin_token"
        case .webhook: "webhook"
        case .job: "job"
        case .share: "share"
        }
    }

    package var id: String {
        switch self {
        case .organization(let id), .user(let id), .brand(let id), .prompts(let id), .webhook(let id), .job(let id),
            .share(let id):
            String(id)
        case .key(let id), .adminToken(let id): id.description
        }
    }

    package init?(kind: String, id: String) {
        switch (kind, Int(id), KeyID(id)) {
        case ("organization", let id?, _): self = .organization(id)
        case ("user", let id?, _): self = .user(id)
        case ("brand", let id?, _): self = .brand(id)
        case ("prompts", let id?, _): self = .prompts(id)
        case ("webhook", let id?, _): self = .webhook(id)
        case ("job", let id?, _): self = .job(id)
        case ("share", let id?, _): self = .share(id)
        case ("key", _, let id?) where id.kind == .key: self = .key(id)
        case ("admin_token", _, let id?) where id.kind == .admin: self = .adminToken(id)
        default: return nil
        }
    }
}

/// An entry to be written in the transaction of the change that it records. Every store method that changes something takes
/// one, so that no change goes unrecorded.
package struct AuditDraft: Hashable, Sendable {
    package let at: Timestamp
    package let actor: Actor
    package let action: AuditAction
    /// What a reader is told beside the subject: names as they were, what was granted. No secrets.
    package let detail: [String: String]

    /// - Parameter changes: what was before and after, of which only what differs is kept, as `scopes.before` and `scopes.after`.
    package init(
        at moment: Timestamp, actor: Actor, action: AuditAction, detail: [String: String] = [:], changes: [FieldChange] = []
    ) {
        at = moment
        self.actor = actor
        self.action = action
        var detail = detail
        for change in changes where change.before != change.after {
            detail["\(change.field).before"] = change.before
            detail["\(change.field).after"] = change.after
        }
        self.detail = detail
    }
}

/// One field of a thing before and after a change, in the words that pages and the API show.
package struct FieldChange: Hashable, Sendable {
    package let field: String
    package let before: String
    package let after: String

    package init(_ field: String, before: String, after: String) {
        self.field = field
        self.before = before
        self.after = after
    }
}

/// A written entry.
package struct AuditEvent: Hashable, Sendable {
    /// Its place in the chain, from 1 on without gaps. Also the number of the change: see ``ChangeFeed``.
    package let sequence: Int
    package let at: Timestamp
    package let organization: Int?
    package let actorKind: String
    package let actor: String
    package let action: String
    package let subjectKind: String
    package let subject: String
    package let detail: [String: String]

    package init(
        sequence: Int, at: Timestamp, organization: Int?, actorKind: String, actor: String, action: String,
        subjectKind: String, subject: String, detail: [String: String]
    ) {
        self.sequence = sequence
        self.at = at
        self.organization = organization
        self.actorKind = actorKind
        self.actor = actor
        self.action = action
        self.subjectKind = subjectKind
        self.subject = subject
        self.detail = detail
    }

    /// What the entry says was before and after, by field name.
    package var changes: [FieldChange] {
        detail.keys.filter { $0.hasSuffix(".after") }.sorted().map { key in
            let field = String(key.dropLast(".after".count))
            return FieldChange(field, before: detail["\(field).before"] ?? "", after: detail[key] ?? "")
        }
    }

    /// The rest of the detail that is for people.
    package var facts: [String: String] {
        detail.filter {
            !$0.key.hasSuffix(".before") && !$0.key.hasSuffix(".after") && RecordMark.Field(rawValue: $0.key) == nil
        }
    }
}
