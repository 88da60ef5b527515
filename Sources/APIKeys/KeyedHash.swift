internal import Crypto

/// HMAC-SHA-256 (RFC 2104) with the key already taken in. swift-crypto's `HMAC` begins with the key each time and reads its input
/// through a generic path; on the way of every request that is half of the work.
struct KeyedHash: Sendable {
    private let inner: SHA256
    private let outer: SHA256
    private static let blockByteCount = 64

    /// - Parameter key: at most 64 bytes, as HKDF gives them.
    init(_ key: SymmetricKey) {
        var block = key.withUnsafeBytes { Array($0) }
        precondition(block.count <= Self.blockByteCount)
        block += Array(repeating: 0, count: Self.blockByteCount - block.count)
        var inner = SHA256()
        inner.update(data: block.map { $0 ^ 0x36 })
        var outer = SHA256()
        outer.update(data: block.map { $0 ^ 0x5C })
        self.inner = inner
        self.outer = outer
    }

    func code(for message: UnsafeRawBufferPointer) -> AuthenticationCode {
        var inner = inner
        inner.update(bufferPointer: message)
        var outer = outer
        inner.finalize().withUnsafeBytes { outer.update(bufferPointer: $0) }
        return outer.finalize().withUnsafeBytes(AuthenticationCode.init(exactly:))
    }

    static func sha256(_ message: [UInt8]) -> [UInt8] { Array(SHA256.hash(data: message)) }
}
