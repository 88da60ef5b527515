/// The `Authorization` header of RFC 6750 §2.1: `Bearer`, in any case (RFC 9110 §11.1), spaces, the token.
public enum Bearer {
    private static let scheme: StaticString = "bearer"

    /// - Returns: ``Refusal/missing`` or ``Refusal/malformed`` otherwise.
    public static func token(in header: String?) -> Result<Token, Refusal> {
        credentials(in: header) { Token(bytes: $0).map(Result.success) ?? .failure(.malformed) } ?? .failure(.missing)
    }

    /// - Returns: what `body` makes of the bytes behind the scheme; `nil` when there are none.
    static func credentials<Value>(in header: String?, _ body: (UnsafeBufferPointer<UInt8>) -> Value) -> Value? {
        guard var header else { return nil }
        return header.withUTF8 { bytes in
            let length = scheme.utf8CodeUnitCount
            guard bytes.count > length, bytes[length] == UInt8(ascii: " ") else { return nil }
            for index in 0..<length where bytes[index] | 0x20 != scheme.utf8Start[index] { return nil }
            var start = length + 1
            while start < bytes.count, bytes[start] == UInt8(ascii: " ") { start += 1 }
            guard start < bytes.count else { return nil }
            return body(UnsafeBufferPointer(rebasing: bytes[start...]))
        }
    }
}
