internal import Catalog
internal import Visibility

/// What was found in an answer, as text in a column: a line for each competitor or citation. Read a million at a time, so not JSON.
enum ObservationText {
    // MARK: Competitors: `12 present top positive`, `-` for what is not known. Those of whom nothing is said have no line.

    static func encode(_ competitors: [Int: Appearance]) -> String {
        competitors.filter { $0.value != .absent }.sorted { $0.key < $1.key }.map { id, appearance in
            let presence = appearance.present ? "present" : "absent"
            return "\(id) \(presence) \(appearance.position?.rawValue ?? "-") \(appearance.sentiment?.rawValue ?? "-")"
        }.joined(separator: "\n")
    }

    static func competitors(_ text: String) throws -> [Int: Appearance] {
        var competitors: [Int: Appearance] = [:]
        for line in text.utf8.split(separator: UInt8(ascii: "\n")) {
            let words = line.split(separator: UInt8(ascii: " "))
            guard words.count == 4, let id = Int(Substring(words[0])) else { throw damaged("competitors", text) }
            competitors[id] = Appearance(
                present: words[1].first == UInt8(ascii: "p"), position: Position(rawValue: String(Substring(words[2]))),
                sentiment: Sentiment(rawValue: String(Substring(words[3]))))
        }
        return competitors
    }

    /// The ids of those that are present, ascending.
    static func named(_ text: String) throws -> [Int] {
        text.isEmpty ? [] : try competitors(text).filter(\.value.present).keys.sorted()
    }

    // MARK: Citations: `brand URL`, `other URL`, `competitor URL` where its owner is not known, else `competitor:12 URL`

    static func encode(_ citations: [Citation]) -> String {
        citations.map { citation in
            "\(citation.type.rawValue)\(citation.competitor.map { ":\($0)" } ?? "") \(citation.url)"
        }.joined(separator: "\n")
    }

    static func citations(_ text: String) throws -> [Citation] {
        try text.utf8.split(separator: UInt8(ascii: "\n")).map { line in
            guard let space = line.firstIndex(of: UInt8(ascii: " ")) else { throw damaged("citations", text) }
            let owner = line[..<space]
            let url = String(Substring(line[line.index(after: space)...]))
            switch owner.first {
            case UInt8(ascii: "b"): return Citation(url: url, type: .brand)
            case UInt8(ascii: "o"): return Citation(url: url, type: .other)
            default:
                let id = owner.firstIndex(of: UInt8(ascii: ":")).flatMap { Int(Substring(owner[owner.index(after: $0)...])) }
                return Citation(url: url, type: .competitor, competitor: id)
            }
        }
    }

    /// Whether a page of the brand is among them, without reading them all.
    static func citesBrand(_ text: String) -> Bool {
        text.utf8.split(separator: UInt8(ascii: "\n")).contains { $0.first == UInt8(ascii: "b") }
    }

    // MARK: Titles and snippets: `[[title, snippet], …]` in the order of the citations; nothing where there are none

    static func encode(_ pages: [CitedPage]) -> String {
        guard pages.contains(where: { $0.title != nil || $0.snippet != nil }) else { return "" }
        let lists = pages.map { "[\(JSONText.literal($0.title)),\(JSONText.literal($0.snippet))]" }
        return "[" + lists.joined(separator: ",") + "]"
    }

    static func pages(_ text: String, urls: [String]) throws -> [CitedPage] {
        guard !text.isEmpty else { return urls.map { CitedPage(url: $0) } }
        let details = try JSONText.decode([[String?]].self, text)
        guard details.count == urls.count, details.allSatisfy({ $0.count == 2 }) else { throw damaged("cited pages", text) }
        return zip(urls, details).map { CitedPage(url: $0, title: $1[0], snippet: $1[1]) }
    }

    private static func damaged(_ column: String, _ text: String) -> StoreError {
        .failed("the \(column) of an observation cannot be read: \(text.prefix(80))")
    }
}
