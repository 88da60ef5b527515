internal import APIKeys
internal import Catalog

/// Invitations as they stand in their table. One that this server did not write is none: nobody invites himself by editing the database.
struct InvitationRows: Sendable {
    let secret: ServerSecret

    struct Content {
        let organization: Int
        let user: Int
        let terms: MemberTerms
        let digest: AuthenticationCode
        let inviter: Int?
        let invitedBy: String
        let createdAt: Timestamp
        let expiresAt: Timestamp

        func brandRoles() throws -> String {
            try JSONText.encode(
                Dictionary(uniqueKeysWithValues: terms.brandRoles.map { (String($0.key), $0.value.rawValue) }))
        }
    }

    func fetch(_ condition: SQL, in session: any SQLSession) throws -> [Invitation] {
        let read = try session.all(
            """
            SELECT i.id, i.organization_id, i.user_id, i.role, i.brand_roles, i.digest, i.inviter_id, i.invited_by, i.created_at,
                i.expires_at, i.seal, u.email, \(OrganizationRepository.columns)
            FROM invitations i JOIN users u ON u.id = i.user_id JOIN organizations o ON o.id = i.organization_id
            WHERE \(condition)
            """
        ) { try decode($0) }.compactMap { $0 }
        // Who may invite now, for each organization in it.
        let members = MemberRows(secret: secret)
        let admins = try Set(read.map(\.content.organization)).map { organization in
            let found = try members.fetch(
                "m.organization_id = \(organization) AND m.role = 'admin'", by: "m.user_id", in: session)
            return (organization, Set(found.map(\.user.id)))
        }
        let byOrganization = Dictionary(uniqueKeysWithValues: admins)
        return read.map { id, content, email, organization in
            Invitation(
                id: id, organization: organization, user: User(id: content.user, email: email), terms: content.terms,
                inviter: content.inviter, invitedBy: content.invitedBy, createdAt: content.createdAt,
                expiresAt: content.expiresAt,
                isBacked: content.inviter.map { byOrganization[organization.id]?.contains($0) ?? false } ?? true)
        }
    }

    /// - Returns: its id; `nil` when there is one for this person already.
    func insert(_ content: Content, in session: any SQLSession) throws -> Int? {
        try session.int(
            """
            INSERT INTO invitations (organization_id, user_id, role, brand_roles, digest, seal, inviter_id, invited_by, created_at,
                expires_at)
            VALUES (\(content.organization), \(content.user), \(content.terms.role.rawValue), \(try content.brandRoles()),
                \(content.digest.bytes), \(try seal(content).bytes), \(content.inviter), \(content.invitedBy),
                \(content.createdAt.milliseconds), \(content.expiresAt.milliseconds))
            ON CONFLICT DO NOTHING RETURNING id
            """)
    }

    func update(_ id: Int, _ content: Content, in session: any SQLSession) throws {
        try session.execute(
            """
            UPDATE invitations SET digest = \(content.digest.bytes), seal = \(try seal(content).bytes),
                inviter_id = \(content.inviter), invited_by = \(content.invitedBy), created_at = \(content.createdAt.milliseconds),
                expires_at = \(content.expiresAt.milliseconds)
            WHERE id = \(id)
            """)
    }

    private func decode(
        _ row: any SQLRow
    ) throws -> (id: Int, content: Content, email: String, organization: Organization)? {
        guard let role = Role(rawValue: try row.text(3)), let digest = try row.withBlob(5, { AuthenticationCode($0) }),
            let given = try? JSONText.decode([String: String].self, try row.text(4))
        else { return nil }
        var brandRoles: [Int: BrandRole] = [:]
        for (brand, role) in given {
            guard let id = Int(brand), let role = BrandRole(rawValue: role) else { return nil }
            brandRoles[id] = role
        }
        let content = Content(
            organization: try row.int(1), user: try row.int(2), terms: MemberTerms(role, brandRoles: brandRoles), digest: digest,
            inviter: try row.optionalInt(6), invitedBy: try row.text(7), createdAt: try row.moment(8),
            expiresAt: try row.moment(9))
        guard try row.withBlob(10, { AuthenticationCode($0) }) == seal(content) else { return nil }
        return (try row.int(0), content, try row.text(11), try OrganizationRepository.decode(row, from: 12))
    }

    private func seal(_ content: Content) throws -> AuthenticationCode {
        let parts = [
            String(content.organization), String(content.user), content.terms.role.rawValue, try content.brandRoles(),
            content.digest.bytes.map(String.init).joined(separator: "."), content.inviter.map(String.init) ?? "",
            content.invitedBy, String(content.createdAt.milliseconds), String(content.expiresAt.milliseconds),
        ]
        return secret.code(for: Array(parts.map { "\($0.utf8.count):\($0)" }.joined().utf8), .invitation)
    }
}
