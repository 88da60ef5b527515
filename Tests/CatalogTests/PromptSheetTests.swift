import APIKeys
import Testing

@testable import Catalog

/// Prompts in tables.
@Suite struct PromptSheetTests {
    static func brand(
        _ personas: [(id: Int, name: String)] = [(7, "Buyer"), (8, "Twin"), (9, "Twin"), (10, "12"), (12, "Other")]
    )
        -> Brand
    {
        Brand(
            id: 1, organization: 1, content: BrandContent(name: "Acme", website: "acme.com", description: ""),
            createdAt: Timestamp(milliseconds: 0), archivedAt: nil, revision: 1, competitors: [],
            personas: personas.map { Persona(id: $0.id, content: PersonaContent(name: $0.name, description: "")) },
            stages: [Stage(id: 1, content: StageContent(name: "Advice", kind: .advice))])
    }

    static func read(_ text: String) throws -> [Result<PromptRow, LineFault>] { Array(try PromptSheet(csv: Array(text.utf8))) }

    static func rows(_ text: String) throws -> [PromptRow] { try read(text).map { try $0.get() } }

    static func faults(_ text: String) throws -> [String] {
        try read(text).compactMap { row in
            guard case .failure(let fault) = row else { return nil }
            return "\(fault.line): \(fault.message)"
        }
    }

    // MARK: Columns

    @Test(arguments: [
        "text,stage,persona,tags,topics,platforms,language,favorite,status\nWhy?,Advice,Buyer,a|b,t,claude|Meta,en,yes,archived",
        "STATUS;Favourite;language;platforms;key_topics;tags;persona_id;Stage;Prompt\r\narchived;TRUE;en;claude|Meta;t;a| b |;Buyer;Advice;Why?",
        "\u{FEFF}\"text\"\t stage \tpersona\ttags\ttopics\tplatforms\tlanguage\tfavorite\tstatus\tid\n"
            + "Why?\tAdvice\tBuyer\ta|b\tt\tclaude|Meta\ten\t1\tArchived\t3\n\t\t\n",
    ])
    func columnsComeInAnyOrderAndWithAnySeparator(_ text: String) throws {
        let row = try #require(try Self.rows(text).first)
        #expect(row.line == 2 && row.text == "Why?" && row.stage == "Advice" && row.persona == "Buyer" && row.tags == ["a", "b"])
        #expect(row.topics == ["t"] && row.language == "en" && row.isFavorite == true && row.isArchived)
        #expect(try row.draft(for: Self.brand()).platforms == [.claude, .meta])
        #expect(try Self.read(text).count == 1)
    }

