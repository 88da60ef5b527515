import APIKeys
import Synchronization
import Testing

@testable import Catalog

/// A log made in memory, as the database would give it, and its export.
struct SampleLog {
    // swift-format-ignore: NeverForceUnwrap
    static let secret = ServerSecret(Array(0..<32))!
    // swift-format-ignore: NeverForceUnwrap
    static let stranger = ServerSecret(Array(1..<33))!
    static let now = Timestamp(milliseconds: 1_800_000_000_000)

    var records: [AuditRecord] = []

    init(_ count: Int, from origin: [AuditRecord] = [], name: String = "Looker", under secret: ServerSecret = Self.secret) {
        records = origin
        for number in origin.count + 1..<origin.count + count + 1 {
            let content = Self.content(number, name: name)
            let link = AuditLink(content, after: records.last?.hash ?? AuditLink.origin, under: secret)
            records.append(AuditRecord(content, hash: link.hash, seal: link.seal.bytes))
        }
    }

    static func content(_ number: Int, name: String = "Looker") -> AuditContent {
        AuditContent(
            sequence: number, at: Timestamp(milliseconds: now.milliseconds + Int64(number)),
            organization: number == 2 ? nil : number % 2, actorKind: "user", actor: "ann@northwind.example",
            action: "key.created", subjectKind: number == 2 ? "user" : "key", subject: number == 2 ? "7" : "lk_\(number)",
            detail: "{\"name\":\"\(name) \\\"\(number)\\\"\"}")
    }

    var head: AuditHead { AuditHead(sequence: records.count, hash: records.last?.hash ?? AuditLink.origin) }

    func signedHead(under secret: ServerSecret = Self.secret) throws -> SignedHead {
        try SignedHead(head, at: Self.now, under: secret)
    }

    func verdict(_ secret: ServerSecret? = Self.secret, heads: [SignedHead] = [], head: AuditHead? = nil) -> AuditVerdict {
        var check = ChainCheck(under: secret, heads: heads)
        for record in records { check.take(record) }
        check.finish(head ?? self.head)
        return check.verdict
    }

    /// The lines of an export, the signed one included.
    func export(of selection: AuditExport.Selection? = nil) throws -> [String] {
        let lines = Lines()
        var export = AuditExport(selection, under: Self.secret) { lines.add($0) }
        for record in records { try export.take(record) }
        export.finish(head)
        _ = try export.close(at: Self.now, under: Self.secret)
        return lines.all
    }

    static func check(
        _ lines: [String], _ secret: ServerSecret?, publicKey: AuditPublicKey? = nil
    ) throws -> (kind: ExportCheck.Kind, AuditVerdict) {
        var check = ExportCheck(publicKey: try publicKey ?? AuditPublicKey(of: Self.secret), secret: secret)
        for line in lines { check.take(line: Array(line.utf8)) }
        return check.finish()
    }
}

/// Lines as an export hands them over.
final class Lines: Sendable {
    private let bytes = Mutex<[UInt8]>([])

    func add(_ more: [UInt8]) { bytes.withLock { $0 += more } }
    var all: [String] {
        String(decoding: bytes.withLock { $0 }, as: UTF8.self).split(separator: "\n").map(String.init)
    }
}

@Suite struct AuditChainTests {
    @Test func theHashOfAnEntryStaysWhatItIs() {
        // Changing this breaks every log there is.
        let hash = SampleLog.content(3).hash(after: AuditLink.origin)
        #expect(Hex.text(hash) == Self.hashOfThird)
        #expect(Hex.bytes(Hex.text(hash)) == hash)
    }

    // SHA-256 over 32 zero bytes and "1:3", "13:1800000000003", "1:1", "4:user", … as docs/audit.md says; from another program.
    static let hashOfThird = "ae6a204d45106cacacfc40bf68992707d6592f44d4329a6e0ad6f9803b619e4c"

