/// Who is who at the provider.
package protocol IdentityStore: Sendable {
    /// The person that this identity was linked to.
    /// - Throws: ``StoreError/sealBroken(_:)`` for a link that this server did not write.
    func owner(issuer: String, subject: String) async throws -> User?
    /// Links the two for good. `false` when either is linked already at this issuer.
    ///
    /// Ends a password that was chosen with the link of an invitation, its sessions and its second factor.
    func link(issuer: String, subject: String, to user: User, audit: AuditDraft) async throws -> Bool
    /// Where the person is known, the first link first.
    func links(of user: User) async throws -> [IdentityLink]
    /// Ends every link of the person; how many there were.
    func unlink(_ user: User, audit: AuditDraft) async throws -> Int
    /// The address with which somebody first brought this person in, as the audit log tells under its seal: the address in the person's
    /// row may have been edited since.
    func introducedEmail(of user: User) async throws -> String?
}
