package import APIKeys
internal import Crypto

/// Checks an export line by line, without a database: the chain of a whole one, the digest of an organization's.
package struct ExportCheck: Sendable {
    private let key: AuditPublicKey
    private let secret: ServerSecret?
    private var chain: ChainCheck
    private var excerpt = ExcerptCheck()
    private var lines = 0
    private var kind: Kind?
    private var isClosed = false

    package enum Kind: Sendable { case whole, excerpt }

    /// - Parameters:
    ///   - secret: checks the seals too, where it is at hand.
    ///   - heads: signed earlier; only a whole export can be held against them.
    package init(publicKey: AuditPublicKey, secret: ServerSecret?, heads: HeadList = HeadList()) {
        key = publicKey
        self.secret = secret
        chain = ChainCheck(under: secret, heads: heads.heads)
        chain.faults = heads.faults
    }

    /// - Parameter bytes: without the line feed.
    package mutating func take(line bytes: [UInt8]) {
        lines += 1
        guard !isClosed else {
            return add(.misplaced, "line \(lines) stands behind the signed last line")
        }
        switch AuditLine(bytes) {
        case .entry(let record, nil) where kind != .excerpt:
            kind = .whole
            chain.take(record)
        case .entry(let record, let previous?) where kind != .whole:
            kind = .excerpt
            excerpt.take(record, after: previous, line: bytes, under: secret)
        case .head(let head) where kind != .excerpt:
            (kind, isClosed) = (.whole, true)
            chain.finish(head.head)
            if !head.isSigned(by: key) {
                add(.unsigned, "the head at the end of the file is not signed with this public key")
            }
        case .excerpt(let signed) where kind != .whole:
            (kind, isClosed) = (.excerpt, true)
            excerpt.finish(signed)
            if !signed.isSigned(by: key) {
                add(.unsigned, "the last line of the file is not signed with this public key")
            }
        default:
            add(.unreadable, "line \(lines) is not as an export writes it")
            // It counts for the entry that was to come.
            if kind != .excerpt { chain.passUnreadable() }
        }
    }

    private mutating func add(_ fault: AuditFault.Kind, _ what: String) {
        if kind == .excerpt { excerpt.faults.add(fault, nil, what) } else { chain.faults.add(fault, nil, what) }
    }

    /// After the last line: what kind of export it is, and what is wrong.
    package mutating func finish() -> (kind: Kind, AuditVerdict) {
        if !isClosed { add(.cutOff, "the file ends after \(lines) lines without a signed last line") }
        guard kind == .excerpt else { return (.whole, chain.verdict) }
        // What was wrong before it was clear what kind it is.
        excerpt.faults.add(chain.faults)
        return (.excerpt, excerpt.verdict)
    }
}

/// The entries of an organization: each is checked by itself, and that none is missing by the signed digest of all.
private struct ExcerptCheck: Sendable {
    var faults = AuditFaults()
    private var entries = 0
    private var last = 0
    private var digest = SHA256()

    mutating func take(_ record: AuditRecord, after previous: [UInt8], line: [UInt8], under secret: ServerSecret?) {
        entries += 1
        digest.update(data: line + [UInt8(ascii: "\n")])
        let number = record.content.sequence
        if number <= last {
            faults.add(.misplaced, number, "entry \(number) stands behind entry \(last)")
        }
        last = max(last, number)
        if record.content.hash(after: previous) != record.hash {
            faults.add(.changed, number, "entry \(number) was changed after it was written")
        } else if let secret, secret.code(for: record.hash, .audit) != AuthenticationCode(record.seal) {
            faults.add(.foreign, number, "entry \(number) was not written with this server's secret")
        }
    }

    mutating func finish(_ signed: SignedExcerpt) {
        if signed.entries > entries {
            faults.add(
                .missing, nil, "\(signed.entries - entries) of the \(signed.entries) entries that were exported are missing")
        } else if signed.entries < entries {
            faults.add(.misplaced, nil, "there are \(entries) entries, but \(signed.entries) were exported")
        } else if faults.count == 0, Array(digest.finalize()) != signed.digest {
            faults.add(.changed, nil, "the \(entries) entries are not those that were exported")
        }
    }

    var verdict: AuditVerdict { AuditVerdict(entries: entries, faults: faults.list, faultCount: faults.count) }
}
