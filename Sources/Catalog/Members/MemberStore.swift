package protocol MemberStore: Sendable {
    /// The members of one organization, by e-mail address.
    func members(of organization: Int) async throws -> [Membership]
    /// The organizations of one person, by name.
    func memberships(of user: Int) async throws -> [Membership]
    /// Finds or makes the person and adds them. - Throws: `.conflict` when they are a member already.
    func add(email: String, terms: MemberTerms, to organization: Organization, audit: AuditDraft) async throws -> Membership
    /// Reads the member, asks `decide` what becomes of them, and writes that, all in one transaction: of two at the same time the second
    /// sees what the first did.
    ///
    /// - Parameter decide: is told how many other admins there are; returns `nil` to leave everything as it is, without an entry; what it
    ///   throws undoes all.
    /// - Returns: the member as they were; `nil` when there is none.
    func change(
        _ user: Int, in organization: Int,
        _ decide: @escaping @Sendable (_ member: Membership, _ otherAdmins: Int) throws -> MemberChange?
    ) async throws -> Membership?
}

/// What becomes of a member.
package struct MemberChange: Sendable {
    package enum Outcome: Sendable {
        case terms(MemberTerms)
        /// Their admin tokens are revoked, so that they do not come back with the person; each gets an entry like `tokens`.
        case removed(tokens: AuditDraft)
    }

    package let outcome: Outcome
    package let audit: AuditDraft
    /// The entry about each open invitation of theirs, which ends with it; `nil` where those go on.
    package let ended: (@Sendable (Invitation) -> AuditDraft)?

    package init(_ outcome: Outcome, audit: AuditDraft, ending ended: (@Sendable (Invitation) -> AuditDraft)? = nil) {
        self.outcome = outcome
        self.audit = audit
        self.ended = ended
    }
}
