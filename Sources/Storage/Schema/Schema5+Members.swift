internal import Catalog

extension Schema5 {
    static func members(_ dialect: Dialect) -> [String] {
        [
            // What a member may do on single brands. Goes with the membership.
            """
            CREATE TABLE membership_brands (
                organization_id BIGINT NOT NULL,
                user_id BIGINT NOT NULL,
                brand_id BIGINT NOT NULL REFERENCES brands (id),
                role TEXT NOT NULL CHECK (role IN ('viewer', 'editor')),
                seal \(dialect.blob) NOT NULL CHECK (LENGTH(seal) = 32),
                PRIMARY KEY (organization_id, user_id, brand_id),
                FOREIGN KEY (organization_id, user_id) REFERENCES memberships (organization_id, user_id)
            )
            """,
            "CREATE INDEX membership_brands_by_brand ON membership_brands (brand_id)",
            // Whose password was chosen with the link of an invitation, which whoever invited has seen: nobody has proved yet that the
            // account is in the hands of who has its address.
            """
            CREATE TABLE invited_passwords (
                user_id \(dialect.rowKey) REFERENCES users (id)
            )
            """,
            // One for each person and organization: an invitation goes when it is accepted or revoked, and the audit log tells of it.
            """
            CREATE TABLE invitations (
                id \(dialect.identity),
                organization_id BIGINT NOT NULL REFERENCES organizations (id),
                user_id BIGINT NOT NULL REFERENCES users (id),
                role TEXT NOT NULL CHECK (role IN ('admin', 'editor', 'viewer', 'guest')),
                brand_roles TEXT NOT NULL,
                digest \(dialect.blob) NOT NULL UNIQUE CHECK (LENGTH(digest) = 32),
                seal \(dialect.blob) NOT NULL CHECK (LENGTH(seal) = 32),
                inviter_id BIGINT REFERENCES users (id),
                invited_by TEXT NOT NULL,
                created_at BIGINT NOT NULL,
                expires_at BIGINT NOT NULL,
                UNIQUE (organization_id, user_id)
            )
            """,
        ]
    }
}
