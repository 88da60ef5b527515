/// Reads an answer as the page shows it on which its Markdown is rendered: text is read, markup and addresses are not.
///
/// It is no Markdown parser: it looks at one place after the other, and never builds a tree. Where it looks ahead, it remembers how
/// far it looked in vain, so that the work grows with the length of the text whatever stands in it; `steps` counts it.
struct MarkdownReader {
    let bytes: [UInt8]
    var text = VisibleText()
    /// The next byte to be read.
    var position = 0
    /// Where the line begins, indentation left out.
    private var lineStart = 0
    private var isHeading = false
    /// Up to here it is known that no link's target ends.
    var noTargetBefore = 0
    /// Whether it is known that no comment ends any more.
    var noCommentEnds = false
    /// The bytes looked at, each time that they are.
    var steps = 0

    init(_ markdown: String) {
        bytes = Array(markdown.utf8)
        text.reserve(bytes.count + 1)
    }

    mutating func read() -> VisibleText {
        let isPlain = Self.isPlain
        while position < bytes.count {
            steps += 1
            let byte = bytes[position]
            if Self.isLetter(byte) {
                readLetters()
            } else if isPlain[Int(byte)] {
                text.append(UInt32(byte), from: position, to: position + 1)
                position += 1
            } else if byte < 0x80 {
                readMarkup(byte)
            } else {
                readWide()
            }
        }
        text.finish()
        return text
    }

    /// Reads a run of letters of ASCII: most of what there is.
    @inline(__always)
    private mutating func readLetters() {
        var end = position + 1
        while end < bytes.count, Self.isLetter(bytes[end]) { end += 1 }
        steps += end - position - 1
        text.appendLetters(bytes, from: position, to: end)
        position = end
    }

    /// Characters of ASCII that are nothing but themselves.
    private static let isPlain: [Bool] = (UInt8.min...UInt8.max).map { byte in
        byte > 0x20 && byte < 0x7F && !"#[]!<&\\`~:@/.".utf8.contains(byte)
    }

    private mutating func readMarkup(_ byte: UInt8) {
        switch byte {
        case UInt8(ascii: " "), 0x09...0x0D: readSpace()
        case UInt8(ascii: "#"): readHeading()
        case UInt8(ascii: "["): readBracket()
        case UInt8(ascii: "]"): readClosingBracket()
        case UInt8(ascii: "!"):
            // The mark of a picture, whose description is read.
            if peek(1) == UInt8(ascii: "["), noteEnd(from: position + 1) == nil { position += 1 } else { take() }
        case UInt8(ascii: "<"): readTag()
        case UInt8(ascii: "&"): readEntity()
        case UInt8(ascii: "\\"): readEscape()
        case UInt8(ascii: "`"): readBackticks()
        case UInt8(ascii: "~"):
            let end = end(ofRunOf: byte)
            if end - position > 1 { position = end } else { take() }
        case UInt8(ascii: ":"), UInt8(ascii: "@"), UInt8(ascii: "/"), UInt8(ascii: "."):
            if !readAddress(at: byte) { take() }
        default: take()
        }
    }

    /// Reads one byte of ASCII as itself.
    mutating func take() {
        text.append(UInt32(bytes[position]), from: position, to: position + 1)
        position += 1
    }

    func peek(_ distance: Int) -> UInt8? {
        let index = position + distance
        return index >= 0 && index < bytes.count ? bytes[index] : nil
    }

    var isAtLineStart: Bool { position == lineStart }

    /// White space, with all line ends in it. A line end is a space; but an empty line, a heading, two spaces and a numbered item end
    /// the line for good.
    private mutating func readSpace() {
        let start = position
        var lineEnds = 0
        var blanks = 0
        var isForced = false
        while position < bytes.count, Self.isSpace(bytes[position]) {
            steps += 1
            if bytes[position] == 0x0A {
                lineEnds += 1
                isForced = isForced || blanks > 1
            } else if bytes[position] == 0x20 {
                blanks += 1
            }
            position += 1
        }
        if lineEnds > 1 || lineEnds == 1 && (isForced || isHeading || isAtNumberedItem) {
            text.appendLineBreak(from: start, to: position)
        } else {
            text.appendSpace(from: start, to: position, endsLine: lineEnds > 0)
        }
        if lineEnds > 0 || start == 0 { lineStart = position }
        if lineEnds > 0 { isHeading = false }
    }

