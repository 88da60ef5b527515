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
    static func of(_ grant: Grant, quota: Quota?, at now: Timestamp) -> HTTPFields {
        let rotation = grant.rotation(at: now)
        if rotation == nil, quota == nil { return RequestNotes.noHeaders }
        var headers = HTTPFields()
        if let rotation {
            headers[deprecation] = "@\(rotation.since.milliseconds / 1000)"
            // The key may expire before its overlap ends.
            headers[sunset] = HTTPDate.text(Int(min(rotation.until, grant.expiresAt ?? rotation.until).milliseconds / 1000))
        }
        if let quota { append(quota, to: &headers) }
        return headers
    }

    /// draft-ietf-httpapi-ratelimit-headers-10. Appended, since to set a field is to look for it among the others first.
    static func append(_ quota: Quota, to headers: inout HTTPFields) {
        headers.append(policies.field(of: quota.limit) { HTTPField(name: policy, value: $0.policyField) })
        headers.append(HTTPField(name: limit, value: quota.field))
    }

    private static let policies = PolicyFields()
}

/// The `RateLimit-Policy` of each limit that is in use, written once: every response of a limited key carries it.
private final class PolicyFields: Sendable {
    private let fields = Mutex<[RateLimit: HTTPField]>([:])
    /// Beyond that all are forgotten, and written again when they are needed.
    private static let capacity = 1024

    func field(of limit: RateLimit, _ write: (RateLimit) -> HTTPField) -> HTTPField {
        fields.withLock { fields in
            if let field = fields[limit] { return field }
            if fields.count >= Self.capacity { fields = [:] }
            let field = write(limit)
            fields[limit] = field
            return field
        }
    }
}
