package import APIKeys

/// Where the log ends: the number and hash of its last entry; 0 and ``AuditLink/origin`` of an empty one. The hash covers all entries.
package struct AuditHead: Hashable, Sendable {
    package let sequence: Int
    package let hash: [UInt8]

    /// Of a log without entries.
    package static let origin = AuditHead(sequence: 0, hash: AuditLink.origin)

    package init(sequence: Int, hash: [UInt8]) {
        self.sequence = sequence
        self.hash = hash
    }
}

/// The word of the server that its log ended so at that moment. Kept where whoever can write the database cannot, it shows later
/// whether the log was cut or written anew; the public key alone is enough to check it.
package struct SignedHead: Hashable, Sendable {
    package let head: AuditHead
    package let at: Timestamp
    /// 64 bytes of Ed25519.
    package let signature: [UInt8]

    init(_ head: AuditHead, at moment: Timestamp, signature: [UInt8]) {
        self.head = head
        at = moment
        self.signature = signature
    }

    package init(_ head: AuditHead, at moment: Timestamp, under secret: ServerSecret) throws {
        let signature = try secret.sign(Self.message(head, moment), .auditSignature)
        self.init(head, at: moment, signature: signature)
    }

    package func isSigned(by key: AuditPublicKey) -> Bool { key.accepts(signature, of: Self.message(head, at)) }

    /// What is signed: the version, the number, the moment in milliseconds since 1970, the hash in hexadecimal.
    private static func message(_ head: AuditHead, _ at: Timestamp) -> [UInt8] {
        PrefixedParts.bytes(["latchkey audit head v1", String(head.sequence), String(at.milliseconds), Hex.text(head.hash)])
    }
}

/// The word of the server that it exported exactly these entries of an organization. They are not a chain, for those of others stand
/// in between, so what is signed is the digest of their lines.
package struct SignedExcerpt: Hashable, Sendable {
    package let organization: Int
    package let entries: Int
    /// SHA-256 of all lines of entries, each with its line feed.
    package let digest: [UInt8]
    /// Where the whole log ended.
    package let head: AuditHead
    package let at: Timestamp
    package let signature: [UInt8]

    init(organization: Int, entries: Int, digest: [UInt8], head: AuditHead, at moment: Timestamp, signature: [UInt8]) {
        self.organization = organization
        self.entries = entries
        self.digest = digest
        self.head = head
        at = moment
        self.signature = signature
    }

    init(
        organization: Int, entries: Int, digest: [UInt8], head: AuditHead, at moment: Timestamp, under secret: ServerSecret
    ) throws {
        let message = Self.message(organization, entries, digest, head, moment)
        self.init(
            organization: organization, entries: entries, digest: digest, head: head, at: moment,
            signature: try secret.sign(message, .auditSignature))
    }

    func isSigned(by key: AuditPublicKey) -> Bool {
        key.accepts(signature, of: Self.message(organization, entries, digest, head, at))
    }

    private static func message(
        _ organization: Int, _ entries: Int, _ digest: [UInt8], _ head: AuditHead, _ at: Timestamp
    ) -> [UInt8] {
        PrefixedParts.bytes([
            "latchkey audit excerpt v1", String(organization), String(entries), Hex.text(digest), String(head.sequence),
            String(at.milliseconds), Hex.text(head.hash),
        ])
    }
}
