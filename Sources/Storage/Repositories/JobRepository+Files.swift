package import APIKeys
package import Catalog

/// The files that exports left.
extension JobRepository {
    package func dropFiles(of organization: Int, beyond most: Int, endedSince: Timestamp) async throws -> [Job] {
        try await database.write { session in
            let kept = try session.all(
                """
                SELECT id, COALESCE(file_size, 0) FROM jobs WHERE organization_id = \(organization) AND kind = 'export'
                    AND state = 'done' AND file_dropped = 0 AND finished_at > \(endedSince.milliseconds)
                ORDER BY finished_at DESC, id DESC
                """
            ) { (id: try $0.int(0), size: try $0.int(1)) }
            var bytes = 0
            var dropped: [Job] = []
            for (index, file) in kept.enumerated() {
                bytes += file.size
                guard index > 0, bytes > most else { continue }
                try session.execute("UPDATE jobs SET file_dropped = 1 WHERE id = \(file.id)")
                dropped += try Self.fetch("WHERE id = \(file.id)", in: session)
            }
            return dropped
        }
    }
}
