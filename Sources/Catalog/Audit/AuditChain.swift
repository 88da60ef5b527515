package import APIKeys
internal import Crypto

/// How one audit entry binds the one before: `hash` = SHA-256 over the previous hash and the entry's parts, which anyone can
/// check; `seal` = HMAC of the hash under the server secret, which only the server can make, so that the chain cannot be
/// written anew from some point on by someone who can edit the database.
package struct AuditLink: Sendable {
    package let hash: [UInt8]
    package let seal: AuthenticationCode

    /// The hash before the first entry.
    package static let origin = [UInt8](repeating: 0, count: 32)

    package init(_ event: AuditEvent, detailText: String, after previous: [UInt8], under secret: ServerSecret) {
        var hasher = SHA256()
        hasher.update(data: previous)
        let parts = [
            String(event.sequence), String(event.at.milliseconds), event.organization.map(String.init) ?? "",
            event.actorKind, event.actor, event.action, event.subjectKind, event.subject, detailText,
        ]
        for part in parts {
            // Its length before each part: no two entries hash the same bytes.
            hasher.update(data: Array("\(part.utf8.count):".utf8))
            hasher.update(data: Array(part.utf8))
        }
        hash = Array(hasher.finalize())
        seal = secret.code(for: hash, .audit)
    }
}
