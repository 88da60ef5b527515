internal import APIKeys
internal import Catalog
internal import HTTPTypes
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
        var headers = HTTPFields()
        if let rotation = grant.rotation(at: now) {
            headers[deprecation] = "@\(rotation.since.milliseconds / 1000)"
            // The key may expire before its overlap ends.
            headers[sunset] = HTTPDate.text(Int(min(rotation.until, grant.expiresAt ?? rotation.until).milliseconds / 1000))
        }
        if let quota { append(quota, to: &headers) }
        return headers
    }

    /// draft-ietf-httpapi-ratelimit-headers-10
    static func append(_ quota: Quota, to headers: inout HTTPFields) {
        headers[policy] = quota.policyField
        headers[limit] = quota.field
    }
}
