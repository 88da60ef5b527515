internal import APIKeys

/// Changing what members may do, and their leaving. An organization always keeps an admin.
package struct MemberService: Sendable {
    private let members: any MemberStore
    private let brands: any BrandStore
    private let clock: WallClock

    package init(members: any MemberStore, brands: any BrandStore, clock: WallClock) {
        self.members = members
        self.brands = brands
        self.clock = clock
    }

    /// - Throws: ``CatalogError/notFound(_:)`` when the person is no member.
    package func find(_ user: Int, in organization: Organization) async throws -> Membership {
        guard let member = try await members.members(of: organization.id).first(where: { $0.user.id == user }) else {
            throw Self.noMember(user, organization)
        }
        return member
    }

    /// - Throws: ``CatalogError/notFound(_:)`` when nobody with this address is a member.
    package func find(email: String, in organization: Organization) async throws -> Membership {
        let email = try EmailRule.check(email)
        guard let member = try await members.members(of: organization.id).first(where: { $0.user.email == email }) else {
            throw CatalogError.notFound("\(email) is no member of \(organization.name).")
        }
        return member
    }

    /// Makes the person a member without asking them; see ``InvitationService`` for asking.
    /// - Throws: ``CatalogError/conflict(_:)`` when they are a member already.
    package func add(
        email: String, terms: MemberTerms, to organization: Organization, by actor: Actor
    ) async throws -> Membership {
        let email = try EmailRule.check(email)
        try await check(terms, of: organization)
        let audit = AuditDraft(
            at: clock.now(), actor: actor, action: .memberAdded, detail: terms.detail.merging(["email": email]) { $1 })
        return try await members.add(email: email, terms: terms, to: organization, audit: audit)
    }

    /// Sets what the member may do. What they may do already is no change, and has no entry. With the role of an admin their open invitations
    /// end: who is none any more brings nobody in, not even once they are an admin again.
    /// - Parameter mark: ``MemberTerms/mark`` of what the actor has seen; `nil`: whatever holds now.
    /// - Throws: ``CatalogError``; `.conflict` when nobody else is an admin and this one would be none any more, `.stale` when something
    ///   else holds now than was seen.
    package func change(
        _ user: Int, to terms: MemberTerms, ifAt mark: String? = nil, in organization: Organization, by actor: Actor
    ) async throws -> Membership {
        try await check(terms, of: organization)
        let now = clock.now()
        let before = try await members.change(user, in: organization.id) { member, otherAdmins in
            guard member.terms != terms else { return nil }
            if let mark, member.terms.mark != mark { throw Self.changedMeanwhile(member) }
            if member.role == .admin, terms.role != .admin, otherAdmins == 0 { throw Self.lastAdmin(member) }
            let audit = AuditDraft(
                at: now, actor: actor, action: .memberChanged, detail: ["email": member.user.email],
                changes: terms.changes(since: member.terms))
            let losesRole = member.role == .admin && terms.role != .admin
            return MemberChange(.terms(terms), audit: audit, ending: losesRole ? Self.ended(at: now, by: actor) : nil)
        }
        guard let before else { throw Self.noMember(user, organization) }
        return before
    }

    /// Takes the person out of the organization, at once: what they do next there is refused. Their admin tokens for it are revoked, and
    /// the open invitations that they made end; API keys that they made are the organization's and go on.
    /// - Throws: ``CatalogError``; `.conflict` for the last admin.
    package func remove(_ user: Int, from organization: Organization, by actor: Actor) async throws -> Membership {
        let now = clock.now()
        let before = try await members.change(user, in: organization.id) { member, otherAdmins in
            if member.role == .admin, otherAdmins == 0 { throw Self.lastAdmin(member) }
            let left = if case .user(let person) = actor { person.id == user } else { false }
            let audit = AuditDraft(
                at: now, actor: actor, action: left ? .memberLeft : .memberRemoved,
                detail: member.terms.detail.merging(["email": member.user.email]) { $1 })
            let tokens = AuditDraft(
                at: now, actor: actor, action: .adminTokenRevoked, detail: ["reason": "its owner left the organization"])
            return MemberChange(.removed(tokens: tokens), audit: audit, ending: Self.ended(at: now, by: actor))
        }
        guard let before else { throw Self.noMember(user, organization) }
        return before
    }

    private func check(_ terms: MemberTerms, of organization: Organization) async throws {
        guard !terms.brandRoles.isEmpty else { return }
        try terms.check(among: try await brands.brands(of: organization.id))
    }

    private static func ended(at now: Timestamp, by actor: Actor) -> @Sendable (Invitation) -> AuditDraft {
        { invitation in
            var detail = invitation.terms.detail
            detail["email"] = invitation.user.email
            detail["reason"] = "\(invitation.invitedBy), who invited, is no admin any more"
            return AuditDraft(at: now, actor: actor, action: .invitationRevoked, detail: detail)
        }
    }

    private static func noMember(_ user: Int, _ organization: Organization) -> CatalogError {
        .notFound("\(organization.name) has no member \(user).")
    }

    private static func changedMeanwhile(_ member: Membership) -> CatalogError {
        .stale(
            "Somebody changed what \(member.user.email) may do while you had this open, and nothing of yours was saved. Below is what holds now: look at it, and save again."
        )
    }

    private static func lastAdmin(_ member: Membership) -> CatalogError {
        .conflict(
            "\(member.user.email) is the only admin of \(member.organization.name). Make somebody else an admin first, so that one is left."
        )
    }
}
