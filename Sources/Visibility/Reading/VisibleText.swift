/// A text as a person reads it: one unit for each character that shows, with the bytes of the original that it comes from.
///
/// White space is one space, or one line break where a paragraph, a heading or a forced line ends. Accents are composed, and what
/// ``CharacterTable`` reads as the same is the same. Beyond that:
/// - A hyphen or dash inside a word is read as a space, and remembered: `Coca-Cola` is `Coca Cola`. A dash with space around it
///   stays a sign.
/// - `*` is read only with space on both sides, `_` only inside a word; brackets are not read, and end a word.
///
/// Texts of 4 GiB and more are not for it.
package struct VisibleText: Sendable {
    struct Unit: Sendable {
        /// As it is compared where case counts, and where it does not. Zero fills up what takes more units folded than plain.
        fileprivate(set) var exact: UInt32
        fileprivate(set) var folded: UInt32
        /// Where it stands in the original, in bytes of UTF-8.
        fileprivate(set) var start: UInt32
        fileprivate(set) var end: UInt32
        /// Of a mark: that of the letter below it.
        fileprivate(set) var kind: CharacterKind
        fileprivate(set) var traits: Traits = []
    }

    struct Traits: OptionSet, Sendable {
        let rawValue: UInt8
        /// An accent or vowel sign, part of the character before it.
        static let mark = Traits(rawValue: 1)
        /// Something unread stands before it that ends a word.
        static let afterBreak = Traits(rawValue: 2)
        /// A space that is written as a hyphen.
        static let hyphen = Traits(rawValue: 4)
        /// What it is depends on the unit that follows.
        static let open = Traits(rawValue: 8)
        /// A space in which a line of the original ends.
        static let lineEnd = Traits(rawValue: 16)
    }

    /// Stands for what shows but is not read, such as an address.
    static let object: UInt32 = 0xFFFC
    static let lineBreak: UInt32 = 0x0A
    private static let hyphen: UInt32 = 0x2D
    private static let asterisk: UInt32 = 0x2A
    private static let underscore: UInt32 = 0x5F
    private static let space: UInt32 = 0x20

    private(set) var units: [Unit] = []
    private var breaks = false
    private let table: CharacterTable

    /// How many characters show, by which ``Position`` is measured.
    package var count: Int { units.count }

    init() { table = .shared }

    /// Reads a name, in which there is no markup.
    init(name: String) {
        self.init()
        var offset = 0
        for scalar in name.unicodeScalars {
            let end = offset + UTF8.width(scalar)
            switch scalar {
            case "[", "]": breakWord()
            default: append(scalar.value, from: offset, to: end)
            }
            offset = end
        }
        finish()
    }

    mutating func reserve(_ count: Int) { units.reserveCapacity(count) }

    /// - Parameters:
    ///   - value: the next Unicode scalar.
    ///   - start: where it begins in the original.
    ///   - end: where it ends there.
    @inline(__always)
    mutating func append(_ value: UInt32, from start: Int, to end: Int) {
        let entry = table[value]
        if entry.role == .read, entry.kind == .letter || entry.kind == .digit {
            add(entry.exact, entry.folded, entry.kind, start, end)
        } else {
            appendOther(value, entry, start, end)
        }
    }

    /// Appends letters of ASCII, as ``append(_:from:to:)`` does one after the other.
    @inline(__always)
    mutating func appendLetters(_ bytes: [UInt8], from start: Int, to end: Int) {
        append(UInt32(bytes[start]), from: start, to: start + 1)
        // What the first one had to settle is settled.
        for index in (start + 1)..<max(end, start + 1) {
            let letter = UInt32(bytes[index])
            units.append(
                Unit(
                    exact: letter, folded: letter | 0x20, start: UInt32(truncatingIfNeeded: index),
                    end: UInt32(truncatingIfNeeded: index + 1), kind: .letter))
        }
    }

    /// Ends the word, though nothing that is read stands here.
    mutating func breakWord() { breaks = true }

    mutating func appendSpace(from start: Int, to end: Int, endsLine: Bool = false) {
        guard let last = units.last, last.kind != .space else { return }
        add(Self.space, Self.space, .space, start, end, endsLine ? .lineEnd : [])
    }

    /// Ends a line: no name goes on behind it.
    mutating func appendLineBreak(from start: Int, to end: Int) {
        settle(before: .space)
        if let last = units.last, last.kind == .space, !last.traits.contains(.hyphen) { units.removeLast() }
        guard !units.isEmpty else { return }
        add(Self.lineBreak, Self.lineBreak, .space, start, end)
    }

    /// Takes back what stands at or behind a byte, and shows it as one thing that is not read.
    mutating func hide(from start: Int, to end: Int) {
        while let last = units.last, last.start >= start { units.removeLast() }
        add(Self.object, Self.object, .sign, start, end)
        breaks = true
    }

    /// To be called once, at the end.
    mutating func finish() {
        settle(before: .space)
        if units.last?.kind == .space { units.removeLast() }
    }

    private mutating func appendOther(_ value: UInt32, _ entry: CharacterTable.Entry, _ start: Int, _ end: Int) {
        switch entry.role {
        case .ignored: return
        case .breaking: breaks = true
        case .several:
            for part in CharacterTable.several(value) { add(part.exact, part.folded, .letter, start, end) }
        case .mark: appendMark(entry, start, end)
        case .read:
            switch entry.exact {
            case Self.hyphen: appendOpen(entry, unless: units.last?.kind.isWord != true, start, end)
            case Self.asterisk:
                guard units.last.map({ $0.kind == .space }) ?? true, !breaks else { return }
                appendOpen(entry, unless: false, start, end)
            case Self.underscore:
                guard units.last?.kind.isWord == true, !breaks else { return }
                appendOpen(entry, unless: false, start, end)
            default:
                if entry.kind == .space { return appendSpace(from: start, to: end) }
                if entry.kind == .hangul, compose(with: entry, end) { return }
                add(entry.exact, entry.folded, entry.kind, start, end)
            }
        }
    }

    private mutating func appendMark(_ entry: CharacterTable.Entry, _ start: Int, _ end: Int) {
        guard let last = units.last, last.kind.isWord else {
            return add(entry.exact, entry.folded, .sign, start, end)
        }
        if !compose(with: entry, end) { add(entry.exact, entry.folded, last.kind, start, end, .mark) }
    }

    /// Makes one of the last unit and a mark that goes with it.
    private mutating func compose(with entry: CharacterTable.Entry, _ end: Int) -> Bool {
        // Behind a mark that stands for itself nothing composes, however many are piled up: looking each of them up would be slow.
        guard let last = units.last, !breaks, !last.traits.contains(.mark),
            let value = Composition.compose(last.exact, entry.exact)
        else { return false }
        let composed = table[value]
        units[units.count - 1].exact = composed.exact
        units[units.count - 1].folded = composed.folded
        units[units.count - 1].end = UInt32(truncatingIfNeeded: end)
        return true
    }

    private mutating func appendOpen(
        _ entry: CharacterTable.Entry, unless isSettled: Bool, _ start: Int, _ end: Int
    ) {
        add(entry.exact, entry.folded, entry.kind, start, end, isSettled ? [] : .open)
    }

    @inline(__always)
    private mutating func add(
        _ exact: UInt32, _ folded: UInt32, _ kind: CharacterKind, _ start: Int, _ end: Int, _ traits: Traits = []
    ) {
        settle(before: kind)
        var unit = Unit(
            exact: exact, folded: folded, start: UInt32(truncatingIfNeeded: start), end: UInt32(truncatingIfNeeded: end),
            kind: kind, traits: traits)
        if breaks {
            unit.traits.insert(.afterBreak)
            breaks = false
        }
        units.append(unit)
    }

    /// Decides what the last unit is, now that it is known what follows.
    @inline(__always)
    private mutating func settle(before next: CharacterKind) {
        if let last = units.last, last.traits.contains(.open) { close(last, before: next) }
    }

    private mutating func close(_ last: Unit, before next: CharacterKind) {
        let index = units.count - 1
        units[index].traits.remove(.open)
        switch last.exact {
        case Self.hyphen where next.isWord:
            units[index].exact = Self.space
            units[index].folded = Self.space
            units[index].kind = .space
            units[index].traits.insert(.hyphen)
        case Self.asterisk where next != .space: units.removeLast()
        case Self.underscore where !next.isWord:
            while units.last?.exact == Self.underscore { units.removeLast() }
        default: break
        }
    }
}
