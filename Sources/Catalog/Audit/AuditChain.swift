package import APIKeys
internal import Crypto

/// An entry as its hash covers it.
package struct AuditContent: Hashable, Sendable {
    package let sequence: Int
    package let at: Timestamp
    package let organization: Int?
    package let actorKind: String
    package let actor: String
    package let action: String
    package let subjectKind: String
    package let subject: String
    /// JSON text as it is stored, since that is what was hashed, not its meaning.
    package let detail: String

    /// Numbers that an entry can have. Beyond, JSON readers round.
    package static let sequences = 1...(1 << 53)
    /// Milliseconds since 1970 that an entry can carry: the years 1 to 9999.
    package static let moments: ClosedRange<Int64> = -62_135_596_800_000...253_402_300_799_999

    package init(
        sequence: Int, at: Timestamp, organization: Int?, actorKind: String, actor: String, action: String,
        subjectKind: String, subject: String, detail: String
    ) {
        self.sequence = sequence
        self.at = at
        self.organization = organization
        self.actorKind = actorKind
        self.actor = actor
        self.action = action
        self.subjectKind = subjectKind
        self.subject = subject
        self.detail = detail
    }

    /// SHA-256 over the hash of the entry before and all parts of this one.
    package func hash(after previous: [UInt8]) -> [UInt8] {
        var hasher = SHA256()
        hasher.update(data: previous)
        hasher.update(
            data: PrefixedParts.bytes([
                String(sequence), String(at.milliseconds), organization.map(String.init) ?? "", actorKind, actor, action,
                subjectKind, subject, detail,
            ]))
        return Array(hasher.finalize())
    }
}

/// An entry with what binds it, as it is stored. Whether the three belong together is for ``ChainCheck`` to say.
package struct AuditRecord: Hashable, Sendable {
    package let content: AuditContent
    package let hash: [UInt8]
    package let seal: [UInt8]

    package init(_ content: AuditContent, hash: [UInt8], seal: [UInt8]) {
        self.content = content
        self.hash = hash
        self.seal = seal
    }
}

/// How one entry binds the one before: the hash, which anyone can check, and a seal, HMAC of the hash under the server secret,
/// which only the server can make, so that the chain cannot be written anew from some point on by someone who can edit the database.
package struct AuditLink: Sendable {
    package let hash: [UInt8]
    package let seal: AuthenticationCode

    /// The hash before the first entry.
    package static let origin = [UInt8](repeating: 0, count: 32)

    package init(_ content: AuditContent, after previous: [UInt8], under secret: ServerSecret) {
        hash = content.hash(after: previous)
        seal = secret.code(for: hash, .audit)
    }

    /// Whether the stored hash is this server's own.
    package static func isSealed(_ record: AuditRecord, under secret: ServerSecret) -> Bool {
        secret.code(for: record.hash, .audit) == AuthenticationCode(record.seal)
    }
}

/// Texts in a row, each after its length in bytes, in decimal, and a colon: no two lists give the same bytes.
enum PrefixedParts {
    static func bytes(_ parts: [String]) -> [UInt8] {
        var bytes: [UInt8] = []
        for part in parts {
            bytes += "\(part.utf8.count):".utf8
            bytes += part.utf8
        }
        return bytes
    }
}
