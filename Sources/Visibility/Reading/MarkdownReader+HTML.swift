extension MarkdownReader {
    /// Tags and comments are not read. Tags that format letters leave a word whole, all others end the line; an address is an object.
    mutating func readTag() {
        if bytes[position...].starts(with: Array("<!--".utf8)) { return readComment() }
        guard let end = tagEnd() else { return take() }
        let tag = bytes[(position + 1)..<end]
        steps += tag.count
        if tag.contains(where: { ":@".utf8.contains($0) }), !tag.contains(where: Self.isSpace) {
            text.hide(from: position, to: end)
            position = end
            return
        }
        let name = tag.drop { $0 == UInt8(ascii: "/") }.prefix { Self.isLetter($0) || Self.isDigit($0) }
        switch String(decoding: name, as: UTF8.self).lowercased() {
        case "a", "abbr", "b", "cite", "code", "em", "font", "i", "ins", "kbd", "mark", "q", "s", "small", "span", "strong",
            "u", "wbr":
            break
        case "sup", "sub": text.breakWord()
        default: text.appendLineBreak(from: position, to: end)
        }
        position = end
    }

    /// The index behind a tag or an address in angle brackets.
    private mutating func tagEnd() -> Int? {
        guard let next = peek(1),
            Self.isLetter(next) || next == UInt8(ascii: "/") || next == UInt8(ascii: "!")
        else { return nil }
        var index = position + 2
        while index < bytes.count, bytes[index] != UInt8(ascii: "<") {
            steps += 1
            if bytes[index] == UInt8(ascii: ">") { return index + 1 }
            if bytes[index] == 0x0A, index + 1 < bytes.count, bytes[index + 1] == 0x0A { return nil }
            index += 1
        }
        return nil
    }

    private mutating func readComment() {
        var index = position + 4
        while !noCommentEnds, index + 2 < bytes.count {
            steps += 1
            if bytes[index] == UInt8(ascii: "-"), bytes[index + 1] == UInt8(ascii: "-"),
                bytes[index + 2] == UInt8(ascii: ">")
            {
                text.breakWord()
                position = index + 3
                return
            }
            index += 1
        }
        noCommentEnds = true
        take()
    }

    /// `&amp;`, `&#38;` and `&#x26;` are the characters that they stand for, and never markup.
    mutating func readEntity() {
        let name = bytes[(position + 1)...].prefix(HTMLEntity.longest).prefix {
            Self.isLetter($0) || Self.isDigit($0) || $0 == UInt8(ascii: "#")
        }
        steps += name.count
        guard name.endIndex < bytes.count, bytes[name.endIndex] == UInt8(ascii: ";"),
            let value = HTMLEntity.scalar(String(decoding: name, as: UTF8.self))
        else { return take() }
        text.append(value, from: position, to: name.endIndex + 1)
        position = name.endIndex + 1
    }
}
