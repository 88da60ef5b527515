/// Prompts in a table (CSV), as people keep and send them.
///
/// The first record names the columns, in any order and case: those of ``Column``; others are passed over. Without such a record
/// each line is the text of a prompt. Columns are separated by commas, semicolons or tabs, whichever the first record shows;
/// what is in a list by `|`, with `\` before a `|` that belongs to an element. An empty cell says nothing.
package struct PromptSheet: Sequence, Sendable {
    package enum Column: String, CaseIterable, Sendable {
        case text, stage, persona, tags, topics, platforms, language, favorite, status

        /// - Parameter header: also by the names that the API has.
        init?(header: String) {
            let name = header.trimmed.lowercased()
            let aliases: [String: Column] = [
                "prompt": .text, "persona_id": .persona, "key_topics": .topics, "favourite": .favorite,
            ]
            guard let column = Column(rawValue: name) ?? aliases[name] else { return nil }
            self = column
        }
    }

    /// What each cell of a record is; `nil` for what is passed over.
    let columns: [Column?]
    /// Whether the first record named the columns.
    package let hasHeader: Bool
    /// Names in the first record that mean nothing here.
    package let unknownColumns: [String]
    private let records: CSVReader

    /// - Parameter csv: UTF-8, with or without a byte order mark.
    /// - Throws: ``LineFault`` when nothing in it can be read.
    package init(csv: [UInt8]) throws(LineFault) {
        guard ![[0xFF, 0xFE], [0xFE, 0xFF]].contains(csv.prefix(2)) else {
            throw LineFault(line: 1, "This file is UTF-16. Save it as \"CSV UTF-8\" and try again.")
        }
        let bytes = csv.starts(with: [0xEF, 0xBB, 0xBF]) ? Array(csv.dropFirst(3)) : csv
        var best: (names: [String], columns: [Column?], rest: CSVReader)?
        for separator in ",;\t".utf8 {
            var reader = CSVReader(bytes, separator: separator)
            guard case .success(let first)? = reader.next() else { continue }
            let columns = first.fields.map(Column.init(header:))
            let known = columns.count { $0 != nil }
            if known > best?.columns.count(where: { $0 != nil }) ?? 0 { best = (first.fields, columns, reader) }
        }
        hasHeader = best != nil
        columns = best?.columns ?? [.text]
        records = best?.rest ?? CSVReader(bytes, separator: nil)
        unknownColumns = best.map { zip($0.names, $0.columns).filter { $1 == nil }.map { $0.0.trimmed } } ?? []
        try Self.check(columns)
    }

    private static func check(_ columns: [Column?]) throws(LineFault) {
        var seen: Set<Column> = []
        for column in columns.compactMap(\.self) where !seen.insert(column).inserted {
            throw LineFault(line: 1, "The column \(column.rawValue) is there twice. Take one of the two away.")
        }
        guard seen.contains(.text) else {
            throw LineFault(line: 1, "There is no column text. Name the column that has the prompts \"text\".")
        }
    }

    /// Row by row: a large file takes little more memory than itself.
    package struct Iterator: IteratorProtocol {
        var records: CSVReader
        let columns: [Column?]

        package mutating func next() -> Result<PromptRow, LineFault>? {
            while let record = records.next() {
                switch record {
                case .failure(let fault): return .failure(fault)
                case .success(let record):
                    // Spreadsheets leave rows of empty cells behind.
                    if record.fields.allSatisfy({ $0.allSatisfy(\.isWhitespace) }) { continue }
                    return Result { () throws(LineFault) in try PromptRow(record, columns) }
                }
            }
            return nil
        }
    }

    package func makeIterator() -> Iterator { Iterator(records: records, columns: columns) }
}
