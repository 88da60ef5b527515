/// Finds what somebody meant who wrote a name that does not exist.
enum NearestName {
    /// Scalars of a name that are looked at.
    private static let longest = 64

    /// The one that differs by a slip or two; else the one that has most words in common (`topic` and `prompt_topic`); else the one
    /// with the fewest differences. Of equals the first.
    ///
    /// `camelCase`, hyphens, blanks and capitals are no differences.
    /// - Parameter names: in `snake_case`.
    /// - Returns: `nil` only where there are no names.
    static func to(_ text: some StringProtocol, among names: [String]) -> String? {
        let wanted = normal(text)
        let wantedWords = Set(wanted.split(separator: "_").map(Array.init))
        return names.map { name in
            let scalars = Array(name.unicodeScalars)
            let distance = distance(wanted, scalars)
            if distance <= max(1, wanted.count / 4) { return (name: name, rank: (0, distance)) }
            let words = Set(scalars.split(separator: "_").map(Array.init))
            let common = 1000 * words.intersection(wantedWords).count / max(1, words.union(wantedWords).count)
            return (name: name, rank: (1000 - common, distance))
        }.min { $0.rank < $1.rank }?.name
    }

    /// In `snake_case`.
    private static func normal(_ text: some StringProtocol) -> [Unicode.Scalar] {
        var result: [Unicode.Scalar] = []
        var wasLower = false
        for scalar in text.unicodeScalars.prefix(longest) {
            switch scalar {
            case "A"..."Z":
                if wasLower { result.append("_") }
                result.append(Unicode.Scalar(UInt8(scalar.value) | 0x20))
            case "-", " ", ".", "\t": result.append("_")
            default: result.append(scalar)
            }
            wasLower = ("a"..."z").contains(scalar) || ("0"..."9").contains(scalar)
        }
        return result
    }

    /// How many scalars must be inserted, removed, replaced or exchanged with their neighbour (optimal string alignment).
    static func distance(_ one: [Unicode.Scalar], _ other: [Unicode.Scalar]) -> Int {
        var (before, last) = ([Int](), Array(0...other.count))
        for row in one.indices {
            var next = [row + 1]
            for column in other.indices {
                let same = one[row] == other[column]
                var best = min(last[column] + (same ? 0 : 1), last[column + 1] + 1, next[column] + 1)
                if row > 0, column > 0, one[row] == other[column - 1], one[row - 1] == other[column] {
                    best = min(best, before[column - 1] + 1)
                }
                next.append(best)
            }
            (before, last) = (last, next)
        }
        return last[other.count]
    }
}
