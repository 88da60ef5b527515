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
            let seal = try PolicyRows(secret: log.secret).write(OrganizationPolicy(), of: id, in: session)
            try log.append(
                audit, organization: id, subject: .organization(id), record: RecordMark(of: seal), in: session)
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
