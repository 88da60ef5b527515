internal import APIKeys
internal import Foundation

/// One line of an export or of a file of heads: a JSON object, written in one way only. Reading accepts exactly what writing gives,
/// so that nothing can be added to a line, not even beside what its hash covers.
package enum AuditLine: Hashable, Sendable {
    /// - `previous`: the hash of the entry before, where that entry is not in the file.
    case entry(AuditRecord, previous: [UInt8]?)
    case head(SignedHead)
    case excerpt(SignedExcerpt)

    /// Without the line feed.
    package var bytes: [UInt8] {
        var line = LineWriter()
        switch self {
        case .entry(let record, let previous): line.add(record, previous)
        case .head(let head): line.add(head)
        case .excerpt(let excerpt): line.add(excerpt)
        }
        return line.finished
    }

    /// - Parameter bytes: without the line feed.
    package init?(_ bytes: [UInt8]) {
        guard let fields = try? JSONDecoder().decode(Fields.self, from: Data(bytes)), let line = fields.line,
            line.bytes == bytes
        else { return nil }
        self = line
    }
}

/// Writes a JSON object field by field.
private struct LineWriter {
    private var bytes = [UInt8(ascii: "{")]

    var finished: [UInt8] { bytes + [UInt8(ascii: "}")] }

    mutating func add(_ record: AuditRecord, _ previous: [UInt8]?) {
        let content = record.content
        add("type", "entry")
        add("sequence", content.sequence)
        add(content.at)
        add("organization_id", content.organization)
        add("actor_kind", content.actorKind)
        add("actor", content.actor)
        add("action", content.action)
        add("subject_kind", content.subjectKind)
        add("subject", content.subject)
        add("detail", content.detail)
        if let previous { add("previous", Hex.text(previous)) }
        add("hash", Hex.text(record.hash))
        add("seal", Hex.text(record.seal))
    }

    mutating func add(_ head: SignedHead) {
        add("type", "head")
        add("version", 1)
        add(head.head)
        add(head.at)
        add("signature", Data(head.signature).base64EncodedString())
    }

    mutating func add(_ excerpt: SignedExcerpt) {
        add("type", "excerpt")
        add("version", 1)
        add("organization_id", excerpt.organization)
        add("entries", excerpt.entries)
        add("digest", Hex.text(excerpt.digest))
        add(excerpt.head)
        add(excerpt.at)
        add("signature", Data(excerpt.signature).base64EncodedString())
    }

    private mutating func add(_ head: AuditHead) {
        add("sequence", head.sequence)
        add("hash", Hex.text(head.hash))
    }

    /// The number is what counts; the text is for people.
    private mutating func add(_ at: Timestamp) {
        add("at", Int(at.milliseconds))
        add("time", at.iso8601)
    }

    private mutating func add(_ name: String, _ value: Int?) {
        begin(name)
        bytes += (value.map(String.init) ?? "null").utf8
    }

    private mutating func add(_ name: String, _ value: String) {
        begin(name)
        append(value)
    }

    private mutating func begin(_ name: String) {
        if bytes.count > 1 { bytes.append(UInt8(ascii: ",")) }
        append(name)
        bytes.append(UInt8(ascii: ":"))
    }

    /// RFC 8259 §7: quotation mark, backslash and control characters are escaped, all else stands as it is.
    private mutating func append(_ text: String) {
        bytes.append(UInt8(ascii: "\""))
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "\""), UInt8(ascii: "\\"): bytes += [UInt8(ascii: "\\"), byte]
            case 0..<0x20: bytes += "\\u00\(Hex.text([byte]))".utf8
            default: bytes.append(byte)
            }
        }
        bytes.append(UInt8(ascii: "\""))
    }
}

/// Every field that a line can have.
private struct Fields: Decodable {
    let type: String
    let version: Int?
    let sequence: Int
    let at: Int64
    let organization: Int?
    let actorKind: String?
    let actor: String?
    let action: String?
    let subjectKind: String?
    let subject: String?
    let detail: String?
    let previous: String?
    let hash: String
    let seal: String?
    let signature: Data?
    let entries: Int?
    let digest: String?

    private enum CodingKeys: String, CodingKey {
        case type, version, sequence, at, actor, action, subject, detail, previous, hash, seal, signature, entries, digest
        case organization = "organization_id"
        case actorKind = "actor_kind"
        case subjectKind = "subject_kind"
    }

    var line: AuditLine? {
        guard let hash = Hex.bytes(hash), AuditContent.moments.contains(at), 0...AuditContent.sequences.upperBound ~= sequence
        else { return nil }
        let moment = Timestamp(milliseconds: at)
        let head = AuditHead(sequence: sequence, hash: hash)
        switch (type, version) {
        case ("entry", nil):
            guard sequence > 0, let content, let seal = seal.flatMap(Hex.bytes) else { return nil }
            return .entry(AuditRecord(content, hash: hash, seal: seal), previous: previous.flatMap(Hex.bytes))
        case ("head", 1):
            return signature.map { .head(SignedHead(head, at: moment, signature: Array($0))) }
        case ("excerpt", 1):
            guard let organization, let entries, let digest = digest.flatMap(Hex.bytes), let signature else { return nil }
            return .excerpt(
                SignedExcerpt(
                    organization: organization, entries: entries, digest: digest, head: head, at: moment,
                    signature: Array(signature)))
        default: return nil
        }
    }

    private var content: AuditContent? {
        guard let actorKind, let actor, let action, let subjectKind, let subject, let detail else { return nil }
        return AuditContent(
            sequence: sequence, at: Timestamp(milliseconds: at), organization: organization, actorKind: actorKind,
            actor: actor, action: action, subjectKind: subjectKind, subject: subject, detail: detail)
    }
}