    @Test func aLogThatNobodyTouchedIsIntact() {
        for count in [0, 1, 5] {
            #expect(SampleLog(count).verdict() == .intact(entries: count))
            #expect(SampleLog(count).verdict(nil) == .intact(entries: count))
        }
    }

    @Test func oneEditDoesNotHideAnother() {
        var log = SampleLog(9)
        log.records[1] = AuditRecord(
            SampleLog.content(2, name: "Innocent"), hash: log.records[1].hash, seal: log.records[1].seal)
        log.records.remove(at: 4)
        log.records.swapAt(6, 7)
        let faults = log.verdict(head: SampleLog(9).head).faults
        #expect(faults.map(\.entry) == [2, 5, 8, 8])
        #expect(faults.map(\.kind) == [.changed, .missing, .missing, .misplaced])
    }

    @Test func anEntryInsertedByAStrangerIsNamedAndNoneOfItsNeighboursIs() {
        var log = SampleLog(4)
        let forged = SampleLog(1, from: Array(log.records[..<2]), name: "Forged", under: SampleLog.stranger).records[2]
        log.records.insert(forged, at: 2)
        let faults = log.verdict(head: SampleLog(4).head).faults
        #expect(faults.map(\.kind) == [.foreign])
        #expect(faults.map(\.entry) == [3])
    }

    @Test func aMillionFaultsAreCountedAndAHundredToldOf() {
        let log = SampleLog(300, under: SampleLog.stranger)
        let verdict = log.verdict()
        #expect(verdict.faultCount == 300)
        #expect(verdict.faults.count == AuditVerdict.mostFaults)
    }

    // MARK: Heads

    @Test func aLogCutTogetherWithItsHeadIsFoundByAnEarlierHead() throws {
        let heads = [try SampleLog(3).signedHead(), try SampleLog(5).signedHead()]
        let cut = SampleLog(4)
        #expect(cut.verdict().isIntact)
        let verdict = cut.verdict(heads: heads)
        #expect(verdict.heads == 1)
        #expect(verdict.faults.map(\.kind) == [.cutOff])
        #expect(verdict.faults.first?.entry == 5)
        #expect(SampleLog(7).verdict(heads: heads) == AuditVerdict(entries: 7, heads: 2))
    }

    @Test func aLogThatWentOnFromAnEarlierEntryIsFoundByAHead() throws {
        let heads = [try SampleLog(5).signedHead()]
        let forked = SampleLog(4, from: SampleLog(3).records, name: "Another past")
        #expect(forked.verdict().isIntact)
        let verdict = forked.verdict(heads: heads)
        #expect(verdict.faults.map(\.kind) == [.rewritten])
        #expect(verdict.faults.first?.entry == 5)
    }

    @Test func checkingGoesOnFromASignedHead() throws {
        let log = SampleLog(6)
        func verdict(_ records: [AuditRecord], _ head: AuditHead) throws -> AuditVerdict {
            let known = try SampleLog(4).signedHead()
            var check = AuditInspection(under: SampleLog.secret, heads: [known], from: 4, comparesRecords: false)
            for record in records { check.take(record) }
            check.finish(head)
            return check.verdict()
        }
        #expect(try verdict(Array(log.records[3...]), log.head).isIntact)
        #expect(try verdict([], SampleLog(2).head).faults.map(\.what).first?.contains("now ends at entry 2") == true)
        #expect(try verdict([], SampleLog(3).head).faults.map(\.kind) == [.cutOff])
        let other = SampleLog(3, from: SampleLog(3).records, name: "Another past")
        #expect(try verdict(Array(other.records[3...]), other.head).faults.map(\.kind) == [.rewritten])
    }

