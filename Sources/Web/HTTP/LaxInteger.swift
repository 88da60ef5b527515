extension Int {
    /// What pydantic reads as an integer in its lax mode: digits with a sign before them, `_` between them, a fraction of zeros behind
    /// them and space around all. Numbers beyond 64 bits count as the largest.
    ///
    /// - Returns: `nil` for anything else: `1.5`, `1.`, `1e3`, `0x1`, `1__0`.
    package init?(lax text: String) {
        var scalars = text.unicodeScalars[...]
        while scalars.first?.properties.isWhitespace == true { scalars.removeFirst() }
        while scalars.last?.properties.isWhitespace == true { scalars.removeLast() }
        let isNegative = scalars.first == "-"
        if isNegative || scalars.first == "+" { scalars.removeFirst() }
        if let point = scalars.firstIndex(of: ".") {
            let fraction = scalars[scalars.index(after: point)...]
            guard !fraction.isEmpty, fraction.allSatisfy({ $0 == "0" }) else { return nil }
            scalars = scalars[..<point]
        }
        // Each run is between two `_`; an empty one is a `_` too many.
        let runs = scalars.split(separator: "_", omittingEmptySubsequences: false)
        guard runs.allSatisfy({ !$0.isEmpty && $0.allSatisfy { ("0"..."9").contains($0) } }) else { return nil }
        let digits = String(String.UnicodeScalarView(runs.joined()))
        self = Int((isNegative ? "-" : "") + digits) ?? (isNegative ? .min : .max)
    }
}
