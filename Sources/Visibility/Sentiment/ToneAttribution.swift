/// Says for whom what a sentence says is meant: the nearest mention, as clauses and comparisons have it.
struct ToneAttribution {
    /// Indices of subjects that the sentences before were about.
    var topic: [Int] = []
    /// By the cells of a table, whom a column is about.
    var columns: [Int: [Int]] = [:]

    private static let forwardReach = 6

    /// For each event, the next mention that the sentence may be about. Kept to be used again.
    private var following: [Int?] = []

    mutating func attribute(_ sentence: SentenceEvents, mentions: [Mention], to tally: inout ToneTally) {
        guard sentence.events.contains(where: { $0.value != 0 }) else { return }
        var total = 0
        let places = sentence.places
        findFollowing(sentence)
        var before: Int?
        var cell = 0
        for (index, event) in sentence.events.enumerated() {
            switch event.kind {
            case .mention where places[event.place].standing == .subject: before = event.place
            case .cell: cell += 1
            default: break
            }
            guard event.value != 0 else { continue }
            if event.phrase.roles.contains(.forwardOnly), !isFollowed(event, by: following[index], in: places) { continue }
            total += event.value
            if let place = place(of: event, in: places, before: before, after: following[index]) {
                add(event.value, toGroupOf: place, in: places, mentions, &tally)
            } else {
                let subjects = columns[cell] ?? (columns.isEmpty ? topic : [])
                for subject in subjects { tally.add(event.value, to: subject) }
            }
        }
        for place in places {
            switch place.standing {
            case .object: add(place.value, to: place, mentions, &tally)
            case .unlike: add(-total.signum() * SentimentLexicon.plain, to: place, mentions, &tally)
            case .subject, .aside: break
            }
        }
    }

    private func isFollowed(_ event: ToneEvent, by place: Int?, in places: [TonePlace]) -> Bool {
        guard let place else { return false }
        return places[place].clause == event.clause && places[place].word - event.word <= Self.forwardReach
    }

    private func place(of event: ToneEvent, in places: [TonePlace], before: Int?, after: Int?) -> Int? {
        let isBeforeNear = before.map { places[$0].clause == event.clause } ?? false
        guard let after else { return before }
        let distance = places[after].word - event.word
        let isAfterNear = places[after].clause == event.clause
        if event.phrase.roles.contains(.forward), isFollowed(event, by: after, in: places) { return after }
        if let before, isBeforeNear {
            return isAfterNear && distance == 1 && event.word - places[before].word > 1 ? after : before
        }
        if isAfterNear { return after }
        if before == nil, !topic.isEmpty { return nil }
        return before ?? after
    }

    private mutating func findFollowing(_ sentence: SentenceEvents) {
        var next: Int?
        following.removeAll(keepingCapacity: true)
        for event in sentence.events.reversed() {
            following.append(next)
            if event.kind == .mention, sentence.places[event.place].standing == .subject { next = event.place }
        }
        following.reverse()
    }

    private func add(
        _ value: Int, toGroupOf place: Int, in places: [TonePlace], _ mentions: [Mention], _ tally: inout ToneTally
    ) {
        var first = place
        while places[first].isJoined { first -= 1 }
        var last = place
        while last + 1 < places.count, places[last + 1].isJoined { last += 1 }
        for place in places[first...last] { add(value, to: place, mentions, &tally) }
    }

    private func add(_ value: Int, to place: TonePlace, _ mentions: [Mention], _ tally: inout ToneTally) {
        for mention in mentions[place.mentions] { tally.add(value, to: mention.subject) }
    }
}
