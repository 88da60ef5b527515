import APIKeys
import Testing

@testable import Catalog

@Suite struct AuditExportTests {
    static let keys: [ServerSecret?] = [SampleLog.secret, nil]

    @Test(arguments: [true, false])
    func anExportIsIntact(_ withSecret: Bool) throws {
        for count in [0, 1, 5] {
            let lines = try SampleLog(count).export()
            #expect(lines.count == count + 1)
            let (kind, verdict) = try SampleLog.check(lines, withSecret ? SampleLog.secret : nil)
            #expect(kind == .whole)
            #expect(verdict == .intact(entries: count))
        }
    }

    struct Edit: Sendable, CustomTestStringConvertible {
        let what: String
        /// What the first fault is without the secret, with it, and of which entry.
        let kind: AuditFault.Kind
        let kindWithSecret: AuditFault.Kind
        let entry: Int?
        let edit: @Sendable (inout [String]) throws -> Void

        init(
            _ what: String, _ kind: AuditFault.Kind, _ kindWithSecret: AuditFault.Kind? = nil, entry: Int?,
            _ edit: @escaping @Sendable (inout [String]) throws -> Void
        ) {
            self.what = what
            self.kind = kind
            self.kindWithSecret = kindWithSecret ?? kind
            self.entry = entry
            self.edit = edit
        }

        var testDescription: String { what }
    }

    static let edits = [
        Edit("a word changed", .unlinked, .changed, entry: 3) { $0[2] = $0[2].replacing("ann@", with: "eve@") },
        Edit("a moment changed", .unlinked, .changed, entry: 1) {
            $0[0] = $0[0].replacing("1800000000001", with: "1800000000009").replacing(".001Z", with: ".009Z")
        },
        Edit("a word changed and its hash with it", .unlinked, .foreign, entry: 4) { lines in
            lines[2] = try rehashed(lines[2], after: lines[1]) { $0.replacing("ann@", with: "eve@") }
        },
        Edit("the last entry changed and its hash with it", .wrongHead, .foreign, entry: 5) { lines in
            lines[4] = try rehashed(lines[4], after: lines[3]) { $0.replacing("ann@", with: "eve@") }
        },
        Edit("the first removed", .missing, entry: 1) { $0.remove(at: 0) },
        Edit("one in the middle removed", .missing, entry: 3) { $0.remove(at: 2) },
        Edit("the last entry removed", .cutOff, entry: 5) { $0.remove(at: 4) },
        Edit("the signed line removed", .cutOff, entry: nil) { $0.removeLast() },
        Edit("all but the signed line removed", .cutOff, entry: 1) { $0 = [$0[5]] },
        Edit("everything removed", .cutOff, entry: nil) { $0 = [] },
        Edit("two swapped", .missing, entry: 2) { $0.swapAt(1, 2) },
        Edit("one doubled", .misplaced, entry: 2) { $0.insert($0[1], at: 2) },
        Edit("an entry of another log inserted", .misplaced, entry: 2) {
            $0.insert(try SampleLog(2, name: "Other").export()[1], at: 2)
        },
        Edit("something behind the end", .misplaced, entry: nil) { $0.append($0[4]) },
        Edit("a word added beside what the hash covers", .unreadable, entry: nil) {
            $0[1] = $0[1].replacing("\"seal\"", with: "\"approved\":true,\"seal\"")
        },
        Edit("a space added", .unreadable, entry: nil) { $0[1] = $0[1].replacing(",\"hash\"", with: ", \"hash\"") },
        Edit("an empty line", .unreadable, entry: nil) { $0.insert("", at: 1) },
        Edit("the text of the moment changed", .unreadable, entry: nil) { $0[1] = $0[1].replacing("2027-", with: "2026-") },
        Edit("the end of another export", .wrongHead, entry: 5) { $0[5] = try SampleLog(5, name: "Other").export()[5] },
        Edit("the end of a shorter export", .wrongHead, entry: 5) { $0[5] = try SampleLog(4).export()[4] },
        Edit("the end signed by somebody else", .unsigned, entry: nil) {
            $0[5] = String(decoding: AuditLine.head(try SampleLog(5).signedHead(under: SampleLog.stranger)).bytes, as: UTF8.self)
        },
        Edit("written anew from some point on", .unsigned, .foreign, entry: nil) { lines in
            let forged = SampleLog(3, from: SampleLog(2).records, name: "Forged", under: SampleLog.stranger)
            lines =
                forged.records.map { line(.entry($0, previous: nil)) }
                + [line(.head(try forged.signedHead(under: SampleLog.stranger)))]
        },
    ]

