/// Puts a letter and the accent behind it together: `e` and U+0301 are read as `é`, so that decomposed text matches composed names.
///
/// Swift's characters are equal when they are canonically equivalent, so a dictionary of the composed letters is itself the table of
/// compositions. It holds Latin, Greek, Cyrillic and kana; Hangul is composed by arithmetic (Unicode, section 3.12).
enum Composition {
    /// - Returns: the scalar that stands for both, or `nil` where there is none.
    static func compose(_ base: UInt32, _ next: UInt32) -> UInt32? {
        if let syllable = syllable(base, next) { return syllable }
        guard isAccent(next), let first = Unicode.Scalar(base), let second = Unicode.Scalar(next) else { return nil }
        var pair = String.UnicodeScalarView()
        pair.append(first)
        pair.append(second)
        let text = String(pair)
        // Where they do not make one character there is nothing to look up.
        guard text.count == 1, let character = text.first else { return nil }
        return composed[character]
    }

    private static func isAccent(_ value: UInt32) -> Bool {
        (0x300...0x36F).contains(value) || value == 0x3099 || value == 0x309A
    }

    private static let composed: [Character: UInt32] = {
        let blocks: [ClosedRange<UInt32>] = [0xC0...0x24F, 0x370...0x3FF, 0x400...0x4FF, 0x1E00...0x1FFF, 0x3041...0x30FF]
        var table: [Character: UInt32] = [:]
        for value in blocks.joined() {
            guard let scalar = Unicode.Scalar(value) else { continue }
            // The first of several equivalent scalars stands for all.
            let character = Character(scalar)
            if table[character] == nil { table[character] = value }
        }
        return table
    }()

    private static func syllable(_ base: UInt32, _ next: UInt32) -> UInt32? {
        if (0x1100...0x1112).contains(base), (0x1161...0x1175).contains(next) {
            return 0xAC00 + ((base - 0x1100) * 21 + (next - 0x1161)) * 28
        }
        if (0xAC00...0xD7A3).contains(base), (base - 0xAC00) % 28 == 0, (0x11A8...0x11C2).contains(next) {
            return base + (next - 0x11A7)
        }
        return nil
    }
}
