internal import APIKeys

/// Looks through one file or object for tokens: bytes as they are, or UTF-16 where the first two say so, as Windows shells write it.
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

    private enum Encoding {
        case undecided([UInt8])
        case bytes
        /// And the first half of a unit whose second has not come yet.
        case utf16(isBigEndian: Bool, half: UInt8?)
    }

    private var scanner = TokenScanner()
    private var encoding = Encoding.undecided([])
    private static let markLength = 2

    mutating func scan(_ chunk: UnsafeRawBufferPointer) -> [Finding] {
        switch encoding {
        case .bytes: return found(in: chunk)
        case .utf16(let isBigEndian, let half): return foundWide(Array(chunk), isBigEndian, half)
        case .undecided(let before):
            let bytes = before + chunk
            guard bytes.count >= Self.markLength else {
                encoding = .undecided(bytes)
                return []
            }
            switch (bytes[0], bytes[1]) {
            case (0xFF, 0xFE): return foundWide(Array(bytes.dropFirst(Self.markLength)), false, nil)
            case (0xFE, 0xFF): return foundWide(Array(bytes.dropFirst(Self.markLength)), true, nil)
            default:
                encoding = .bytes
                return bytes.withUnsafeBytes { found(in: $0) }
            }
        }
    }

    private mutating func found(in chunk: UnsafeRawBufferPointer) -> [Finding] {
        scanner.scan(chunk).map {
            Finding(token: $0.token, offset: $0.place.offset, line: $0.place.line, column: $0.place.column)
        }
    }

    /// What is no ASCII becomes a byte that is in no token.
    private mutating func foundWide(_ chunk: [UInt8], _ isBigEndian: Bool, _ half: UInt8?) -> [Finding] {
        let bytes = (half.map { [$0] } ?? []) + chunk
        var narrow: [UInt8] = []
        narrow.reserveCapacity(bytes.count / 2)
        for index in stride(from: 0, to: bytes.count - 1, by: 2) {
            let (first, second) = (bytes[index], bytes[index + 1])
            narrow.append(isBigEndian ? (first == 0 ? second : 0xFF) : (second == 0 ? first : 0xFF))
        }
        encoding = .utf16(isBigEndian: isBigEndian, half: bytes.count.isMultiple(of: 2) ? nil : bytes.last)
        return scanner.scan(narrow).map {
            Finding(
                token: $0.token, offset: Self.markLength + 2 * $0.place.offset, line: $0.place.line, column: $0.place.column)
        }
    }
}
