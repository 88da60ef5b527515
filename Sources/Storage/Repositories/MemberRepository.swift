internal import APIKeys
package import Catalog

package struct MemberRepository: MemberStore {
    let database: any Database
    let log: AuditLog

    private var rows: MemberRows { MemberRows(secret: log.secret) }

    package func members(of organization: Int) async throws -> [Membership] {
        try await database.read { [rows] in
            try rows.fetch("m.organization_id = \(organization)", by: "u.email", in: $0)
        }
    }

    package func memberships(of user: Int) async throws -> [Membership] {
        try await database.read { [rows] in try rows.fetch("m.user_id = \(user)", by: "o.name, o.id", in: $0) }
    }

    package func add(
        email: String, terms: MemberTerms, to organization: Organization, audit: AuditDraft
    ) async throws -> Membership {
        try await database.write { session in
            let user = try Self.person(email, at: audit.at, in: session)
            return try join(user, terms, organization: organization, audit: audit, in: session)
        }
    }

    /// Finds or makes the person.
    static func person(_ email: String, at now: Timestamp, in session: any SQLSession) throws -> User {
        try session.execute(
            "INSERT INTO users (email, created_at) VALUES (\(email), \(now.milliseconds)) ON CONFLICT (email) DO NOTHING")
        let id = try session.int("SELECT id FROM users WHERE email = \(email)")
        guard let id else { throw StoreError.failed("\(email) vanished while they were added") }
        return User(id: id, email: email)
    }

    /// Makes a person that there is a member, within a transaction.
    func join(
        _ user: User, _ terms: MemberTerms, organization: Organization, audit: AuditDraft, in session: any SQLSession
    ) throws -> Membership {
        let added = try session.execute(
            """
            INSERT INTO memberships (organization_id, user_id, role, seal, created_at)
            VALUES (\(organization.id), \(user.id), \(terms.role.rawValue),
                \(rows.seal(organization.id, user.id, terms.role).bytes), \(audit.at.milliseconds))
            ON CONFLICT (organization_id, user_id) DO NOTHING
            """)
        guard added == 1 else { throw CatalogError.conflict("\(user.email) is a member of \(organization.name) already.") }
        try rows.write(terms.brandRoles, of: user.id, in: organization.id, session)
        // Whoever is in needs no invitation.
        try session.execute("DELETE FROM invitations WHERE organization_id = \(organization.id) AND user_id = \(user.id)")
        try log.append(audit, organization: organization.id, subject: .user(user.id), in: session)
        guard let membership = try rows.find(user.id, in: organization.id, session) else {
            throw StoreError.failed("\(user.email) vanished while they were added")
        }
        return membership
    }

    package func change(
        _ user: Int, in organization: Int,
        _ decide: @escaping @Sendable (_ member: Membership, _ otherAdmins: Int) throws -> MemberChange?
    ) async throws -> Membership? {
        try await database.write { session in
            // Puts writers of this organization in line, in a database that has many: each counts the admins that the one before left.
            try session.execute("UPDATE organizations SET name = name WHERE id = \(organization)")
            let members = try rows.fetch("m.organization_id = \(organization)", by: "u.email", in: session)
            guard let member = members.first(where: { $0.user.id == user }) else { return nil }
            let others = members.count { $0.role == .admin && $0.user.id != user }
            guard let change = try decide(member, others) else { return member }
            switch change.outcome {
            case .terms(let terms):
                try session.execute(
                    """
                    UPDATE memberships SET role = \(terms.role.rawValue), seal = \(rows.seal(organization, user, terms.role).bytes)
                    WHERE organization_id = \(organization) AND user_id = \(user)
                    """)
                try rows.write(terms.brandRoles, of: user, in: organization, session)
            case .removed(let tokens):
                try rows.write([:], of: user, in: organization, session)
                try session.execute("DELETE FROM memberships WHERE organization_id = \(organization) AND user_id = \(user)")
                try AdminTokenRepository(database: database, log: log)
                    .revokeAll(of: user, in: organization, audit: tokens, session)
            }
            if let entry = change.ended {
                try InvitationRepository(database: database, log: log)
                    .endAll(by: user, in: organization, at: change.audit.at, entry, session)
            }
            try log.append(change.audit, organization: organization, subject: .user(user), in: session)
            return member
        }
    }
}
