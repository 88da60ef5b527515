/// Finds whole tokens of both kinds in a stream of bytes, wherever they stand and however the stream is cut into chunks.
///
/// A token is found inside longer text too, such as `XXlk_…YY`: a miss is worse than a false alarm, and the checksum leaves of four
/// thousand million accidents one. Percent-encoding and the escapes of JSON leave tokens as they are, so they are found there. What
/// is encoded in base64 or UTF-16, compressed or encrypted is not seen through.
///
/// A token is `lk_` or `lka_`, 12 characters, `_`, 38 characters. Only the second `_` is searched for: the 38 bytes behind a place
/// where it may be are read backwards, and the first that is outside the alphabet rules out every place before itself. Most bytes of
/// a text are never looked at, and none is twice.
public struct TokenScanner: Sendable {
    /// Where a token begins.
    public struct Place: Hashable, Sendable {
        /// In bytes, from 0.
        public let offset: Int
        /// From 1; lines end with a line feed.
        public let line: Int
        /// In bytes, from 1.
        public let column: Int
    }

    public struct Finding: Sendable {
        public let token: Token
        public let place: Place
    }

    /// What has not been left behind yet: the last bytes may be the beginning of a token.
    private var buffer: [UInt8] = []
    /// The index in `buffer` of the first byte that may be a token's second `_`.
    private var next = 3 + KeyID.length
    private var lines = LineCounter()

    public init() {}

    /// Takes the next bytes of the stream.
    /// - Returns: the tokens that end in them, in their order.
    public mutating func scan(_ chunk: UnsafeRawBufferPointer) -> [Finding] {
        buffer.append(contentsOf: chunk)
        let (found, next) = buffer.withUnsafeBufferPointer { [first = self.next] in Self.search($0, from: first) }
        let findings = found.map { start, token in
            lines.advance(to: start, in: buffer)
            return Finding(token: token, place: lines.place)
        }
        let done = max(0, next - Self.longestHead)
        lines.advance(to: done, in: buffer)
        lines.forget(done)
        buffer.removeSubrange(..<done)
        self.next = next - done
        return findings
    }

    public mutating func scan(_ chunk: some Sequence<UInt8>) -> [Finding] {
        Array(chunk).withUnsafeBytes { scan($0) }
    }

    /// `lka_` and the id.
    private static let longestHead = 4 + KeyID.length
    /// What follows the second `_`.
    private static let tailLength = Token.lengthAfterPrefix - KeyID.length - 1
    private static let isBase62: [Bool] = (UInt8.min...UInt8.max).map(Base62.contains)

    private static func search(
        _ bytes: UnsafeBufferPointer<UInt8>, from first: Int
    ) -> (found: [(start: Int, token: Token)], next: Int) {
        isBase62.withUnsafeBufferPointer { isBase62 in
            var found: [(start: Int, token: Token)] = []
            var next = first
            while next + tailLength < bytes.count {
                var last = next + tailLength
                while last > next, isBase62[Int(bytes[last])] { last -= 1 }
                if last > next {
                    next = bytes[last] == UInt8(ascii: "_") ? last : last + 1
                } else {
                    if bytes[next] == UInt8(ascii: "_"), let match = token(around: next, in: bytes) { found.append(match) }
                    // Behind it stand characters of the alphabet only.
                    next += tailLength + 1
                }
            }
            return (found, next)
        }
    }

    private static func token(
        around separator: Int, in bytes: UnsafeBufferPointer<UInt8>
    ) -> (start: Int, token: Token)? {
        for kind in Token.Kind.allCases {
            let start = separator - KeyID.length - kind.prefix.utf8.count
            guard start >= 0 else { continue }
            let range = start...(separator + tailLength)
            if let token = Token(bytes: UnsafeBufferPointer(rebasing: bytes[range])) { return (start, token) }
        }
        return nil
    }
}

/// Counts lines up to a place that only moves forward.
private struct LineCounter {
    /// How many bytes of the stream stand before the first of the buffer.
    private var base = 0
    private var line = 1
    /// In the stream.
    private var lineStart = 0
    private var position = 0

    var place: TokenScanner.Place {
        TokenScanner.Place(offset: position, line: line, column: position - lineStart + 1)
    }

    /// - Parameter index: in `buffer`; not before the last one.
    mutating func advance(to index: Int, in buffer: [UInt8]) {
        let (count, last) = buffer.withUnsafeBufferPointer { bytes in
            let passed = bytes[(position - base)..<index]
            var count = 0
            for byte in passed where byte == UInt8(ascii: "\n") { count &+= 1 }
            return (count, count > 0 ? passed.lastIndex(of: UInt8(ascii: "\n")) : nil)
        }
        line += count
        if let last { lineStart = base + last + 1 }
        position = base + index
    }

    /// The first `count` bytes are about to leave the buffer.
    mutating func forget(_ count: Int) { base += count }
}
