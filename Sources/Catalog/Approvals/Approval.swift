package import APIKeys

/// Something that waits for a second admin.
package struct Approval: Sendable {
    package enum Proposal: Hashable, Sendable {
        /// A new key, which is there and does not work yet.
        case key(KeyID)
        /// - Parameter revision: that of the key when it was asked for; 0 where an older version of this program did not keep it.
        case change(KeyID, KeyEdit, revision: Int = 0)
        case policy(OrganizationPolicy)
    }

    package let id: Int
    package let organization: Int
    package let proposal: Proposal
    /// Who may not agree to it: see ``Actor/identity``.
    package let requester: String
    /// The requester's name for people.
    package let requestedBy: String
    package let requestedAt: Timestamp
    /// False when the stored record was changed outside this server; nobody can agree to it then.
    package let isIntact: Bool

    package init(
        id: Int, organization: Int, proposal: Proposal, requester: String, requestedBy: String, requestedAt: Timestamp,
        isIntact: Bool
    ) {
        self.id = id
        self.organization = organization
        self.proposal = proposal
        self.requester = requester
        self.requestedBy = requestedBy
        self.requestedAt = requestedAt
        self.isIntact = isIntact
    }

    package var key: KeyID? {
        switch proposal {
        case .key(let id), .change(let id, _, _): id
        case .policy: nil
        }
    }
}

/// A proposal to be written in the transaction of the change, or instead of it.
package struct ApprovalDraft: Hashable, Sendable {
    package let proposal: Approval.Proposal
    package let actor: Actor

    package init(_ proposal: Approval.Proposal, by actor: Actor) {
        self.proposal = proposal
        self.actor = actor
    }
}

extension Actor {
    /// Which person this is, however they come in: an admin token acts for its owner, so that nobody agrees to what they asked for.
    package var identity: String {
        switch self {
        case .user(let user), .adminToken(_, let user): "user:\(user.id)"
        case .key(let id): "key:\(id)"
        case .commandLine: "command"
        case .server: "server"
        }
    }
}

package protocol ApprovalStore: Sendable {
    /// What waits, oldest first.
    func open(of organization: Int) async throws -> [Approval]
    func find(_ id: Int, in organization: Int) async throws -> Approval?
    /// What of a key waits: there is at most one.
    func open(for key: KeyID, in organization: Int) async throws -> Approval?
    /// - Throws: `.conflict` when the key, or the policy, waits already.
    func request(_ draft: ApprovalDraft, in organization: Int, audit: AuditDraft) async throws -> Approval
    /// Turns a proposal down, without carrying it out.
    /// - Throws: `.conflict` when it was decided meanwhile.
    func reject(_ approval: Approval, audit: AuditDraft) async throws
}
