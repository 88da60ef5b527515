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

package protocol AccountStore: SessionStore, SecondFactorStore, IdentityStore {
    func user(email: String) async throws -> User?
    func user(id: Int) async throws -> User?
    func passwordHash(of user: Int) async throws -> String?
    /// Ends the person's open set-up link and every session but `kept`: whoever knew the old password is out.
    func setPassword(_ hash: String, of user: Int, keeping kept: AuthenticationCode?, audit: AuditDraft) async throws
    /// Stores the digest of a one-time set-up link; older links of the person end.
    func saveSetupLink(
        digest: AuthenticationCode, user: Int, expiresAt: Timestamp, audit: AuditDraft
    ) async throws
    /// Whose link this is, while it is open.
    func setupLinkOwner(digest: AuthenticationCode, at now: Timestamp) async throws -> User?
    /// Spends the link and sets the password, both or neither. `nil` when the link is not open.
    func spendSetupLink(digest: AuthenticationCode, passwordHash: String, audit: AuditDraft) async throws -> User?
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
    /// Everything, in batches, each handed to `take`; returns where the log ended then.
    func loadAll(_ take: @escaping @Sendable (MirrorChanges) -> Void) async throws -> AuditHead
    /// What changed by the entries that follow from `place`, as it now is, and `keys`, whatever the log says of them. An entry
    /// follows that has the next number, fits the hash of the one before and was written with the server secret.
    func changes(after place: AuditHead, and keys: Set<KeyID>) async throws -> FollowedChanges
}

/// What came of following the log.
package struct FollowedChanges: Sendable {
    package let changes: MirrorChanges
    /// The last entry that followed.
    package let reached: AuditHead
    /// Where the log says that it ends; `nil` when it does not say, and nobody can write.
    package let head: AuditHead?

    package init(changes: MirrorChanges, reached: AuditHead, head: AuditHead?) {
        self.changes = changes
        self.reached = reached
        self.head = head
    }

    /// Whether what was followed is the whole log.
    var isWhole: Bool { head.map { $0 == reached } ?? true }
}

/// Keys and brands as they now are.
package struct MirrorChanges: Sendable {
    package var keys: [Revised<SealedGrant>] = []
    package var brands: [Brand] = []

    package init() {}
}
