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
    private struct State {
        var fields: [RateLimit: String] = [:]
        /// Most keys of a server have the same limit, which is compared then and not hashed.
        var last: (limit: RateLimit, field: String)?
    }

    private let state = Mutex(State())
    /// Beyond that all are forgotten, and written again when they are needed.
    private static let capacity = 1024

    func field(of limit: RateLimit) -> String {
        state.withLock { state in
            if let last = state.last, last.limit == limit { return last.field }
            if state.fields.count >= Self.capacity { state.fields = [:] }
            let field = state.fields[limit] ?? limit.policyField
            state.fields[limit] = field
            state.last = (limit, field)
            return field
        }
    }
}
