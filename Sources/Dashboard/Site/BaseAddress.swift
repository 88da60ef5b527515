/// The address under which people reach this server, as it is written into the lines that they copy into a shell.
enum BaseAddress {
    /// - Parameter host: the request's `Host`, which anyone may write: unless it is a plain host and port, it is not used.
    static func from(host: String?, isSecure: Bool) -> String {
        let host = host.flatMap { isPlain($0) ? $0 : nil } ?? "localhost"
        return "\(isSecure ? "https" : "http")://\(host)"
    }

    /// `data.example.com`, `localhost:8080`, `[2001:db8::1]:8080`.
    static func isPlain(_ authority: String) -> Bool {
        guard authority.utf8.count <= 255 else { return false }
        var host = Array(authority.utf8)[...]
        if let bracket = host.lastIndex(of: UInt8(ascii: "]")) {
            guard isPort(host[(bracket + 1)...]), host.first == UInt8(ascii: "[") else { return false }
            host = host[..<bracket].dropFirst()
            return host.contains(UInt8(ascii: ":"))
                && host.allSatisfy { isHex($0) || $0 == UInt8(ascii: ":") || $0 == UInt8(ascii: ".") }
        }
        if let colon = host.firstIndex(of: UInt8(ascii: ":")) {
            guard isPort(host[colon...]) else { return false }
            host = host[..<colon]
        }
        return !host.isEmpty && host.first != UInt8(ascii: "-")
            && host.allSatisfy { isLetter($0) || isDigit($0) || $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: ".") }
    }

    /// Nothing, or a colon and one to five digits.
    private static func isPort(_ text: ArraySlice<UInt8>) -> Bool {
        guard let colon = text.first else { return true }
        let digits = text.dropFirst()
        return colon == UInt8(ascii: ":") && (1...5).contains(digits.count) && digits.allSatisfy(isDigit)
    }

    private static func isDigit(_ byte: UInt8) -> Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) }
    private static func isLetter(_ byte: UInt8) -> Bool { (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20) }
    private static func isHex(_ byte: UInt8) -> Bool {
        isDigit(byte) || (UInt8(ascii: "a")...UInt8(ascii: "f")).contains(byte | 0x20)
    }
}
