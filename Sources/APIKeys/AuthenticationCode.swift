/// 32 bytes of HMAC-SHA-256, kept in four words: no allocation, and a comparison without branches on the content.
public struct AuthenticationCode: Sendable {
    private let words: (UInt64, UInt64, UInt64, UInt64)
    public static let byteCount = 32

    /// `nil` unless there are exactly 32 bytes.
    public init?(_ bytes: UnsafeRawBufferPointer) {
        guard bytes.count == Self.byteCount else { return nil }
        self.init(exactly: bytes)
    }

    /// - Precondition: 32 bytes, as SHA-256 gives; a shorter buffer traps.
    init(exactly bytes: UnsafeRawBufferPointer) {
        words = (
            bytes.loadUnaligned(fromByteOffset: 0, as: UInt64.self),
            bytes.loadUnaligned(fromByteOffset: 8, as: UInt64.self),
            bytes.loadUnaligned(fromByteOffset: 16, as: UInt64.self),
            bytes.loadUnaligned(fromByteOffset: 24, as: UInt64.self)
        )
    }

    public init?(_ bytes: [UInt8]) {
        guard let code = bytes.withUnsafeBytes({ Self($0) }) else { return nil }
        self = code
    }

    public var bytes: [UInt8] { withUnsafeBytes(of: words) { Array($0) } }
}

extension AuthenticationCode: Equatable {
    /// Takes the same time wherever the two differ: every word is looked at.
    public static func == (left: Self, right: Self) -> Bool {
        let difference =
            (left.words.0 ^ right.words.0) | (left.words.1 ^ right.words.1)
            | (left.words.2 ^ right.words.2) | (left.words.3 ^ right.words.3)
        return difference == 0
    }
}

extension AuthenticationCode: CustomStringConvertible, CustomReflectable {
    public var description: String { "AuthenticationCode(…)" }
    public var customMirror: Mirror { Mirror(self, children: [:]) }
}