    @Test func aFileOfHeadsTellsATornLineFromAForgedOne() throws {
        let key = try AuditPublicKey(of: SampleLog.secret)
        let good = String(decoding: AuditLine.head(try SampleLog(3).signedHead()).bytes, as: UTF8.self)
        let foreign = String(
            decoding: AuditLine.head(try SampleLog(3).signedHead(under: SampleLog.stranger)).bytes, as: UTF8.self)
        var list = HeadList()
        for line in [good, String(good.prefix(40)), "", good.replacing("\"sequence\":3", with: "\"sequence\":2"), foreign, "{}"] {
            list.take(line: Array(line.utf8), signedBy: key)
        }
        #expect(list.count == 1)
        #expect(list.torn == 1)
        #expect(list.faults.list.map(\.kind) == [.unsigned, .unsigned, .unreadable])
        #expect(!list.isSound)
    }

    @Test func thePublicKeyIsReadAsItIsPrinted() throws {
        let key = try AuditPublicKey(of: SampleLog.secret)
        #expect(AuditPublicKey(key.text) == key)
        #expect(key.text.utf8.count == 44)
        #expect(key.pem.contains("MCowBQYDK2VwAyEA"))
        #expect(AuditPublicKey("") == nil)
        #expect(AuditPublicKey(String(key.text.dropLast(4))) == nil)
        #expect(try AuditPublicKey(of: SampleLog.stranger) != key)
    }

    // MARK: Records

    @Test func onlyEntriesThatChangeARecordCountForItsRevision() {
        func check(_ entries: [(Int, AuditAction, String)], _ rows: [(String, Int)]) -> [Int?] {
            var check = RecordCheck()
            for (sequence, action, subject) in entries {
                check.take(
                    AuditContent(
                        sequence: sequence, at: SampleLog.now, organization: 1, actorKind: "user", actor: "a",
                        action: action.rawValue, subjectKind: subject.hasPrefix("lka_") ? "admin_token" : "key",
                        subject: subject, detail: "{}"))
            }
            for (id, revision) in rows {
                check.take(StoredRecord(kind: "key", id: id, revision: revision, seal: [], isIntact: true))
            }
            check.finish()
            return check.faults.list.map(\.entry)
        }
        let told: [(Int, AuditAction, String)] = [(1, .keyCreated, "lk_a"), (2, .adminTokenCreated, "lka_b")]
        let reports: [AuditAction] = [.keyReused, .keyChangeRequested, .keyRejected, .keyExpiring, .keyLeaked, .adminTokenLeaked]
        for action in reports {
            #expect(check(told + [(3, action, "lk_a")], [("lk_a", 1), ("lka_b", 2)]) == [])
        }
        #expect(check(told + [(3, .keyRevoked, "lk_a")], [("lk_a", 1), ("lka_b", 2)]) == [3])
        #expect(check(told + [(3, .adminTokenRevoked, "lka_b")], [("lk_a", 1), ("lka_b", 2)]) == [3])
        #expect(check(told, [("lk_a", 1)]) == [2])
        #expect(check(told, [("lk_a", 1), ("lka_b", 2), ("lk_new", 2)]) == [nil])
    }

    @Test func anEntryCarriesTheMarkOfItsRecord() {
        let seal = SampleLog.secret.code(for: [1], .seal)
        let mark = RecordMark(of: seal)
        #expect(mark.text.utf8.count == 32)
        #expect(RecordMark(inDetail: "{\"name\":\"x\",\"record\":\"\(mark.text)\"}") == mark)
        #expect(RecordMark(seal.bytes) == mark)
        #expect(RecordMark(inDetail: "{\"record\":\"\(RecordMark.broken.text)\"}") == .broken)
        // A name that looks like the field is text, hence escaped.
        #expect(RecordMark(inDetail: "{\"name\":\"\\\"record\\\":\\\"\(mark.text)\\\"\"}") == nil)
        let noSeal = String(repeating: "x", count: 32)
        for damaged in ["{}", "{\"record\":\"brok\"}", "{\"record\":\"12\"}", "{\"record\":\"\(noSeal)\"}"] {
            #expect(RecordMark(inDetail: damaged) == nil)
        }
    }
}
