/// What each Unicode scalar is read as. Computed once, from the properties of the standard library's Unicode tables.
///
/// - Spaces of any width are one space, dashes of any length a hyphen, the middle dots of Japanese and Catalan too; apostrophes are
///   `'`. Fullwidth Latin, halfwidth katakana and ligatures are the letters that they show.
/// - What shows nothing is not read: soft hyphens, zero-width characters, marks of direction, variation selectors; neither are the
///   vowel points of Hebrew and Arabic, tatweel, and ® ™ ℠.
/// - Letters are compared by Unicode's full case folding: ß is ss, and σ is ς. All four letters i (i, I, ı, İ) are one.
struct CharacterTable: Sendable {
    /// What becomes of a scalar.
    enum Role: UInt8, Sendable {
        case read
        /// Belongs to the character before it.
        case mark
        /// Not read.
        case ignored
        /// Not read, and a word may end here.
        case breaking
        /// Read as several characters.
        case several
    }

    struct Entry: Sendable {
        /// As it is compared where case counts.
        let exact: UInt32
        /// As it is compared where case does not count.
        let folded: UInt32
        let kind: CharacterKind
        let role: Role
    }

    static let shared = CharacterTable()

    /// Every scalar below this has its entry; above it hardly any has case.
    private static let limit: UInt32 = 0x3200
    private let entries: [Entry]

    private init() { entries = (0..<Self.limit).map(Self.entry(of:)) }

    @inline(__always)
    subscript(value: UInt32) -> Entry {
        value < Self.limit ? entries[Int(value)] : high(value)
    }

    /// The characters of a scalar whose role is ``Role/several``: as they are compared where case counts, and where it does not.
    /// Both are of one length; zeros fill up.
    static func several(_ value: UInt32) -> [(exact: UInt32, folded: UInt32)] {
        if let parts = ligatures[value] { return parts.unicodeScalars.map { ($0.value, fold($0)[0]) } }
        guard let scalar = Unicode.Scalar(value) else { return [] }
        return fold(scalar).enumerated().map { ($0.offset == 0 ? value : 0, $0.element) }
    }

    private static let ligatures: [UInt32: String] = [
        0x132: "IJ", 0x133: "ij", 0xFB00: "ff", 0xFB01: "fi", 0xFB02: "fl", 0xFB03: "ffi", 0xFB04: "ffl", 0xFB05: "st",
        0xFB06: "st",
    ]

    private static func entry(of value: UInt32) -> Entry {
        guard let scalar = Unicode.Scalar(value) else { return Entry(value, .sign) }
        if let same = same(as: value) { return entry(of: same) }
        if isUnread(scalar) { return Entry(value, .sign, .ignored) }
        if [0xAE, 0x2122, 0x2120, 0x200B].contains(value) { return Entry(value, .sign, .breaking) }
        if ligatures[value] != nil { return Entry(value, .letter, .several) }
        let kind = kind(of: scalar)
        let role: Role = isMark(scalar) ? .mark : .read
        guard scalar.properties.changesWhenCaseMapped else { return Entry(value, kind, role) }
        let folded = fold(scalar)
        return folded.count > 1
            ? Entry(value, kind, .several) : Entry(exact: value, folded: folded.first ?? value, kind: kind, role: role)
    }

    /// The large blocks by range, the rest by the rules for all.
    private func high(_ value: UInt32) -> Entry {
        switch value {
        case 0x3400...0x4DBF, 0x4E00...0x9FFF, 0xF900...0xFAFF, 0x20000...0x3FFFF: Entry(value, .unsegmented)
        case 0xA960...0xA97F, 0xAC00...0xD7FF: Entry(value, .hangul)
        case 0xFF01...0xFF9F: Self.same(as: value).map { self[$0] } ?? Entry(value, .sign)
        default: Self.entry(of: value)
        }
    }

    /// The other scalar as which this one is read.
    private static func same(as value: UInt32) -> UInt32? {
        switch value {
        case 0x2018, 0x2019, 0x201B, 0x02BC, 0x2032, 0xB4: 0x27
        case 0x2010...0x2015, 0x2212, 0xFE58, 0xFE63, 0xB7, 0x2027, 0x30FB, 0x30A0, 0xFF65: 0x2D
        case 0xFF01...0xFF5E: value - 0xFEE0
        case 0xFF66...0xFF9F: halfwidthKatakana[Int(value - 0xFF66)]
        default: nil
        }
    }

    private static let halfwidthKatakana =
        "ヲァィゥェォャュョッーアイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワン\u{3099}\u{309A}"
        .unicodeScalars.map(\.value)

    private static func isUnread(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x09...0x0D, 0x200B: false
        case 0x34F, 0x640, 0x0591...0x05BD, 0x05BF...0x05C7, 0x0610...0x061A, 0x064B...0x065F, 0x0670, 0x06D6...0x06DC,
            0xFE00...0xFE0F,
            0xE0100...0xE01EF:
            true
        default:
            switch scalar.properties.generalCategory {
            case .control, .format: true
            default: false
            }
        }
    }

    private static func isMark(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .nonspacingMark, .spacingMark, .enclosingMark: true
        default: false
        }
    }

    private static func kind(of scalar: Unicode.Scalar) -> CharacterKind {
        switch scalar.properties.generalCategory {
        case .decimalNumber: .digit
        case .connectorPunctuation: .connector
        case .spaceSeparator, .lineSeparator, .paragraphSeparator: .space
        case .control: .space
        case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter, .letterNumber,
            .nonspacingMark,
            .spacingMark, .enclosingMark:
            switch scalar.value {
            case 0x0590...0x08FF, 0xFB1D...0xFDFF, 0xFE70...0xFEFC: .semitic
            case 0x0E00...0x0EFF, 0x1000...0x109F, 0x1780...0x17FF: .unsegmented
            case 0x1100...0x11FF, 0x3130...0x318F: .hangul
            case 0x30A1...0x30FF, 0x31F0...0x31FF: .katakana
            case 0x3005...0x3007, 0x3041...0x309F: .unsegmented
            default: .letter
            }
        default: .sign
        }
    }

    /// Full case folding: the lower case of the upper case brings together what either mapping alone leaves apart.
    private static func fold(_ scalar: Unicode.Scalar) -> [UInt32] {
        if scalar.value == 0x130 { return [0x69] }
        let lower = scalar.properties.lowercaseMapping.unicodeScalars
        let upper = lower.flatMap { $0.properties.uppercaseMapping.unicodeScalars }
        return upper.flatMap { $0.properties.lowercaseMapping.unicodeScalars.map(\.value) }
    }
}

extension CharacterTable.Entry {
    fileprivate init(_ value: UInt32, _ kind: CharacterKind, _ role: CharacterTable.Role = .read) {
        self.init(exact: value, folded: value, kind: kind, role: role)
    }
}
