/// An address that somebody sent, as something to click on: the one place that decides what is opened.
enum WebLink {
    /// - Returns: the address as it is; `nil` for what is no plain address of the web, since an assistant may cite anything. Neither is what
    ///   looks like another address than it is: with blanks, invisible characters or backslashes in it, or a user before its host.
    static func of(_ address: String) -> String? {
        let scheme = ["https://", "http://"].first { address.utf8.count > $0.utf8.count && address.begins(with: $0) }
        guard let scheme, address.unicodeScalars.allSatisfy(isPlain) else { return nil }
        let host = address.utf8.dropFirst(scheme.utf8.count).prefix { !"/?#".utf8.contains($0) }
        return host.isEmpty || host.contains(UInt8(ascii: "@")) ? nil : address
    }

    private static func isPlain(_ scalar: Unicode.Scalar) -> Bool {
        if scalar.isASCII { return scalar.value > 0x20 && scalar.value != 0x7F && scalar != "\\" }
        guard !scalar.properties.isWhitespace else { return false }
        switch scalar.properties.generalCategory {
        case .control, .format, .lineSeparator, .paragraphSeparator, .spaceSeparator, .unassigned: return false
        default: return true
        }
    }
}

extension String {
    /// - Parameter scheme: in lower case.
    fileprivate func begins(with scheme: String) -> Bool {
        zip(utf8, scheme.utf8).allSatisfy { ($0 >= 0x41 && $0 <= 0x5A ? $0 | 0x20 : $0) == $1 }
    }
}
