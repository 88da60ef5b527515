package import APIKeys

// What the catalog needs of storage. A method that changes something takes the audit entry that is written in
// the same transaction, and returns only when both are durable. All may throw ``StoreError``.

package protocol OrganizationStore: Sendable {
    func all() async throws -> [Organization]
    func find(slug: String) async throws -> Organization?
    func find(id: Int) async throws -> Organization?
    /// - Throws: ``CatalogError/conflict(_:)`` when the slug is taken.
    func insert(slug: String, name: String, audit: AuditDraft) async throws -> Organization
}

package protocol MemberStore: Sendable {
    /// The members of one organization, by e-mail address.
    func members(of organization: Int) async throws -> [Membership]
    /// The organizations of one person, by name.
    func memberships(of user: Int) async throws -> [Membership]
    /// Finds or makes the person and adds them. - Throws: `.conflict` when they are a member already.
    func add(email: String, role: Role, to organization: Organization, audit: AuditDraft) async throws -> Membership
}

package protocol AccountStore: Sendable {
    func user(email: String) async throws -> User?
    func passwordHash(of user: Int) async throws -> String?
    func setPassword(_ hash: String, of user: Int, audit: AuditDraft) async throws
    /// Stores the digest of a one-time set-up link; older links of the person end.
    func saveSetupLink(
        digest: AuthenticationCode, user: Int, expiresAt: Timestamp, audit: AuditDraft
    ) async throws
    /// Whose link this is, while it is open.
    func setupLinkOwner(digest: AuthenticationCode, at now: Timestamp) async throws -> User?
    /// Spends the link and sets the password, both or neither. `nil` when the link is not open.
    func spendSetupLink(digest: AuthenticationCode, passwordHash: String, audit: AuditDraft) async throws -> User?

    func openSession(_ session: Session, audit: AuditDraft) async throws
    func session(digest: AuthenticationCode, at now: Timestamp) async throws -> Session?
    func closeSession(digest: AuthenticationCode, audit: AuditDraft) async throws
}

package protocol AuditStore: Sendable {
    /// In the order that ``AuditQuery`` says.
    func list(_ query: AuditQuery, of organization: Int) async throws -> [AuditEvent]
    /// Feeds `reader` from one snapshot, and returns it as it then is.
    func read<Reader: AuditReader>(into reader: Reader) async throws -> Reader
    /// Where the log says that it ends; `nil` when it does not say.
    func head() async throws -> AuditHead?
    /// Writes an entry that tells of no change, about the organization.
    func note(_ draft: AuditDraft, of organization: Int) async throws
}

/// The audit log read as a feed of changes: every change has an entry, and entries are numbered in commit order.
package protocol ChangeFeed: Sendable {
    /// Everything, in batches, each handed to `take`; returns the number of the last change that is surely included.
    func loadAll(_ take: @escaping @Sendable (MirrorChanges) -> Void) async throws -> Int
    /// What changed after `sequence`, as it now is.
    func changes(after sequence: Int) async throws -> (MirrorChanges, last: Int)
}

/// Keys and brands as they now are.
package struct MirrorChanges: Sendable {
    package var keys: [Revised<SealedGrant>] = []
    package var brands: [Brand] = []

    package init() {}
}
