internal import Catalog

/// How a brand's index is searched.
extension BrandIndex {
    func places(
        _ condition: AnswerCondition, _ part: AnswerPart, limit: Int, without ids: Set<Int>, few: Int,
        while isWanted: @escaping @Sendable () -> Bool
    ) async throws -> FoundPlaces {
        try await database.read { session in
            let expression = try SearchExpression(condition) { try Self.continuations(of: $0, in: session) }
            guard let whole = try Self.whole(in: session), let span = Self.span(condition.filter, part, in: whole) else {
                return FoundPlaces(places: [])
            }
            let reader = Reader(
                session: session, expression: expression, condition: condition, isAscending: part.isAscending,
                isWhole: try Self.hasAtMost(few, in: session), step: expression.needsPrompts ? 1000 : limit + ids.count)
            return try reader.read(span, of: whole, limit: limit, without: ids, while: isWanted)
        }
    }

    /// Most frequent first, and among them the beginning itself where it is a word. So few of them are looked at that it takes no time.
    private static func continuations(of beginning: String, in session: any SQLSession) throws -> [String] {
        let end = beginning + "\u{10FFFF}"
        let words = try session.all(
            """
            SELECT word FROM (
                SELECT word, answers FROM vocabulary WHERE word >= \(beginning) AND word < \(end) ORDER BY word LIMIT 20000)
            ORDER BY answers DESC, word LIMIT \(SearchExpression.mostContinuations)
            """
        ) { try $0.text(0) }
        return words.isEmpty || words.contains(beginning) ? words : [beginning] + words
    }

    private static func hasAtMost(_ few: Int, in session: any SQLSession) throws -> Bool {
        (try session.int("SELECT COUNT(*) FROM (SELECT 1 FROM entries LIMIT \(few + 1))") ?? 0) <= few
    }

    /// From the oldest to the newest; `nil` where there is nothing.
    private static func whole(in session: any SQLSession) throws -> ClosedRange<Int>? {
        // One at a time, each is found at an end of the table.
        guard let low = try session.first("SELECT MIN(place) FROM entries", { try $0.optionalInt(0) }) ?? nil,
            let high = try session.first("SELECT MAX(place) FROM entries", { try $0.optionalInt(0) }) ?? nil
        else { return nil }
        return low...max(low, high)
    }

    /// The numbers among which to look; `nil` where there are none.
    private static func span(_ filter: AnswerFilter, _ part: AnswerPart, in whole: ClosedRange<Int>) -> ClosedRange<Int>? {
        var (low, high) = (whole.lowerBound, whole.upperBound)
        if let from = filter.from { low = max(low, PlaceNumber.start(of: AnswerPlace(createdAt: from, id: 0))) }
        if let until = filter.until { high = min(high, PlaceNumber.start(of: AnswerPlace(createdAt: until, id: 0)) - 1) }
        switch part {
        case .newest: break
        case .older(let place): high = min(high, PlaceNumber.near(place) - 1)
        case .newer(let place):
            let number = PlaceNumber.near(place)
            guard number < high else { return nil }
            low = max(low, number + 1)
        }
        return low <= high ? low...high : nil
    }

    /// FTS5 yields rows in the order of their numbers, from either end, within a span of them: nothing is sorted, and what lies outside
    /// is not looked at.
    static func query(_ expression: SearchExpression, _ span: ClosedRange<Int>, isAscending: Bool, limit: Int) -> SQL {
        let source: SQL =
            expression.needsPrompts
            ? "SELECT words.rowid, entries.prompt, entries.persona FROM words CROSS JOIN entries ON entries.place = words.rowid"
            : "SELECT words.rowid FROM words"
        let condition: SQL = """
            WHERE words MATCH \(expression.text) AND words.rowid >= \(span.lowerBound) AND words.rowid <= \(span.upperBound)
            """
        return isAscending
            ? "\(source) \(condition) ORDER BY words.rowid LIMIT \(limit)"
            : "\(source) \(condition) ORDER BY words.rowid DESC LIMIT \(limit)"
    }
}

/// One search while it goes on.
private struct Reader {
    let session: any SQLSession
    let expression: SearchExpression
    let condition: AnswerCondition
    let isAscending: Bool
    /// Whether it goes to the end whatever the time, which few answers bound.
    let isWhole: Bool
    /// How many rows are read at a time.
    let step: Int

    func read(
        _ span: ClosedRange<Int>, of whole: ClosedRange<Int>, limit: Int, without ids: Set<Int>, while isWanted: () -> Bool
    ) throws -> FoundPlaces {
        var found: [AnswerPlace] = []
        var slices = Slices(span, of: whole, parts: isWhole ? 1 : 64, isAscending: isAscending)
        while let slice = slices.next() {
            var rest: ClosedRange<Int>? = slice
            while let part = rest {
                let (numbers, fitting) = try rows(part)
                found += fitting.map { PlaceNumber(value: $0).place }.filter { !ids.contains($0.id) }
                if found.count >= limit { return FoundPlaces(places: Array(found.prefix(limit))) }
                guard numbers.count == step, let last = numbers.last else { break }
                rest = behind(last, in: part)
                if rest != nil, !isWhole, !isWanted() {
                    return FoundPlaces(places: found, stoppedAt: PlaceNumber(value: last).place)
                }
            }
            if !slices.isDone, !isWanted() {
                let end = isAscending ? slice.upperBound : slice.lowerBound
                return FoundPlaces(places: found, stoppedAt: PlaceNumber(value: end).place)
            }
        }
        return FoundPlaces(places: found)
    }

    private func rows(_ span: ClosedRange<Int>) throws -> (all: [Int], fitting: [Int]) {
        let query = BrandIndex.query(expression, span, isAscending: isAscending, limit: step)
        var (all, fitting): ([Int], [Int]) = ([], [])
        try session.forEach(query) { row in
            let number = try row.int(0)
            all.append(number)
            if try !expression.needsPrompts || condition.fitsPrompts(try row.int(1), persona: try row.optionalInt(2)) {
                fitting.append(number)
            }
        }
        return (all, fitting)
    }

    private func behind(_ number: Int, in span: ClosedRange<Int>) -> ClosedRange<Int>? {
        if isAscending { return number < span.upperBound ? (number + 1)...span.upperBound : nil }
        return number > span.lowerBound ? span.lowerBound...(number - 1) : nil
    }
}
