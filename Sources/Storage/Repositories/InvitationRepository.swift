package import APIKeys
package import Catalog

package struct InvitationRepository: InvitationStore {
    let database: any Database
    let log: AuditLog

    private var rows: InvitationRows { InvitationRows(secret: log.secret) }

    package func invitations(of organization: Int) async throws -> [Invitation] {
        try await database.read { [rows] in
            try rows.fetch("i.organization_id = \(organization) ORDER BY i.created_at DESC, i.id DESC LIMIT 1000", in: $0)
        }
    }

    package func find(digest: AuthenticationCode) async throws -> Invitation? {
        try await database.read { [rows] in try rows.fetch("i.digest = \(digest.bytes)", in: $0).first }
    }

    package func hasAccount(_ user: Int) async throws -> Bool {
        try await database.read { try Self.hasAccount(user, in: $0) }
    }

    package func insert(
        _ draft: InvitationDraft, into organization: Organization, limit: Int, audit: AuditDraft
    ) async throws -> Invitation {
        try await database.write { session in
            try requireAdmin(draft.inviter, in: organization.id, session)
            let user = try MemberRepository.person(draft.email, at: audit.at, in: session)
            guard try MemberRows(secret: log.secret).find(user.id, in: organization.id, session) == nil else {
                throw CatalogError.conflict("\(user.email) is a member of \(organization.name) already.")
            }
            let open = try rows.fetch("i.organization_id = \(organization.id)", in: session)
                .filter { $0.state(at: audit.at) == .open }
            guard !open.contains(where: { $0.user == user }) else {
                throw CatalogError.conflict(
                    "\(user.email) has been invited already. Resend that invitation for a new link, or revoke it to invite them to something else."
                )
            }
            guard open.count < limit else {
                throw CatalogError.conflict("\(limit) invitations are open, as many as there can be. Revoke some first.")
            }
            // What cannot be accepted any more makes room; so does what this server did not write.
            try session.execute("DELETE FROM invitations WHERE organization_id = \(organization.id) AND user_id = \(user.id)")
            let content = InvitationRows.Content(
                organization: organization.id, user: user.id, terms: draft.terms, digest: draft.digest,
                inviter: draft.inviter?.id, invitedBy: draft.invitedBy, createdAt: audit.at, expiresAt: draft.expiresAt)
            guard let id = try rows.insert(content, in: session) else {
                throw CatalogError.conflict("\(user.email) has been invited by somebody else at this moment.")
            }
            try log.append(audit, organization: organization.id, subject: .user(user.id), in: session)
            return try required(id, in: session)
        }
    }

    package func renew(
        _ id: Int, in organization: Int, digest: AuthenticationCode, inviter: User?, expiresAt: Timestamp,
        _ audit: @escaping @Sendable (Invitation) -> AuditDraft
    ) async throws -> Invitation? {
        try await database.write { session in
            guard let old = try claim("i.id = \(id) AND i.organization_id = \(organization)", in: session) else { return nil }
            try requireAdmin(inviter, in: organization, session)
            let audit = audit(old)
            let content = InvitationRows.Content(
                organization: organization, user: old.user.id, terms: old.terms, digest: digest, inviter: inviter?.id,
                invitedBy: audit.actor.name, createdAt: audit.at, expiresAt: expiresAt)
            try rows.update(id, content, in: session)
            try log.append(audit, organization: organization, subject: .user(old.user.id), in: session)
            return try required(id, in: session)
        }
    }

    package func revoke(
        _ id: Int, in organization: Int, _ audit: @escaping @Sendable (Invitation) -> AuditDraft
    ) async throws -> Invitation? {
        try await database.write { session in
            guard let found = try claim("i.id = \(id) AND i.organization_id = \(organization)", in: session) else { return nil }
            try session.execute("DELETE FROM invitations WHERE id = \(id)")
            try log.append(audit(found), organization: organization, subject: .user(found.user.id), in: session)
            return found
        }
    }

    /// Within the transaction that takes the role of an admin from who made them: every one that could still be accepted.
    func endAll(
        by inviter: Int, in organization: Int, at now: Timestamp, _ audit: (Invitation) -> AuditDraft, _ session: any SQLSession
    ) throws {
        let condition: SQL = "i.organization_id = \(organization) AND i.inviter_id = \(inviter)"
        for found in try rows.fetch("\(condition) AND i.expires_at > \(now.milliseconds) ORDER BY i.id", in: session) {
            // Somebody may have accepted or renewed it since it was read, in a database with many writers.
            let ended = try session.execute(
                "DELETE FROM invitations WHERE id = \(found.id) AND inviter_id = \(inviter)")
            guard ended == 1 else { continue }
            try log.append(audit(found), organization: organization, subject: .user(found.user.id), in: session)
        }
    }

    package func accept(
        digest: AuthenticationCode, by user: User, choosing password: ChosenPassword?, at now: Timestamp,
        _ audit: @escaping @Sendable (Invitation) -> AuditDraft
    ) async throws -> Membership? {
        try await database.write { session in
            guard let found = try claim("i.digest = \(digest.bytes)", in: session), found.state(at: now) == .open,
                found.user.id == user.id
            else { return nil }
            if let password {
                guard try !Self.hasAccount(user.id, in: session) else {
                    throw CatalogError.conflict(
                        "There is an account for \(user.email) already. Sign in to it, then open the link again.")
                }
                try AccountRepository(database: database, log: log)
                    .store(password.hash, of: user.id, audit: password.audit, in: session)
                try session.execute("INSERT INTO invited_passwords (user_id) VALUES (\(user.id))")
                try session.execute("DELETE FROM setup_links WHERE user_id = \(user.id)")
            }
            return try MemberRepository(database: database, log: log).join(
                found.user, found.terms, organization: found.organization, audit: audit(found), in: session)
        }
    }

    /// The role may have been taken since whoever asks was let in; what they made after that would outlive it.
    private func requireAdmin(_ inviter: User?, in organization: Int, _ session: any SQLSession) throws {
        guard let inviter else { return }
        // In line with what takes roles, as ``MemberRepository/change(_:in:_:)`` does.
        try session.execute("UPDATE organizations SET name = name WHERE id = \(organization)")
        guard try MemberRows(secret: log.secret).find(inviter.id, in: organization, session)?.role == .admin else {
            throw CatalogError.conflict("\(inviter.email) is no admin here any more, so nobody was invited.")
        }
    }

    /// Reads one and keeps others from it, in a database with many writers, until the transaction ends.
    private func claim(_ condition: SQL, in session: any SQLSession) throws -> Invitation? {
        guard let found = try rows.fetch(condition, in: session).first else { return nil }
        guard try session.execute("UPDATE invitations SET seal = seal WHERE id = \(found.id)") == 1 else { return nil }
        return try rows.fetch(condition, in: session).first
    }

    private func required(_ id: Int, in session: any SQLSession) throws -> Invitation {
        guard let invitation = try rows.fetch("i.id = \(id)", in: session).first else {
            throw StoreError.failed("invitation \(id) vanished while it was written")
        }
        return invitation
    }

    private static func hasAccount(_ user: Int, in session: any SQLSession) throws -> Bool {
        try session.int(
            """
            SELECT id FROM users WHERE id = \(user) AND (password_hash IS NOT NULL
                OR EXISTS (SELECT 1 FROM memberships WHERE user_id = \(user))
                OR EXISTS (SELECT 1 FROM identities WHERE user_id = \(user)))
            """) != nil
    }
}
