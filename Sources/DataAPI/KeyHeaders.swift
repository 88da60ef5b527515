internal import APIKeys
internal import Catalog
internal import HTTPTypes
internal import Synchronization
internal import Web

/// What every response to a key says of the key itself.
enum KeyHeaders {
    private static let deprecation = HTTPField.Name.known("Deprecation")
    private static let sunset = HTTPField.Name.known("Sunset")
    private static let limit = HTTPField.Name.known("RateLimit")
    private static let policy = HTTPField.Name.known("RateLimit-Policy")

    /// `Deprecation` (RFC 9745: since when) and `Sunset` (RFC 8594: until when) for a key that is rotated out; `RateLimit` for a
    /// limited one; none for most.
    static func of(_ grant: Grant, quota: Quota?, at now: Timestamp) -> [RequestNotes.Field] {
        guard let rotation = grant.rotation(at: now) else { return quota.map(of) ?? [] }
        return [
            (deprecation, "@\(rotation.since.milliseconds / 1000)"),
            (sunset, HTTPDate.text(Int(rotation.until.milliseconds / 1000))),
        ] + (quota.map(of) ?? [])
    }

    /// draft-ietf-httpapi-ratelimit-headers-10.
    static func of(_ quota: Quota) -> [RequestNotes.Field] {
        [(policy, policies.field(of: quota.limit)), (limit, quota.field)]
    }

    private static let policies = PolicyFields()
}

/// The `RateLimit-Policy` of each limit that is in use, written once: every response of a limited key carries it.
private final class PolicyFields: Sendable {
    private let fields = Mutex<[RateLimit: String]>([:])
    /// Beyond that all are forgotten, and written again when they are needed.
    private static let capacity = 1024

    func field(of limit: RateLimit) -> String {
        fields.withLock { fields in
            if let field = fields[limit] { return field }
            if fields.count >= Self.capacity { fields = [:] }
            let field = limit.policyField
            fields[limit] = field
            return field
        }
    }
}
