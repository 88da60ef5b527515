internal import APIKeys
internal import Catalog

/// A key, the one that it replaces, the one that that one replaced, and so on.
enum RotationLine {
    /// Inside the transaction that makes the key. Nobody works beside its successor for longer than the longest overlap, so the
    /// line is followed no further back.
    ///
    /// - Throws: `.conflict` when more keys of its line would work than may.
    static func checkRoom(for key: APIKey, _ session: any SQLSession) throws {
        let (now, most) = (key.createdAt, RotationRequest.longestLine)
        let since = now + (.zero - RotationRequest.longestOverlap)
        let works: SQL = "CASE WHEN \(KeyRow.isLive(at: now)) THEN 1 ELSE 0 END"
        let line = try session.first(
            """
            WITH RECURSIVE line (predecessor_id, created_at, works, place) AS (
                SELECT k.predecessor_id, k.created_at, \(works), 1 FROM api_keys k WHERE k.id = \(key.id.description)
                UNION ALL
                SELECT k.predecessor_id, k.created_at, \(works), line.place + 1
                FROM line JOIN api_keys k ON k.id = line.predecessor_id
                WHERE line.created_at > \(since.milliseconds) AND line.place <= \(most)
            )
            SELECT COUNT(*), SUM(works) FROM line
            """
        ) { (length: try $0.int(0), working: try $0.int(1)) }
        guard let line, line.working > RotationRequest.mostWorking || line.length > most else { return }
        let reason =
            line.length > most
            ? "\(most) keys were made in this line of successors within 7 days, as many as may be."
            : "\(RotationRequest.mostWorking) keys of this line of successors work at once already, as many as may. "
                + "Choose a shorter overlap, or none."
        throw CatalogError.conflict("\(reason) Try again when older ones have ended, or ask an organization admin.")
    }
}
