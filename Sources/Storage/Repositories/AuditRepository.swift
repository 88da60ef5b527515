internal import APIKeys
package import Catalog

package struct AuditRepository: AuditStore {
    let database: any Database
    let log: AuditLog

    package func list(_ query: AuditQuery, of organization: Int) async throws -> [AuditEvent] {
        try await database.read { try AuditListing(query, organization: organization).events(in: $0) }
    }

    package func read<Reader: AuditReader>(into reader: Reader) async throws -> Reader {
        try await database.read { session in
            var reader = reader
            let sql: SQL = "SELECT \(AuditColumns.record) FROM audit_events"
            // From the first entry on means from the first row on, whatever number somebody gave it.
            let rest: SQL = reader.first > 1 ? "WHERE sequence >= \(reader.first) ORDER BY sequence" : "ORDER BY sequence"
            try session.forEach(sql + " " + rest) { row in
                if let record = try? AuditColumns.record(row) {
                    try reader.take(record)
                } else {
                    let sequence = (try? row.int(0)).flatMap { AuditContent.sequences.contains($0) ? $0 : nil }
                    try reader.takeUnreadable(sequence)
                }
            }
            if reader.wantsRecords { try readRecords(into: &reader, in: session) }
            reader.finish(try Self.head(in: session))
            return reader
        }
    }

    private func readRecords(into reader: inout some AuditReader, in session: any SQLSession) throws {
        try session.forEach("SELECT \(KeyRow.columns) FROM \(KeyRow.tables)") { row in
            // What cannot be read is no entry's number.
            reader.take(
                StoredRecord(
                    kind: "key", id: (try? row.text(0)) ?? "", revision: (try? row.int(GrantColumns.revisionColumn)) ?? 0,
                    seal: (try? row.withBlob(3) { Array($0) }) ?? [],
                    isIntact: GrantColumns.stored(row)?.isIntact(under: log.secret) ?? false,
                    key: KeyRow.decode(row, under: log.secret)))
        }
        try AdminTokenRepository(database: database, log: log).records(in: session) { reader.take($0) }
        try PolicyRows(secret: log.secret).records(in: session) { reader.take($0) }
        try ShareRepository(database: database, log: log).records(in: session) { reader.take($0) }
    }

    package func head() async throws -> AuditHead? { try await database.read { try Self.head(in: $0) } }

    private static func head(in session: any SQLSession) throws -> AuditHead? {
        try session.first("SELECT sequence, hash FROM audit_head WHERE id = 1") { row -> AuditHead? in
            guard let sequence = try? row.int(0), 0...AuditContent.sequences.upperBound ~= sequence,
                let hash = try? row.withBlob(1, { Array($0) })
            else { return nil }
            return AuditHead(sequence: sequence, hash: hash)
        } ?? nil
    }

    package func note(_ draft: AuditDraft, of organization: Int) async throws {
        _ = try await database.write { session in
            try log.append(draft, organization: organization, subject: .organization(organization), in: session)
        }
    }
}
