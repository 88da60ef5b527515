internal import APIKeys
package import Catalog

package struct OrganizationRepository: OrganizationStore {
    let database: any Database
    let log: AuditLog

    package func all() async throws -> [Organization] {
        try await database.read {
            try $0.all("SELECT \(Self.columns) FROM organizations o ORDER BY o.name, o.id") { try Self.decode($0) }
        }
    }

    package func find(slug: String) async throws -> Organization? {
        try await database.read {
            try $0.first("SELECT \(Self.columns) FROM organizations o WHERE o.slug = \(slug)") { try Self.decode($0) }
        }
    }

    package func find(id: Int) async throws -> Organization? {
        try await database.read {
            try $0.first("SELECT \(Self.columns) FROM organizations o WHERE o.id = \(id)") { try Self.decode($0) }
        }
    }

    package func insert(slug: String, name: String, audit: AuditDraft) async throws -> Organization {
        try await database.write { session in
            let id = try session.int(
                """
                INSERT INTO organizations (slug, name, created_at) VALUES (\(slug), \(name), \(audit.at.milliseconds))
                ON CONFLICT (slug) DO NOTHING RETURNING id
                """)
            guard let id else { throw CatalogError.conflict("The organization \"\(slug)\" exists already.") }
            try log.append(audit, organization: id, subject: .organization(id), in: session)
            return Organization(id: id, slug: slug, name: name, createdAt: audit.at)
        }
    }

    static let columns: SQL = "o.id, o.slug, o.name, o.created_at"

    static func decode(_ row: any SQLRow, from column: Int = 0) throws -> Organization {
        Organization(
            id: try row.int(column), slug: try row.text(column + 1), name: try row.text(column + 2),
            createdAt: Timestamp(milliseconds: Int64(try row.int(column + 3))))
    }
}

package struct MemberRepository: MemberStore {
    let database: any Database
    let log: AuditLog

    package func members(of organization: Int) async throws -> [Membership] {
        try await list("m.organization_id = \(organization) ORDER BY u.email")
    }

    package func memberships(of user: Int) async throws -> [Membership] {
        try await list("m.user_id = \(user) ORDER BY o.name, o.id")
    }

    package func add(
        email: String, role: Role, to organization: Organization, audit: AuditDraft
    ) async throws -> Membership {
        try await database.write { session in
            try session.execute(
                "INSERT INTO users (email, created_at) VALUES (\(email), \(audit.at.milliseconds)) ON CONFLICT (email) DO NOTHING"
            )
            let (id, isSetUp) =
                try session.first("SELECT id, password_hash IS NOT NULL FROM users WHERE email = \(email)") {
                    (try $0.int(0), try $0.bool(1))
                } ?? (0, false)
            let added = try session.execute(
                """
                INSERT INTO memberships (organization_id, user_id, role, seal, created_at)
                VALUES (\(organization.id), \(id), \(role.rawValue), \(seal(organization.id, id, role).bytes),
                    \(audit.at.milliseconds))
                ON CONFLICT (organization_id, user_id) DO NOTHING
                """)
            guard added == 1 else { throw CatalogError.conflict("\(email) is a member of \(organization.name) already.") }
            try log.append(audit, organization: organization.id, subject: .user(id), in: session)
            return Membership(
                organization: organization, user: User(id: id, email: email), role: role, since: audit.at, isSetUp: isSetUp)
        }
    }

    private func seal(_ organization: Int, _ user: Int, _ role: Role) -> AuthenticationCode {
        log.secret.code(for: Array("\(organization):\(user):\(role.rawValue)".utf8), .membership)
    }

    private func list(_ condition: SQL) async throws -> [Membership] {
        try await database.read { session in
            try session.all(
                """
                SELECT u.id, u.email, m.role, m.created_at, u.password_hash IS NOT NULL, \(OrganizationRepository.columns), m.seal
                FROM memberships m JOIN users u ON u.id = m.user_id JOIN organizations o ON o.id = m.organization_id
                WHERE \(condition)
                """
            ) { row -> Membership? in
                let organization = try OrganizationRepository.decode(row, from: 5)
                let user = User(id: try row.int(0), email: try row.text(1))
                // A role that this version does not know gets the least.
                let role = Role(rawValue: try row.text(2)) ?? .guest
                // A membership that this server did not write is none: nobody makes himself an admin by editing the database.
                guard try row.withBlob(9, { AuthenticationCode($0) }) == seal(organization.id, user.id, role) else { return nil }
                return Membership(
                    organization: organization, user: user, role: role,
                    since: Timestamp(milliseconds: Int64(try row.int(3))), isSetUp: try row.bool(4))
            }.compactMap { $0 }
        }
    }
}
