/// The `Authorization` header of RFC 6750 §2.1: `Bearer`, in any case (RFC 9110 §11.1), spaces, the token.
enum Bearer {
    static func token(in header: String?) -> Result<Token, Refusal> {
        guard var text = header else { return .failure(.missing) }
        return text.withUTF8 { bytes in
            let scheme = Array("bearer".utf8)
            guard bytes.count > scheme.count, bytes[scheme.count] == UInt8(ascii: " "),
                zip(bytes, scheme).allSatisfy({ $0 | 0x20 == $1 })
            else { return .failure(.missing) }
            let credentials = bytes[scheme.count...].drop { $0 == UInt8(ascii: " ") }
            guard !credentials.isEmpty else { return .failure(.missing) }
            return Token(bytes: Array(credentials)).map(Result.success) ?? .failure(.malformed)
        }
    }
}
