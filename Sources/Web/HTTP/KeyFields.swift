package import APIKeys
package import HTTPTypes
internal import NIOCore

/// What every response to a key says of the key itself: `Deprecation` (RFC 9745: since when) and `Sunset` (RFC 8594: until when) of
/// one that is rotated out, `RateLimit-Policy` and `RateLimit` (draft-ietf-httpapi-ratelimit-headers-10) of a limited one; nothing of
/// most.
package struct KeyFields: Sendable {
    package typealias Field = (name: HTTPField.Name, value: String)

    private let rotation: Grant.Rotation?
    private let quota: Quota?

    /// - Returns: `nil` for a key that is neither rotated out nor limited.
    package init?(rotation: Grant.Rotation?, quota: Quota?) {
        guard rotation != nil || quota != nil else { return nil }
        self.rotation = rotation
        self.quota = quota
    }

    package var list: [Field] {
        var list: [Field] = []
        if let rotation { list += Self.fields(of: rotation) }
        if let quota { list += [(Self.policy, quota.limit.policyField), (Self.limit, quota.field)] }
        return list
    }

    /// The same as lines, without a string of each: every response of a limited key has them.
    func write(to bytes: inout ByteBuffer) {
        if let rotation {
            for (name, value) in Self.fields(of: rotation) { bytes.writeField(name.rawName, value) }
        }
        guard let quota else { return }
        bytes.writeWithUnsafeMutableBytes(minimumWritableBytes: Self.longestLines + Quota.longestFields) { room in
            var line = ASCIIWriter(room)
            line.put("RateLimit-Policy: ")
            quota.limit.putPolicy(to: &line)
            line.put("\r\nRateLimit: ")
            quota.put(to: &line)
            line.put("\r\n")
            return line.count
        }
    }

    private static let deprecation = HTTPField.Name.known("Deprecation")
    private static let sunset = HTTPField.Name.known("Sunset")
    private static let limit = HTTPField.Name.known("RateLimit")
    private static let policy = HTTPField.Name.known("RateLimit-Policy")
    /// Their names and ends.
    private static let longestLines = 40

    private static func fields(of rotation: Grant.Rotation) -> [Field] {
        [
            (deprecation, "@\(rotation.since.milliseconds / 1000)"),
            (sunset, HTTPDate.text(Int(rotation.until.milliseconds / 1000))),
        ]
    }
}