    /// Without it, `1. Versa` and `2. Sense` would read as `Versa 2`. Other items begin with a sign.
    private var isAtNumberedItem: Bool {
        var index = position
        while index < bytes.count, index - position < 9, Self.isDigit(bytes[index]) { index += 1 }
        return index > position && index < bytes.count && ".)".utf8.contains(bytes[index])
    }

    private mutating func readHeading() {
        guard isAtLineStart else { return take() }
        let end = end(ofRunOf: UInt8(ascii: "#"))
        guard end - position <= 6, end < bytes.count, Self.isSpace(bytes[end]) else { return take() }
        text.appendLineBreak(from: position, to: end)
        isHeading = true
        position = end
    }

    /// Backticks are not read, what they enclose is. Three of them at the start of a line open or close a block of code; then the
    /// rest of the line names a language.
    private mutating func readBackticks() {
        let opensLine = isAtLineStart
        let end = end(ofRunOf: UInt8(ascii: "`"))
        guard opensLine, end - position >= 3 else {
            position = end
            return
        }
        var lineEnd = end
        while lineEnd < bytes.count, bytes[lineEnd] != 0x0A, bytes[lineEnd] != UInt8(ascii: "`") {
            steps += 1
            lineEnd += 1
        }
        let isFence = lineEnd == bytes.count || bytes[lineEnd] == 0x0A
        position = isFence ? lineEnd : end
        isHeading = isFence
    }

    /// What a backslash stands before is read as itself.
    private mutating func readEscape() {
        guard let next = peek(1), "#[]!<>&\\~`*_()|+-.{}'\":@/".utf8.contains(next) else { return take() }
        position += 1
        if next == UInt8(ascii: "`") { position += 1 } else { take() }
    }

    private mutating func end(ofRunOf byte: UInt8) -> Int {
        var end = position
        while end < bytes.count, bytes[end] == byte { end += 1 }
        steps += end - position
        return end
    }

    static func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || (0x09...0x0D).contains(byte) }

    // MARK: - Beyond ASCII

    private mutating func readWide() {
        let (value, length) = scalar(at: position)
        switch value {
        case 0x3010: if skipMark(to: 0x3011, holding: 0x2020) { return }
        case 0xE200: if skipMark(to: 0xE201, holding: nil) { return }
        default: break
        }
        text.append(value, from: position, to: position + length)
        position += length
    }

    /// The scalar whose first byte stands at an index. The bytes are those of a `String`, hence well-formed.
    func scalar(at index: Int) -> (value: UInt32, length: Int) {
        let first = UInt32(bytes[index])
        func tail(_ distance: Int) -> UInt32 { UInt32(bytes[index + distance] & 0x3F) }
        switch first {
        case ..<0x80: return (first, 1)
        case ..<0xE0: return ((first & 0x1F) << 6 | tail(1), 2)
        case ..<0xF0: return ((first & 0x0F) << 12 | tail(1) << 6 | tail(2), 3)
        default: return ((first & 0x07) << 18 | tail(1) << 12 | tail(2) << 6 | tail(3), 4)
        }
    }

    /// The marks with which assistants cite: `【3†source】`, and U+E200 … U+E201.
    private mutating func skipMark(to close: UInt32, holding needed: UInt32?) -> Bool {
        let (open, length) = scalar(at: position)
        var index = position + length
        var isComplete = needed == nil
        while index < bytes.count {
            steps += 1
            let (value, length) = scalar(at: index)
            index += length
            if value == close {
                guard isComplete else { return false }
                text.breakWord()
                position = index
                return true
            }
            if value == needed { isComplete = true }
            if value == 0x0A || value == open { return false }
        }
        return false
    }
}

extension VisibleText {
    /// Reads an answer in Markdown, or a text without any.
    package init(_ markdown: String) {
        var reader = MarkdownReader(markdown)
        self = reader.read()
    }
}
