/// Letters without their accents, for searches: `é` is `e`, `ế` too.
///
/// As in ``Composition``, the table is made of what Swift knows of equivalent characters: a letter whose character equals that of
/// another letter and an accent has that other letter under it.
enum PlainLetters {
    static func isAccent(_ value: UInt32) -> Bool { (0x300...0x36F).contains(value) }

    /// The letter under the accents; the letter itself where it has none.
    static func base(of value: UInt32) -> UInt32 {
        guard value >= 0x80, value <= 0x1FFF else { return value }
        return bases[value] ?? value
    }

    private static let bases: [UInt32: UInt32] = {
        let blocks: [ClosedRange<UInt32>] = [0x61...0x7A, 0xC0...0x24F, 0x370...0x3FF, 0x400...0x4FF, 0x1E00...0x1FFF]
        var bases: [UInt32: UInt32] = stroked
        for value in blocks.joined() {
            for accent in accents {
                guard let composed = Composition.compose(value, accent), composed != value, bases[composed] == nil else {
                    continue
                }
                bases[composed] = value
            }
        }
        // A letter with two accents stands on one with one accent.
        return bases.mapValues { value in
            var base = value
            for _ in 0..<4 { base = bases[base] ?? base }
            return base
        }
    }()

    /// Those that compose with a letter.
    private static let accents: [UInt32] =
        Array(0x300...0x304) + Array(0x306...0x30C) + [0x30F, 0x311, 0x313, 0x314, 0x31B]
        + Array(0x323...0x328) + [0x32D, 0x32E, 0x330, 0x331, 0x342, 0x345]

    /// Where no accent is: a line goes through the letter.
    private static let stroked: [UInt32: UInt32] = [0xF8: 0x6F, 0x111: 0x64, 0x127: 0x68, 0x142: 0x6C, 0x167: 0x74]
}
