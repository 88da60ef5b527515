internal import Catalog
internal import Foundation
internal import Visibility

/// The index of one brand: a file of SQLite with a table of FTS5.
///
/// The table holds no text, only where each word occurs. Its rows are numbered by ``PlaceNumber``, so that the newest that match are
/// the first that it yields from the end. What can be filtered by stands in it as words too (``IndexedFacts``), so that one expression
/// finds both; a word costs what its own places cost, however many answers there are.
struct BrandIndex: Sendable {
    /// Raised when the same answer is indexed in another way than before.
    static let version = 2

    let database: SQLiteDatabase

    init(at url: URL) async throws {
        database = try await SQLiteDatabase.openCache(at: url)
        try await database.write { session in
            try session.execute(
                """
                CREATE TABLE IF NOT EXISTS index_state (
                    id INTEGER PRIMARY KEY CHECK (id = 1), version INTEGER NOT NULL, mark INTEGER NOT NULL, witness TEXT NOT NULL)
                """)
            try session.execute(
                """
                CREATE TABLE IF NOT EXISTS entries (
                    place INTEGER PRIMARY KEY, prompt INTEGER NOT NULL, persona INTEGER, facts TEXT NOT NULL)
                """)
            // FTS5 knows its words only together with all their places.
            try session.execute(
                "CREATE TABLE IF NOT EXISTS vocabulary (word TEXT PRIMARY KEY, answers INTEGER NOT NULL) WITHOUT ROWID")
            // Words come ready made, so that the plainest of tokenizers leaves them as they are.
            try session.execute(
                """
                CREATE VIRTUAL TABLE IF NOT EXISTS words
                USING fts5(body, content='', columnsize=0, detail=full, tokenize='ascii')
                """)
        }
    }

    /// - Returns: `nil` for one that another version made.
    func state() async throws -> AnswerIndexState? {
        try await database.read { session in
            guard let row = try session.first("SELECT version, mark, witness FROM index_state", Self.state) else { return .empty }
            return row
        }
    }

    private static func state(_ row: any SQLRow) throws -> AnswerIndexState? {
        try row.int(0) == version ? AnswerIndexState(mark: try row.int(1), witness: try row.text(2)) : nil
    }

    // MARK: Writing

    /// An answer as it is written.
    struct Entry: Sendable {
        let number: PlaceNumber
        let prompt: Int
        let persona: Int?
        let facts: String
        let words: [String]

        init?(_ answer: SearchedAnswer) {
            guard let number = PlaceNumber(answer.place) else { return nil }
            self.number = number
            prompt = answer.prompt
            persona = answer.persona
            facts = IndexedFacts.words(of: answer)
            words = SearchText(answer.text).words.map(\.text)
        }

        /// - Parameter facts: those with which it stands, or stood, in the index.
        func body(_ facts: String) -> String { ([facts] + words).joined(separator: " ") }
    }

    /// - Parameter entries: in ascending order, as FTS5 likes to have them.
    func add(_ entries: [Entry], reaching state: AnswerIndexState) async throws {
        try await database.write { session in
            var counts: [String: Int] = [:]
            for entry in entries {
                let number = entry.number.value
                let known = try session.first("SELECT facts FROM entries WHERE place = \(number)") { try $0.text(0) }
                guard known != entry.facts else { continue }
                if let known {
                    // Without the text, FTS5 must be told what it is to forget.
                    try session.execute(
                        "INSERT INTO words (words, rowid, body) VALUES ('delete', \(number), \(entry.body(known)))")
                } else {
                    for word in Set(entry.words) { counts[word, default: 0] += 1 }
                }
                try session.execute("INSERT INTO words (rowid, body) VALUES (\(number), \(entry.body(entry.facts)))")
                try session.execute(
                    """
                    INSERT INTO entries (place, prompt, persona, facts)
                    VALUES (\(number), \(entry.prompt), \(entry.persona), \(entry.facts))
                    ON CONFLICT (place) DO UPDATE SET facts = excluded.facts
                    """)
            }
            for (word, count) in counts {
                try session.execute(
                    """
                    INSERT INTO vocabulary (word, answers) VALUES (\(word), \(count))
                    ON CONFLICT (word) DO UPDATE SET answers = answers + excluded.answers
                    """)
            }
            try session.execute(
                """
                INSERT INTO index_state (id, version, mark, witness) VALUES (1, \(Self.version), \(state.mark), \(state.witness))
                ON CONFLICT (id) DO UPDATE SET version = excluded.version, mark = excluded.mark, witness = excluded.witness
                """)
        }
    }
}