    @Test(arguments: edits)
    func anyEditIsFoundAndNamed(_ edit: Edit) throws {
        var lines = try SampleLog(5).export()
        try edit.edit(&lines)
        let (_, plain) = try SampleLog.check(lines, nil)
        let first = try #require(plain.faults.first, "not found without the secret")
        #expect(first.kind == edit.kind)
        if let entry = edit.entry { #expect([entry, entry + 1].contains(first.entry ?? 0)) }
        let (_, sealed) = try SampleLog.check(lines, SampleLog.secret)
        let named = try #require(sealed.faults.first, "not found with the secret")
        #expect(named.kind == edit.kindWithSecret)
        #expect(!named.means.isEmpty)
    }

    @Test func noByteCanBeChanged() throws {
        let text = try SampleLog(2).export().joined(separator: "\n")
        for (index, byte) in text.utf8.enumerated() {
            for other in [byte ^ 1, byte ^ 0x20] where other != UInt8(ascii: "\n") {
                var bytes = Array(text.utf8)
                bytes[index] = other
                let lines = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
                var check = ExportCheck(publicKey: try AuditPublicKey(of: SampleLog.secret), secret: SampleLog.secret)
                for line in lines { check.take(line: Array(line)) }
                #expect(!check.finish().1.isIntact, "byte \(index)")
            }
        }
    }

    @Test func aBrokenLogIsExportedWithoutASignature() throws {
        var log = SampleLog(4)
        log.records[2] = AuditRecord(SampleLog.content(3, name: "X"), hash: log.records[2].hash, seal: log.records[2].seal)
        let lines = try log.export()
        #expect(lines.count == 4)
        #expect(!lines.contains { $0.contains("signature") })
    }

    @Test func hostileTextsKeepTheirBytes() throws {
        let texts = ["", "\"\\/\u{0}\u{1F}\u{7F}\r\n\t", "é e\u{301} 日本 🔑", "\u{2028}\u{FFFD}", "\"}\n{\"type\":\"head\"}"]
        for text in texts {
            let content = AuditContent(
                sequence: 1, at: SampleLog.now, organization: nil, actorKind: text, actor: text, action: text,
                subjectKind: text, subject: text, detail: text)
            let link = AuditLink(content, after: AuditLink.origin, under: SampleLog.secret)
            let line = AuditLine.entry(AuditRecord(content, hash: link.hash, seal: link.seal.bytes), previous: nil)
            #expect(!line.bytes.contains(UInt8(ascii: "\n")))
            #expect(AuditLine(line.bytes) == line)
        }
        for text in ["9007199254740993", "-1", "1e3", "9223372036854775807", "99999999999999999999"] {
            let line = String(decoding: AuditLine.head(try SampleLog(1).signedHead()).bytes, as: UTF8.self)
            #expect(AuditLine(Array(line.replacing("\"sequence\":1", with: "\"sequence\":\(text)").utf8)) == nil)
            #expect(AuditLine(Array(line.replacing("1800000000000", with: text).utf8)) == nil)
        }
    }

    // MARK: Of one organization

    static let selection = AuditExport.Selection(organization: 1, members: ["7"])

    @Test func anOrganizationsExportHasItsEntriesAndItsMembers() throws {
        let lines = try SampleLog(6).export(of: Self.selection)
        let numbers = lines.dropLast().compactMap { line -> Int? in
            guard case .entry(let record, .some) = AuditLine(Array(line.utf8)) else { return nil }
            return record.content.sequence
        }
        #expect(numbers == [1, 2, 3, 5])
        for secret in Self.keys {
            let (kind, verdict) = try SampleLog.check(lines, secret)
            #expect(kind == .excerpt)
            #expect(verdict == .intact(entries: 4))
        }
        #expect(try SampleLog.check(SampleLog(0).export(of: Self.selection), nil).1 == .intact(entries: 0))
    }

    static let excerptEdits = [
        Edit("a word changed", .changed, entry: 2) { $0[1] = $0[1].replacing("ann@", with: "eve@") },
        Edit("a word changed and its hash with it", .changed, .foreign, entry: nil) { lines in
            guard case .entry(let record, let previous?) = AuditLine(Array(lines[1].utf8)) else { return }
            let content = SampleLog.content(2, name: "Forged")
            lines[1] = line(
                .entry(AuditRecord(content, hash: content.hash(after: previous), seal: record.seal), previous: previous))
        },
        Edit("a line before the first", .unreadable, entry: nil) { $0.insert("{}", at: 0) },
        Edit("a line between two", .unreadable, entry: nil) { $0.insert("{}", at: 2) },
        Edit("one removed", .missing, entry: nil) { $0.remove(at: 1) },
        Edit("the last removed", .missing, entry: nil) { $0.remove(at: 3) },
        Edit("the signed line removed", .cutOff, entry: nil) { $0.removeLast() },
        Edit("two swapped", .misplaced, entry: nil) { $0.swapAt(0, 1) },
        Edit("one doubled", .misplaced, entry: nil) { $0.insert($0[1], at: 1) },
        Edit("one replaced by another real one", .changed, entry: nil) {
            $0[3] = try SampleLog(9).export(of: selection)[4]
        },
        Edit("the end of a whole export", .unreadable, entry: nil) { $0[4] = try SampleLog(6).export()[6] },
        Edit("told to be another organization's", .unsigned, entry: nil) {
            $0[4] = $0[4].replacing("\"organization_id\":1", with: "\"organization_id\":2")
        },
    ]

    @Test(arguments: excerptEdits)
    func anyEditOfAnOrganizationsExportIsFound(_ edit: Edit) throws {
        var lines = try SampleLog(6).export(of: Self.selection)
        try edit.edit(&lines)
        #expect(try SampleLog.check(lines, nil).1.faults.first?.kind == edit.kind)
        #expect(try SampleLog.check(lines, SampleLog.secret).1.faults.first?.kind == edit.kindWithSecret)
    }

    // MARK: Tools of a forger who knows the program but not the secret

    private static func line(_ line: AuditLine) -> String { String(decoding: line.bytes, as: UTF8.self) }

    private static func record(_ text: String) throws -> AuditRecord {
        guard case .entry(let record, _) = AuditLine(Array(text.utf8)) else { throw CatalogError.notFound(text) }
        return record
    }

    private static func rehashed(_ text: String, after before: String, _ edit: (String) -> String) throws -> String {
        let old = try record(text)
        let new = try record(edit(text))
        let hash = new.content.hash(after: try record(before).hash)
        return line(.entry(AuditRecord(new.content, hash: hash, seal: old.seal), previous: nil))
    }
}
