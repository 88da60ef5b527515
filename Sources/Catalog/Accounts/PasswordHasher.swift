internal import APIKeys
internal import Crypto
internal import CryptoExtras
internal import Dispatch
internal import Foundation
internal import Synchronization

/// Hashes passwords with scrypt (RFC 7914) on a thread of its own, one at a time, so that neither the event loops nor the
/// memory suffer from many sign-ins at once.
///
/// Stored as `scrypt$15$8$1$salt$hash`: log2 of N, r, p, and two base64 texts, so that the cost can be raised later.
package final class PasswordHasher: Sendable {
    /// log2 of scrypt's N. 15 with r = 8 takes 32 MiB and some 70 ms (OWASP Password Storage Cheat Sheet).
    private let cost: Int
    private let queue = DispatchQueue(label: "latchkey.passwords")
    private let waiting = Mutex(0)
    private static let queueLimit = 32

    package init(cost: Int = 15) { self.cost = cost }

    /// The password rule, as NIST SP 800-63B has it: long enough, and nothing else.
    package static func check(_ password: String) throws(CatalogError) {
        if password.unicodeScalars.count < 10 {
            throw .invalid(field: "password", message: "The password is too short: use at least 10 characters.")
        }
        if password.utf8.count > 1024 {
            throw .invalid(field: "password", message: "The password is too long: use at most 1024 bytes.")
        }
    }

    package func hash(_ password: String) async throws -> String {
        let salt = (0..<16).map { _ in UInt8.random(in: .min ... .max) }
        let cost = cost
        let hash = try await run { try Self.derive(password, salt: salt, cost: cost, blockSize: 8, parallelism: 1) }
        return "scrypt$\(cost)$8$1$\(Data(salt).base64EncodedString())$\(Data(hash).base64EncodedString())"
    }

    /// Whether the password fits the stored hash. With `nil` (no such person, or no password yet) it takes as long and says no.
    package func verify(_ password: String, against stored: String?) async throws -> Bool {
        guard password.utf8.count <= 1024 else { return false }
        guard let stored else {
            _ = try await hash(password)
            return false
        }
        let parts = stored.split(separator: "$").map(String.init)
        guard parts.count == 6, parts[0] == "scrypt", let cost = Int(parts[1]), let blockSize = Int(parts[2]),
            let parallelism = Int(parts[3]), (1...24).contains(cost), let salt = Data(base64Encoded: parts[4]),
            let expected = Data(base64Encoded: parts[5])
        else { return false }
        let hash = try await run {
            try Self.derive(password, salt: Array(salt), cost: cost, blockSize: blockSize, parallelism: parallelism)
        }
        guard let left = AuthenticationCode(hash), let right = AuthenticationCode(Array(expected)) else {
            return false
        }
        return left == right
    }

    private static func derive(
        _ password: String, salt: [UInt8], cost: Int, blockSize: Int, parallelism: Int
    ) throws -> [UInt8] {
        try KDF.Scrypt.deriveKey(
            from: Array(password.utf8), salt: salt, outputByteCount: 32, rounds: 1 << cost, blockSize: blockSize,
            parallelism: parallelism
        ).withUnsafeBytes { Array($0) }
    }

    private func run(_ work: @escaping @Sendable () throws -> [UInt8]) async throws -> [UInt8] {
        let admitted = waiting.withLock { count in
            guard count < Self.queueLimit else { return false }
            count += 1
            return true
        }
        guard admitted else { throw StoreError.crowded }
        defer { waiting.withLock { $0 -= 1 } }
        return try await withCheckedThrowingContinuation { continuation in
            queue.async { continuation.resume(with: Result(catching: work)) }
        }
    }
}
