internal import CIDN

/// A host in another script than DNS knows, as DNS knows it: `xn--mnchen-3ya.de` for `münchen.de`, by UTS #46 as browsers do it.
enum InternationalHost {
    /// Longer ones are no hosts, and would take long.
    private static let longest = 1000

    /// - Parameter host: may have `%C3%BC` for what is not ASCII.
    /// - Returns: the host itself where it is ASCII already, or no host that could be asked for.
    static func ascii(_ host: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        guard host.contains(where: { $0 >= 0x80 || $0 == UInt8(ascii: "%") }), host.count <= longest else { return host }
        let name = decoded(host)
        guard !name.contains(0), let text = String(validating: name, as: UTF8.self) else { return host }
        var found: UnsafeMutablePointer<CChar>?
        // The flags choose UTS #46 with the letters of IDNA 2008: `straße.de` and `strasse.de` are two.
        guard idn2_to_ascii_8z(text, &found, CInt(IDN2_NFC_INPUT.rawValue | IDN2_NONTRANSITIONAL.rawValue)) == IDN2_OK.rawValue,
            let found
        else { return host }
        defer { idn2_free(found) }
        return Array(UnsafeBufferPointer(start: found, count: String(cString: found).utf8.count)).map { UInt8(bitPattern: $0) }[
            ...]
    }

    private static func decoded(_ host: ArraySlice<UInt8>) -> [UInt8] {
        var bytes: [UInt8] = []
        var rest = host
        while let byte = rest.popFirst() {
            let digits = rest.prefix(2)
            if byte == UInt8(ascii: "%"), digits.count == 2, let value = UInt8(String(decoding: digits, as: UTF8.self), radix: 16)
            {
                bytes.append(value)
                rest = rest.dropFirst(2)
            } else {
                bytes.append(byte)
            }
        }
        return bytes
    }
}
