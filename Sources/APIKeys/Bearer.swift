/// The `Authorization` header of RFC 6750 §2.1: `Bearer`, in any case (RFC 9110 §11.1), spaces, the token.
public enum Bearer {
    private static let scheme: StaticString = "bearer"

    /// - Returns: ``Refusal/missing`` or ``Refusal/malformed`` otherwise.
    public static func token(in header: String?) -> Result<Token, Refusal> {
        guard var header else { return .failure(.missing) }
        return header.withUTF8 { bytes in
            let length = scheme.utf8CodeUnitCount
            guard bytes.count > length, bytes[length] == UInt8(ascii: " ") else { return .failure(.missing) }
            for index in 0..<length where bytes[index] | 0x20 != scheme.utf8Start[index] { return .failure(.missing) }
            var start = length + 1
            while start < bytes.count, bytes[start] == UInt8(ascii: " ") { start += 1 }
            guard start < bytes.count else { return .failure(.missing) }
            let credentials = UnsafeBufferPointer(rebasing: bytes[start...])
            return Token(bytes: credentials).map(Result.success) ?? .failure(.malformed)
        }
    }
}
