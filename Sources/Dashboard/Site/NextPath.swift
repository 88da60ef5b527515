/// Where to go after signing in, when someone was on the way to a page. The text comes from the address, so from anyone: only
/// a path of this site is taken, and everything that a browser might read as another site is not.
enum NextPath {
    static func sanitized(_ text: String) -> String? {
        let bytes = Array(text.utf8)
        guard bytes.first == UInt8(ascii: "/"), bytes.count <= 1024,
            bytes.count == 1 || bytes[1] != UInt8(ascii: "/"),
            // Browsers read a backslash as a slash and drop tabs and line ends within addresses.
            bytes.allSatisfy({ $0 > 0x20 && $0 < 0x7F && $0 != UInt8(ascii: "\\") })
        else { return nil }
        return text
    }
}

extension NextPath {
    /// The link of an invitation, where somebody was on the way to one.
    static func invitation(in next: String) -> String? {
        let parts = next.split(separator: "/", omittingEmptySubsequences: false)
        return parts.count == 3 && parts[0].isEmpty && parts[1] == "invite" ? String(parts[2]) : nil
    }
}
