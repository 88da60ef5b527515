internal import Crypto
package import Foundation

/// The public keys with which GitHub signs what its secret scanning found, in the format of its own list
/// (https://api.github.com/meta/public_keys/secret_scanning):
/// `{"public_keys": [{"key_identifier": "90a4…", "key": "-----BEGIN PUBLIC KEY-----\n…", "is_current": true}]}`.
///
/// A key that is in the list is good, current or not: GitHub signs with the current one, and a message may be older than a change.
package struct PartnerKeys: Sendable {
    package enum Verdict: Hashable, Sendable {
        case genuine
        case unknownKey
        /// No signature of this body by that key.
        case wrongSignature
    }

    /// What is wrong with a list, in words for its operator.
    package struct Unreadable: Error, Sendable {
        package let reason: String
    }

    private let keys: [String: P256.Signing.PublicKey]

    package var count: Int { keys.count }

    /// - Throws: ``Unreadable`` unless every key of the list is a P-256 key in PEM (RFC 7468 §13) under an identifier of its own.
    package init(json: Data) throws(Unreadable) {
        let list: List
        do {
            list = try JSONDecoder().decode(List.self, from: json)
        } catch {
            throw Unreadable(reason: "it is not JSON of the form {\"public_keys\": [{\"key_identifier\": …, \"key\": …}]}")
        }
        var keys: [String: P256.Signing.PublicKey] = [:]
        for entry in list.publicKeys {
            guard let key = try? P256.Signing.PublicKey(pemRepresentation: entry.key) else {
                throw Unreadable(reason: "the key \"\(entry.keyIdentifier.prefix(80))\" is no P-256 public key in PEM")
            }
            guard keys.updateValue(key, forKey: entry.keyIdentifier) == nil else {
                throw Unreadable(reason: "the key identifier \"\(entry.keyIdentifier.prefix(80))\" stands in it twice")
            }
        }
        guard !keys.isEmpty else { throw Unreadable(reason: "there is no key in it") }
        self.keys = keys
    }

    private struct List: Decodable {
        let publicKeys: [Entry]

        struct Entry: Decodable {
            let keyIdentifier: String
            let key: String

            enum CodingKeys: String, CodingKey {
                case keyIdentifier = "key_identifier"
                case key
            }
        }

        enum CodingKeys: String, CodingKey { case publicKeys = "public_keys" }
    }

    /// - Parameters:
    ///   - body: the bytes as they came.
    ///   - signature: ECDSA over their SHA-256, as ASN.1 DER in base64.
    package func verify(_ body: [UInt8], key identifier: String, signature: String) -> Verdict {
        guard let key = keys[identifier] else { return .unknownKey }
        guard let der = Data(base64Encoded: signature),
            let parsed = try? P256.Signing.ECDSASignature(derRepresentation: der),
            key.isValidSignature(parsed, for: SHA256.hash(data: body))
        else { return .wrongSignature }
        return .genuine
    }
}
