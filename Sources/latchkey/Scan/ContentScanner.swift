internal import APIKeys

/// Looks through one file or object for tokens: the bytes as they are, and as UTF-16 too where the first two say so, as Windows shells
/// write it. The two may stand there by accident, and what is a token in the one reading is none in the other.
struct ContentScanner {
    struct Finding {
        let token: Token
        /// In bytes, from 0.
        let offset: Int
        /// From 1.
        let line: Int
        /// From 1; in bytes, or in units of UTF-16.
        let column: Int
    }

    private var scanner = TokenScanner()
    private var wide = WideScanner()

    mutating func scan(_ chunk: UnsafeRawBufferPointer) -> [Finding] {
        let found = scanner.scan(chunk).map {
            Finding(token: $0.token, offset: $0.place.offset, line: $0.place.line, column: $0.place.column)
        }
        return found + wide.scan(chunk)
    }
}

/// Finds tokens in UTF-16; nothing in what does not begin with its mark.
private struct WideScanner {
    private enum State {
        /// Holds what came so far, fewer bytes than a mark has.
        case beginning([UInt8])
        /// And the first half of a unit whose second has not come yet.
        case utf16(isBigEndian: Bool, half: UInt8?)
        case other
    }

    private var state = State.beginning([])
    private var scanner = TokenScanner()
    private static let markLength = 2

    mutating func scan(_ chunk: UnsafeRawBufferPointer) -> [ContentScanner.Finding] {
        switch state {
        case .other: return []
        case .utf16(let isBigEndian, let half): return found(in: (half.map { [$0] } ?? []) + chunk, isBigEndian)
        case .beginning(let before):
            let start = before + chunk.prefix(Self.markLength - before.count)
            switch start {
            case [0xFF, 0xFE], [0xFE, 0xFF]:
                return found(in: Array(chunk.dropFirst(start.count - before.count)), start[0] == 0xFE)
            default: state = start.count < Self.markLength ? .beginning(start) : .other
            }
            return []
        }
    }

    /// What is no ASCII becomes a byte that is in no token.
    private mutating func found(in bytes: [UInt8], _ isBigEndian: Bool) -> [ContentScanner.Finding] {
        var narrow: [UInt8] = []
        narrow.reserveCapacity(bytes.count / 2)
        for index in stride(from: 0, to: bytes.count - 1, by: 2) {
            let (first, second) = (bytes[index], bytes[index + 1])
            narrow.append(isBigEndian ? (first == 0 ? second : 0xFF) : (second == 0 ? first : 0xFF))
        }
        state = .utf16(isBigEndian: isBigEndian, half: bytes.count.isMultiple(of: 2) ? nil : bytes.last)
        return scanner.scan(narrow).map {
            ContentScanner.Finding(
                token: $0.token, offset: Self.markLength + 2 * $0.place.offset, line: $0.place.line, column: $0.place.column)
        }
    }
}
