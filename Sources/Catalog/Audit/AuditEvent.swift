package import APIKeys

/// Who did something.
package enum Actor: Hashable, Sendable {
    case user(User)
    case key(KeyID)
    /// Someone with a shell on the server.
    case commandLine

    /// What the audit log and pages show.
    package var name: String {
        switch self {
        case .user(let user): user.email
        case .key(let id): id.description
        case .commandLine: "command line"
        }
    }

    package var kind: String {
        switch self {
        case .user: "user"
        case .key: "key"
        case .commandLine: "command"
        }
    }
}

/// What was done. The raw value is stored and never changes.
package enum AuditAction: String, CaseIterable, Sendable {
    case organizationCreated = "organization.created"
    case memberAdded = "member.added"
    case setupLinkMade = "member.setup_link_made"
    case passwordSet = "member.password_set"
    case signedIn = "member.signed_in"
    case signedOut = "member.signed_out"
    case brandCreated = "brand.created"
    case brandArchived = "brand.archived"
    case brandRestored = "brand.restored"
    case keyCreated = "key.created"
    case keyRevoked = "key.revoked"
    case keyBrandAdded = "key.brand_added"
}

/// What it was done to.
package enum AuditSubject: Hashable, Sendable {
    case organization(Int)
    case user(Int)
    case brand(Int)
    case key(KeyID)

    package var kind: String {
        switch self {
        case .organization: "organization"
        case .user: "user"
        case .brand: "brand"
        case .key: "key"
        }
    }

    package var id: String {
        switch self {
        case .organization(let id), .user(let id), .brand(let id): String(id)
        case .key(let id): id.description
        }
    }

    package init?(kind: String, id: String) {
        switch (kind, Int(id), KeyID(id)) {
        case ("organization", let id?, _): self = .organization(id)
        case ("user", let id?, _): self = .user(id)
        case ("brand", let id?, _): self = .brand(id)
        case ("key", _, let id?): self = .key(id)
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

    package init(at moment: Timestamp, actor: Actor, action: AuditAction, detail: [String: String] = [:]) {
        at = moment
        self.actor = actor
        self.action = action
        self.detail = detail
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
}

/// Which entries of an organization to list, newest first.
package struct AuditQuery: Hashable, Sendable {
    package var actor = ""
    package var key: KeyID?
    package var action: AuditAction?
    package var limit = 50
    /// Only entries older than this one.
    package var before: Int?

    package init() {}
}

/// What checking the chain found.
package enum AuditVerdict: Hashable, Sendable {
    case intact(entries: Int)
    /// The first entry that does not follow from what came before.
    case broken(at: Int, reason: String)
}
