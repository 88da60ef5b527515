/// Addresses are shown, but name nobody: `https://acme.com/pricing`, `www.acme.com`, `acme.com/pricing` and `sales@acme.com` are read
/// as one object each. A bare `acme.com` is a word like others.
extension MarkdownReader {
    /// Whether an address stands around a byte that gives one away: the dot of `www.`, the colon of `://`, a slash, an at sign.
    /// What was read of it is taken back.
    mutating func readAddress(at byte: UInt8) -> Bool {
        let start = runStart()
        guard start < position, let end = addressEnd(at: byte, from: start) else { return false }
        text.hide(from: start, to: end)
        position = end
        return true
    }

    private mutating func addressEnd(at byte: UInt8, from start: Int) -> Int? {
        let run = bytes[start..<position]
        switch byte {
        case UInt8(ascii: ":"):
            guard peek(1) == UInt8(ascii: "/"), peek(2) == UInt8(ascii: "/") else { return nil }
            return urlEnd(from: position + 3)
        case UInt8(ascii: "."):
            guard run.count == 3, run.allSatisfy({ $0 | 0x20 == UInt8(ascii: "w") }) else { return nil }
            return urlEnd(from: position + 1)
        case UInt8(ascii: "@"):
            var end = position + 1
            while end < bytes.count, Self.isInAddress(bytes[end]) { end += 1 }
            steps += end - position
            end = trimmed(end, after: position + 1)
            // Without a dot it may be a name: Folding@home.
            return bytes[(position + 1)..<end].dropFirst().contains(UInt8(ascii: ".")) ? end : nil
        default:
            guard isHost(run), !startsName(position + 1) else { return nil }
            return urlEnd(from: position + 1)
        }
    }

    /// Where the run of letters, digits and `. _ % + -` begins that ends here. A dot is looked at for `www` only.
    private mutating func runStart() -> Int {
        let longest = bytes[position] == UInt8(ascii: ".") ? 4 : Int.max
        var start = position
        while start > 0, position - start < longest, Self.isInAddress(bytes[start - 1]) {
            steps += 1
            start -= 1
        }
        return start
    }

    /// Whether a run is `acme.com` or the like: labels with a dot between them, the last one of letters.
    private func isHost(_ run: ArraySlice<UInt8>) -> Bool {
        guard let dot = run.lastIndex(of: UInt8(ascii: ".")), dot > run.startIndex else { return false }
        let last = run[(dot + 1)...]
        return last.count > 1 && last.allSatisfy(Self.isLetter)
    }

    /// A capital letter behind a slash begins another name, not a path: `Booking.com/Expedia`.
    private func startsName(_ index: Int) -> Bool {
        index < bytes.count && ((0x41...0x5A).contains(bytes[index]) || bytes[index] >= 0x80)
    }

    /// As in GitHub's Markdown: up to white space, `<` or a closing bracket that was not opened, without punctuation at the end. So
    /// that an address ends within Japanese text too, it ends before a character of a script without spaces.
    private mutating func urlEnd(from start: Int) -> Int {
        var end = start
        var depth = 0
        while end < bytes.count {
            steps += 1
            let (value, length) = scalar(at: end)
            switch value {
            case ...0x20, 0x22, 0x3C, 0x3E, 0x5B, 0x5D, 0x60, 0x7C, 0x7F: return trimmed(end, after: start)
            case 0x28: depth += 1
            case 0x29:
                if depth == 0 { return trimmed(end, after: start) }
                depth -= 1
            case 0x80...:
                let kind = CharacterTable.shared[value].kind
                guard kind == .letter || kind == .semitic else { return trimmed(end, after: start) }
            default: break
            }
            end += length
        }
        return trimmed(end, after: start)
    }

    private mutating func trimmed(_ end: Int, after start: Int) -> Int {
        var end = end
        while end > start, ".,;:!?'*_~-".utf8.contains(bytes[end - 1]) {
            steps += 1
            end -= 1
        }
        return end
    }

    private static func isInAddress(_ byte: UInt8) -> Bool {
        isDigit(byte) || isLetter(byte) || "._%+-".utf8.contains(byte)
    }
}
