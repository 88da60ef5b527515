import APIKeys
import Testing

@testable import Catalog
@testable import Storage

/// A list of a million keys must be read from an index, not sorted.
@Suite struct QueryPlanTests {
    @Test(arguments: KeyQuery.Sort.allCases, [true, false])
    func aPageOfKeysIsReadInItsOrder(_ sort: KeyQuery.Sort, _ descending: Bool) async throws {
        try await withDatabase { fixture in
            var query = KeyQuery()
            query.sort = sort
            query.descending = descending
            let sql: SQL = """
                EXPLAIN QUERY PLAN SELECT \(KeyRow.columns) FROM \(KeyRow.tables)
                WHERE \(KeyRow.orderedCondition(query, organization: 1, at: Fixture.now)) ORDER BY \(KeyRow.order(query))
                LIMIT 50 OFFSET 0
                """
            let plan = try await fixture.database.read { session in try session.all(sql) { try $0.text(3) } }
            #expect(!plan.contains { $0.contains("TEMP B-TREE") || $0.hasPrefix("SCAN") }, "\(plan)")
        }
    }
}
