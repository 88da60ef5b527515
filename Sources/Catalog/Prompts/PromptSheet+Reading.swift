extension PromptRow {
    init(_ record: CSVReader.Record, _ columns: [PromptSheet.Column?]) throws(LineFault) {
        self.init(line: record.line)
        guard record.fields.dropFirst(columns.count).allSatisfy(\.isEmpty) else {
            throw LineFault(
                line: line,
                "This row has \(record.fields.count) cells, and there are \(columns.count) columns. Put a cell with a separator in it in quotation marks."
            )
        }
        for (column, field) in zip(columns, record.fields) {
            let cell = SafeCell.read(field)
            let said = cell.trimmed.isEmpty ? nil : cell.trimmed
            switch column {
            case .text: text = cell
            case .stage: stage = said
            case .persona: persona = said
            case .tags: tags = said.map(ListCell.read)
            case .topics: topics = said.map(ListCell.read)
            case .platforms: platforms = said.map(ListCell.read)
            case .language: language = said
            case .favorite: isFavorite = try said.map { text throws(LineFault) in try Self.flag(text, line: line) }
            case .status: isArchived = try Self.isArchived(said ?? "active", line: line)
            case nil: break
            }
        }
    }

    private static func flag(_ text: String, line: Int) throws(LineFault) -> Bool {
        switch text.lowercased() {
        case "yes", "true", "1": true
        case "no", "false", "0": false
        default: throw LineFault(line: line, "favorite is \"\(text.prefix(100))\". Write yes or no.")
        }
    }

    private static func isArchived(_ text: String, line: Int) throws(LineFault) -> Bool {
        switch text.lowercased() {
        case "active": false
        case "archived": true
        default: throw LineFault(line: line, "status is \"\(text.prefix(100))\". Write active or archived.")
        }
    }
}

/// Several texts in one cell, with `|` between them. A `|` or `\` that belongs to a text has a `\` before it; a `\` before
/// anything else is itself.
enum ListCell {
    static func written(_ items: [String]) -> String {
        items.map { item in
            String(String.UnicodeScalarView(item.unicodeScalars.flatMap { $0 == "|" || $0 == "\\" ? ["\\", $0] : [$0] }))
        }.joined(separator: "|")
    }

    static func read(_ cell: String) -> [String] {
        var items = [String.UnicodeScalarView()]
        var isEscaped = false
        for scalar in cell.unicodeScalars {
            if isEscaped {
                if scalar != "|" && scalar != "\\" { items[items.count - 1].append("\\") }
                items[items.count - 1].append(scalar)
                isEscaped = false
            } else if scalar == "\\" {
                isEscaped = true
            } else if scalar == "|" {
                items.append(String.UnicodeScalarView())
            } else {
                items[items.count - 1].append(scalar)
            }
        }
        if isEscaped { items[items.count - 1].append("\\") }
        return items.map { String($0).trimmed }.filter { !$0.isEmpty }
    }
}
