package import APIKeys
internal import Crypto
internal import Foundation

/// Checks what the server signs of its audit log. It belongs to the server secret and may be given to anyone.
package struct AuditPublicKey: Hashable, Sendable {
    private let bytes: [UInt8]

    package init(of secret: ServerSecret) throws { bytes = try secret.publicKey(.auditSignature) }

    /// Reads ``text``; `nil` for anything else.
    package init?(_ text: String) {
        guard let data = Data(base64Encoded: text), data.count == 32 else { return nil }
        bytes = Array(data)
    }

    /// 32 bytes in base64.
    package var text: String { Data(bytes).base64EncodedString() }

    /// The same for OpenSSL: a SubjectPublicKeyInfo of Ed25519 (RFC 8410 §4) in PEM.
    package var pem: String {
        let head: [UInt8] = [0x30, 0x2A, 0x30, 0x05, 0x06, 0x03, 0x2B, 0x65, 0x70, 0x03, 0x21, 0x00]
        return "-----BEGIN PUBLIC KEY-----\n\(Data(head + bytes).base64EncodedString())\n-----END PUBLIC KEY-----"
    }

    func accepts(_ signature: [UInt8], of message: [UInt8]) -> Bool {
        (try? Curve25519.Signing.PublicKey(rawRepresentation: bytes).isValidSignature(signature, for: message)) ?? false
    }
}