    @Test func anEmptyCellSaysNothing() throws {
        let row = try #require(
            try Self.rows("text,stage,persona,tags,topics,platforms,language,favorite,status\nWhy?,, ,,,,,,").first)
        var plain = PromptRow(line: 2)
        plain.text = "Why?"
        #expect(row == plain)
        #expect(try Self.rows("text,stage\nWhy?").first == plain)
    }

    @Test func unknownColumnsArePassedOverAndNamed() throws {
        let sheet = try PromptSheet(csv: Array("Volume,text,Owner\n9,Why?,ann".utf8))
        #expect(sheet.hasHeader && sheet.unknownColumns == ["Volume", "Owner"])
        #expect(try sheet.map { try $0.get().text } == ["Why?"])
    }

    @Test func withoutAHeaderEachLineIsAPrompt() throws {
        let sheet = try PromptSheet(csv: Array("Which shoes, and why; now?\n\n\"Two\nlines\"\n".utf8))
        #expect(!sheet.hasHeader && sheet.unknownColumns.isEmpty)
        #expect(try sheet.map { try $0.get().text } == ["Which shoes, and why; now?", "Two\nlines"])
        #expect(try Self.rows("").isEmpty)
    }

    @Test(arguments: [
        ("stage,tags\nAdvice,a", "There is no column text. Name the column that has the prompts \"text\"."),
        ("text,Prompt\na,b", "The column text is there twice. Take one of the two away."),
    ])
    func aHeaderThatCannotBeUsedIsRefused(_ text: String, _ message: String) {
        #expect(throws: LineFault(line: 1, message)) { try Self.read(text) }
    }

    @Test func aFileOfUTF16IsToldHowToBeSaved() {
        #expect(throws: LineFault.self) { try PromptSheet(csv: [0xFF, 0xFE, 0x74, 0x00]) }
    }

    // MARK: Cells

    @Test func everyFaultHasItsLine() throws {
        let faults = try Self.faults("text,favorite,status\na,perhaps,\nb,,\nc,,gone\nd,,,e\n\"f\"g,,\nh,,\n\"i")
        #expect(
            faults.map { String($0.prefix { $0 != "." }) } == [
                "2: favorite is \"perhaps\"", "4: status is \"gone\"", "5: This row has 4 cells, and there are 3 columns",
                "6: There is text behind a closing quotation mark", "8: A quotation mark opens a cell here, and none closes it",
            ])
    }

    @Test(arguments: [
        (["a", "b"], "a|b"), (["a|b", "c\\d"], "a\\|b|c\\\\d"), ([], ""), (["\\"], "\\\\"), (["a\\|b"], "a\\\\\\|b"),
    ])
    func listsStandInOneCell(_ items: [String], _ cell: String) {
        #expect(ListCell.written(items) == cell)
        #expect(ListCell.read(cell) == items)
    }

    @Test func aBackslashOfSomebodysOwnIsItself() {
        #expect(ListCell.read("C:\\new| b |\\") == ["C:\\new", "b", "\\"])
    }

    @Test(arguments: [
        ("=1+1", "'=1+1"), ("+1", "'+1"), ("-1", "'-1"), ("@SUM(A1)", "'@SUM(A1)"), ("\tx", "'\tx"), ("\rx", "'\rx"),
        ("'=1", "''=1"), ("＝1", "'＝1"), ("'s", "'s"), ("''", "''"), ("a=1", "a=1"), ("", ""), ("'", "'"),
        ("=\u{301}1", "'=\u{301}1"),
    ])
    func cellsThatWouldBeFormulasAreDefusedAndReadBack(_ text: String, _ cell: String) {
        #expect(SafeCell.written(text) == cell)
        #expect(SafeCell.read(cell) == text)
    }

    @Test(
        arguments: [
            ("Buyer", 7, nil), ("7", 7, nil), ("12", 12, nil), ("9", 9, nil),
            ("Twin", nil, "Several personas are called \"Twin\"; give the id of one: 8, 9."),
            ("Nobody", nil, "Acme has no persona \"Nobody\". It has Buyer (7), Twin (8), Twin (9), 12 (10), Other (12)."),
        ] as [(String, Int?, String?)])
    func aPersonaIsGivenByNameOrId(_ name: String, _ id: Int?, _ message: String?) throws {
        var row = PromptRow(line: 1)
        row.persona = name
        if let message {
            #expect(throws: CatalogError.invalid(field: "persona", message: message)) { try row.draft(for: Self.brand()) }
        } else {
            #expect(try row.draft(for: Self.brand()).persona == id)
        }
    }

    @Test func aPlatformThatThereIsNotIsToldThoseThereAre() {
        var row = PromptRow(line: 1)
        row.platforms = ["Google Gemini", "bing"]
        let known = Platform.allCases.map(\.rawValue).joined(separator: ", ")
        #expect(throws: CatalogError.invalid(field: "platforms", message: "There is no platform \"bing\". There are \(known).")) {
            try row.draft(for: Self.brand())
        }
    }

    // MARK: There and back

    @Test func whatIsExportedIsImportedAsItWas() throws {
        var random = Dice(seed: 2027)
        let brand = Self.brand()
        let pieces = ["why", "=", "-", "'", "\"", "|", "\\", ",", ";", "\n", "é", " a", "@x"]
        func text() -> String {
            let text = (0..<Int.random(in: 1...6, using: &random)).map { _ in pieces.randomElement(using: &random) ?? "" }
                .joined()
            return text.trimmed.isEmpty ? "why" : text.trimmed
        }
        func list() -> [String] { (0..<Int.random(in: 0...3, using: &random)).map { "\($0)" + text() } }
        for id in 1...300 {
            let prompt = Prompt(
                id: id, brand: 1, text: text(),
                settings: PromptSettings(
                    stage: 1, persona: [nil, 7, 9, 10, 12].randomElement(using: &random) ?? nil, tags: list(), topics: list(),
                    platforms: PromptRules.platforms((0..<2).compactMap { _ in Platform.allCases.randomElement(using: &random) }),
                    isFavorite: Bool.random(using: &random)),
                stageName: "Advice", language: "en", isBranded: false, createdAt: Timestamp(milliseconds: 0),
                archivedAt: Bool.random(using: &random) ? Timestamp(milliseconds: 1) : nil)
            let row = try #require(try Self.rows(PromptSheet.header + PromptSheet.record(prompt, of: brand)).first)
            let draft = try row.draft(for: brand)
            #expect(draft.text == prompt.text && draft.stage == "Advice" && draft.persona == prompt.settings.persona)
            #expect(draft.tags ?? [] == prompt.settings.tags && draft.topics ?? [] == prompt.settings.topics)
            #expect(draft.platforms ?? [] == prompt.settings.platforms && draft.language == "en")
            #expect(draft.isFavorite == prompt.settings.isFavorite && draft.isArchived == prompt.isArchived)
        }
    }
}
