internal import CIDN

/// A host in another script than DNS knows, as DNS knows it, `xn--mnchen-3ya.de`, and as people read it, `münchen.de`; by UTS #46 as
/// browsers do it.
package enum InternationalHost {
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

    /// - Parameter host: as ``PageAddress/host`` has it.
    /// - Returns: the host with those labels in their own script that nobody can take for others.
    package static func shown(_ host: String) -> String {
        guard host.utf8.count <= longest, host.contains("xn--"), let text = unicode(host) else { return host }
        let (written, known) = (
            text.split(separator: ".", omittingEmptySubsequences: false),
            host.split(separator: ".", omittingEmptySubsequences: false)
        )
        guard written.count == known.count else { return host }
        if lookalikes.contains(where: { letters in written.allSatisfy { isOf(letters, $0) } }) { return text }
        return zip(written, known).map { label, ascii in distinct.contains { isOf($0, label) } ? label : ascii }.joined(
            separator: ".")
    }

    /// - Returns: `nil` for what is not the only way to write it.
    private static func unicode(_ host: String) -> String? {
        var found: UnsafeMutablePointer<CChar>?
        guard idn2_to_unicode_8z8z(host, &found, 0) == IDN2_OK.rawValue, let found else { return nil }
        defer { idn2_free(found) }
        let text = String(cString: found)
        return ascii(Array(text.utf8)[...]).elementsEqual(host.utf8) ? text : nil
    }

    private static func isOf(_ letters: [ClosedRange<UInt32>], _ label: Substring) -> Bool {
        label.unicodeScalars.allSatisfy { scalar in
            scalar == "-" || "0"..."9" ~= scalar || letters.contains { $0.contains(scalar.value) }
        }
    }

    /// Latin without the dotless i; kana, Han and Hangul.
    private static let distinct: [[ClosedRange<UInt32>]] = [
        [0x61...0x7A, 0xDF...0xF6, 0xF8...0x130, 0x132...0x17F],
        [0x3041...0x3096, 0x30A1...0x30FC, 0x3400...0x4DBF, 0x4E00...0x9FFF, 0xAC00...0xD7A3],
    ]

    /// Cyrillic and Greek have letters that look like Latin ones, so they are shown only where the whole host is in them.
    private static let lookalikes: [[ClosedRange<UInt32>]] = [[0x430...0x45F], [0x3AC...0x3CE]]

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
