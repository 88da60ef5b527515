package import APIKeys

package protocol KeyStore: Sendable {
    /// - Throws: ``CatalogError/conflict(_:)`` when the id of a supplied secret is taken.
    func insert(_ key: NewKey) async throws
    func find(_ id: KeyID, in organization: Int) async throws -> APIKey?
    /// The key with this id, of whatever organization, and whether the whole token is its.
    func recognise(_ token: TokenTrace) async throws -> APIKey?
    /// Whether there is a key with this id, of whatever organization.
    func isTaken(_ id: KeyID) async throws -> Bool
    func list(_ query: KeyQuery, of organization: Int, at now: Timestamp) async throws -> KeyPage
    /// Reads the key, asks `decide` what to make of it, and writes that, all in one transaction.
    ///
    /// - Parameter decide: returns `nil` to leave everything as it is, without an entry; what it throws undoes all.
    /// - Returns: the key as it now is; `nil` when there is none.
    func change(
        _ id: KeyID, in organization: Int, _ decide: @escaping @Sendable (APIKey) throws -> KeyChange?
    ) async throws -> APIKey?

    /// How many working keys reach each brand only because it is listed or because they reach all.
    func countReaching(brand: Int, in organization: Int, at now: Timestamp) async throws -> Int

    /// Keys whose overlap is due to be finished: its deadline has passed, or, by what is stored, the key was silent for as long as
    /// was chosen.
    func overlapsDue(at now: Timestamp, limit: Int) async throws -> [APIKey]
    /// Live keys of which the notice is due and was not given yet.
    func due(_ notice: ExpiryNotice, at now: Timestamp, limit: Int) async throws -> [APIKey]
    /// Keeps that a notice was given; false when it was already.
    func keepNotice(_ key: APIKey, days: Int, audit: AuditDraft) async throws -> Bool
    /// Live keys of the organization that were not used, nor made, since `moment`.
    func unused(in organization: Int, since moment: Timestamp, limit: Int) async throws -> [APIKey]
    /// Live keys of the organization that end before `moment`, the first to end first.
    func ending(in organization: Int, before moment: Timestamp, after now: Timestamp, limit: Int) async throws -> [APIKey]
}

/// A key to be written.
package struct NewKey: Sendable {
    package let key: APIKey
    package let secret: KeySecret
    package let audit: AuditDraft
    /// Set when the key waits for a second admin.
    package var approval: ApprovalDraft?

    package init(_ key: APIKey, secret: KeySecret, audit: AuditDraft, approval: ApprovalDraft? = nil) {
        self.key = key
        self.secret = secret
        self.audit = audit
        self.approval = approval
    }
}

/// What a key becomes.
package struct KeyChange: Sendable {
    /// As it will be. Its record is written, sealed anew, when the entry tells of a change; see ``AuditAction/changesRecord``.
    package var key: APIKey
    package let audit: AuditDraft
    package var successor: NewKey?
    /// Whether the successor is refused when more keys of its line would work than a key may bring to work by itself.
    package var isBounded = false
    /// A proposal that is kept instead of a change.
    package var approval: ApprovalDraft?
    /// The approval that this carries out: marked as decided in the same transaction.
    package var decides: Int?

    package init(_ key: APIKey, audit: AuditDraft, successor: NewKey? = nil, approval: ApprovalDraft? = nil, decides: Int? = nil)
    {
        self.key = key
        self.audit = audit
        self.successor = successor
        self.approval = approval
        self.decides = decides
    }
}

/// What is kept of a token to recognise it later: both digests that it could be stored under, and not the token.
package struct TokenTrace: Sendable {
    package let id: KeyID
    package let generated: AuthenticationCode
    package let supplied: AuthenticationCode

    package init(_ token: Token, under secret: ServerSecret) {
        id = token.id
        generated = secret.digest(of: token)
        supplied = secret.digest(of: token, supplied: true)
    }

    package init(id: KeyID, generated: AuthenticationCode, supplied: AuthenticationCode) {
        self.id = id
        self.generated = generated
        self.supplied = supplied
    }
}
