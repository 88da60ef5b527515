internal import APIKeys
internal import Catalog

/// Memberships and roles on brands as they stand in their tables. What this server did not write counts as none: nobody makes himself an
/// admin, or a brand his own, by editing the database.
struct MemberRows: Sendable {
    let secret: ServerSecret

    /// - Parameter condition: on the membership `m`, whatever else the query reads.
    func fetch(_ condition: SQL, by order: SQL, in session: any SQLSession) throws -> [Membership] {
        let given = try brandRoles(condition, in: session)
        return try session.all(
            """
            SELECT u.id, u.email, m.role, m.created_at,
                u.password_hash IS NOT NULL OR EXISTS (SELECT 1 FROM identities WHERE user_id = u.id),
                \(OrganizationRepository.columns), m.seal
            FROM memberships m JOIN users u ON u.id = m.user_id JOIN organizations o ON o.id = m.organization_id
            WHERE \(condition) ORDER BY \(order)
            """
        ) { row -> Membership? in
            let organization = try OrganizationRepository.decode(row, from: 5)
            let user = User(id: try row.int(0), email: try row.text(1))
            // A role that this version does not know gets the least.
            let role = Role(rawValue: try row.text(2)) ?? .guest
            guard try row.withBlob(9, { AuthenticationCode($0) }) == seal(organization.id, user.id, role) else { return nil }
            return Membership(
                organization: organization, user: user, role: role,
                brandRoles: given[Place(organization: organization.id, user: user.id)] ?? [:],
                since: try row.moment(3), isSetUp: try row.bool(4))
        }.compactMap { $0 }
    }

    func find(_ user: Int, in organization: Int, _ session: any SQLSession) throws -> Membership? {
        try fetch("m.organization_id = \(organization) AND m.user_id = \(user)", by: "m.user_id", in: session).first
    }

    /// Writes exactly these.
    func write(_ given: [Int: BrandRole], of user: Int, in organization: Int, _ session: any SQLSession) throws {
        try session.execute("DELETE FROM membership_brands WHERE organization_id = \(organization) AND user_id = \(user)")
        for (brand, role) in given.sorted(by: { $0.key < $1.key }) {
            try session.execute(
                """
                INSERT INTO membership_brands (organization_id, user_id, brand_id, role, seal)
                VALUES (\(organization), \(user), \(brand), \(role.rawValue), \(seal(organization, user, brand, role).bytes))
                """)
        }
    }

    func seal(_ organization: Int, _ user: Int, _ role: Role) -> AuthenticationCode {
        secret.code(for: Array("\(organization):\(user):\(role.rawValue)".utf8), .membership)
    }

    private func seal(_ organization: Int, _ user: Int, _ brand: Int, _ role: BrandRole) -> AuthenticationCode {
        secret.code(for: Array("\(organization):\(user):\(brand):\(role.rawValue)".utf8), .membershipBrand)
    }

    private struct Place: Hashable {
        let organization: Int
        let user: Int
    }

    private func brandRoles(_ condition: SQL, in session: any SQLSession) throws -> [Place: [Int: BrandRole]] {
        var given: [Place: [Int: BrandRole]] = [:]
        try session.forEach(
            """
            SELECT g.organization_id, g.user_id, g.brand_id, g.role, g.seal
            FROM membership_brands g JOIN memberships m ON m.organization_id = g.organization_id AND m.user_id = g.user_id
            WHERE \(condition)
            """
        ) { row in
            let place = Place(organization: try row.int(0), user: try row.int(1))
            let brand = try row.int(2)
            guard let role = BrandRole(rawValue: try row.text(3)),
                try row.withBlob(4, { AuthenticationCode($0) }) == seal(place.organization, place.user, brand, role)
            else { return }
            given[place, default: [:]][brand] = role
        }
        return given
    }
}
