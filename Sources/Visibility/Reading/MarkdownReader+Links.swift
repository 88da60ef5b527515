extension MarkdownReader {
    /// A bracket opens a definition, which is skipped with its line, a note, which is skipped, or the text of a link, which is read.
    mutating func readBracket() {
        if isAtLineStart, let end = definitionEnd() {
            position = end
            return
        }
        text.breakWord()
        guard let end = noteEnd(from: position) else {
            position += 1
            return
        }
        position = end
        // A note may be a link of its own: `[1](https://…)`.
        skipTarget()
    }

    /// What follows a link's text is not read: `](target "title")` and `][label]`.
    mutating func readClosingBracket() {
        position += 1
        text.breakWord()
        skipTarget()
        if peek(0) == UInt8(ascii: "["), noteEnd(from: position) == nil, let end = labelEnd(from: position) { position = end }
    }

    /// Where a mark of a note ends that begins at an index: `[1]`, `[2, 3]`, `[4–6]`, `[^note]`. A bracket with a word glued to it
    /// is none: `[24]7`.
    mutating func noteEnd(from start: Int) -> Int? {
        guard start + 1 < bytes.count else { return nil }
        let isNamed = bytes[start + 1] == UInt8(ascii: "^")
        guard isNamed || Self.isDigit(bytes[start + 1]), let end = labelEnd(from: start) else { return nil }
        if isNamed { return end }
        for byte in bytes[(start + 1)..<(end - 1)] {
            steps += 1
            // The bytes of an en dash among them.
            guard Self.isDigit(byte) || ", -".utf8.contains(byte) || [0xE2, 0x80, 0x93].contains(byte) else { return nil }
        }
        guard end < bytes.count else { return end }
        return Self.isDigit(bytes[end]) || Self.isLetter(bytes[end]) ? nil : end
    }

    /// The index behind the bracket that closes the one at an index, on the same line and without one in between.
    private mutating func labelEnd(from start: Int) -> Int? {
        var index = start + 1
        while index < bytes.count, bytes[index] != 0x0A, bytes[index] != UInt8(ascii: "[") {
            steps += 1
            index += 1
            if bytes[index - 1] == UInt8(ascii: "]") { return index }
        }
        return nil
    }

    /// Where the line ends that defines a link's target: `[label]: https://acme.com "Title"`.
    private mutating func definitionEnd() -> Int? {
        guard let label = labelEnd(from: position), label < bytes.count, bytes[label] == UInt8(ascii: ":") else { return nil }
        var end = label + 1
        while end < bytes.count, bytes[end] != 0x0A { end += 1 }
        steps += end - label
        let words = bytes[(label + 1)..<end].split(whereSeparator: Self.isSpace)
        guard let target = words.first, target.contains(where: { "/#<".utf8.contains($0) }) else { return nil }
        if let title = words.dropFirst().first?.first, !"\"'(".utf8.contains(title) { return nil }
        return end
    }

    /// Skips `(target "title")`, if one stands here.
    private mutating func skipTarget() {
        guard peek(0) == UInt8(ascii: "("), position >= noTargetBefore else { return }
        var index = position + 1
        var depth = 1
        // In angle brackets a target may have spaces.
        var isEnclosed = peek(1) == UInt8(ascii: "<")
        while index < bytes.count, isEnclosed ? bytes[index] != 0x0A : !Self.isSpace(bytes[index]) {
            steps += 1
            switch bytes[index] {
            case UInt8(ascii: ">"): isEnclosed = false
            case _ where isEnclosed: break
            case UInt8(ascii: "("): depth += 1
            case UInt8(ascii: ")"): depth -= 1
            case UInt8(ascii: "\\"): index += 1
            default: break
            }
            index += 1
            if depth == 0 {
                position = index
                return
            }
        }
        if let end = titleEnd(from: index) { position = end } else { noTargetBefore = max(noTargetBefore, index) }
    }

    /// The index behind ` "title")`.
    private mutating func titleEnd(from start: Int) -> Int? {
        var index = start
        while index < bytes.count, Self.isSpace(bytes[index]) { index += 1 }
        guard index < bytes.count, let quote = "\"'".utf8.first(where: { $0 == bytes[index] }) else { return nil }
        index += 1
        while index < bytes.count, bytes[index] != 0x0A {
            index += 1
            steps += 1
            if bytes[index - 1] == quote, index < bytes.count, bytes[index] == UInt8(ascii: ")") { return index + 1 }
        }
        noTargetBefore = index
        return nil
    }

    static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }
    static func isLetter(_ byte: UInt8) -> Bool { (0x41...0x5A).contains(byte & 0xDF) }
}
