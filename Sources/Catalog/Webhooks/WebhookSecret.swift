package import APIKeys
internal import Crypto
internal import Foundation

/// What a webhook's messages are signed with, by the Standard Webhooks specification (standardwebhooks.com, 1.0.0).
///
/// Never stored: derived from the server secret, the webhook's salt, its organization and its address. A webhook that is pointed
/// elsewhere by editing the database signs with another secret, so the messages there prove nothing to the true receiver.
package struct WebhookSecret: Sendable {
    private let key: [UInt8]

    package static let prefix = "whsec_"
    package static let saltByteCount = 16

    package init(salt: [UInt8], organization: Int, url: WebhookURL, under secret: ServerSecret) {
        let context = "\(salt.count):\(organization):\(url.text)"
        key = secret.code(for: salt + Array(context.utf8), .webhook).bytes
    }

    /// For what is known from elsewhere: the example of the specification.
    init(key: [UInt8]) { self.key = key }

    package static func randomSalt() -> [UInt8] {
        var generator = SystemRandomNumberGenerator()
        return (0..<saltByteCount).map { _ in UInt8.random(in: .min ... .max, using: &generator) }
    }

    /// `whsec_` and base64 of 32 bytes. Call this only where the webhook's maker is shown it, once.
    package func reveal() -> String { Self.prefix + Data(key).base64EncodedString() }

    /// The value of `webhook-signature`: `v1,` and base64 of the HMAC-SHA-256 of `id.timestamp.body`.
    /// - Parameter seconds: the value of `webhook-timestamp`, in seconds since 1970.
    package func signature(id: String, seconds: Int64, body: String) -> String {
        let code = HMAC<SHA256>.authenticationCode(
            for: Array("\(id).\(seconds).\(body)".utf8), using: SymmetricKey(data: key))
        return "v1," + Data(code).base64EncodedString()
    }
}

extension WebhookSecret: CustomStringConvertible, CustomReflectable {
    package var description: String { "WebhookSecret(…)" }
    package var customMirror: Mirror { Mirror(self, children: [:]) }
}
