@testable import Visibility

/// A small brand with everything that may happen to one.
struct RandomBrand {
    var dimensions = BrandDimensions()
    var observations: [Observation] = []

    static let urls = [
        "https://acme.com/", "https://www.acme.com/a", "http://user:pw@ACME.com:8080/b", "https://news.example/x?y=/z",
        "mailto:a@b.c",
        "https://www.rival.io#top", "no host", "https://[2001:db8::1]:443/", "https://shop.rival.io/ä", "https://a.b/1",
        "https://a.b/2",
    ]
    static let words = ["alpha", "beta", "Beta", "ärger", "zulu", "\u{1F600}", "\u{FFFD}", "10", "9"]

    init(_ dice: inout Dice) {
        let competitors = Int.random(in: 0...4, using: &dice)
        dimensions.competitors = (0..<competitors).map { .init(id: 10 + $0, name: ["Rival", "Other", "Rival", "Zed"][$0]) }
        dimensions.platforms = ["chatgpt": "ChatGPT", "claude": "Claude", "gpt-alias": "ChatGPT"]
        dimensions.personas = [1: "Buyer", 2: "Seller", 3: "Buyer"]
        for id in 1...Int.random(in: 1...6, using: &dice) {
            dimensions.prompts[id] = BrandDimensions.Prompt(
                text: Self.words.randomElement(using: &dice) ?? "",
                persona: [nil, 1, 2, 3, 4].randomElement(using: &dice) ?? nil,
                stage: ["Advice", "Other"].randomElement(using: &dice) ?? "", branded: Bool.random(using: &dice),
                tags: Self.some(&dice), topics: Self.some(&dice))
        }
        let first = Int.random(in: 10_000...22_000, using: &dice)
        let span = [0, 3, 20, 500].randomElement(using: &dice) ?? 0
        for id in 0..<Int.random(in: 0...70, using: &dice) {
            observations.append(observation(id, day: first + Int.random(in: 0...span, using: &dice), &dice))
        }
    }

    private static func some(_ dice: inout Dice) -> [String] {
        (0..<Int.random(in: 0...3, using: &dice)).compactMap { _ in words.prefix(5).randomElement(using: &dice) }
    }

    func observation(_ id: Int, day: Int, _ dice: inout Dice) -> Observation {
        let cited = Bool.random(using: &dice) ? Int.random(in: 0...5, using: &dice) : 0
        var evaluated: [Int: Appearance] = [:]
        // 13 and 14 may not be in use.
        for competitor in 10...14 where Int.random(in: 0..<3, using: &dice) > 0 { evaluated[competitor] = Self.appearance(&dice) }
        return Observation(
            id: id, day: Day(day), prompt: Int.random(in: 1...7, using: &dice),
            persona: [nil, nil, nil, 1, 2, 9].randomElement(using: &dice) ?? nil,
            platform: ["chatgpt", "claude", "gpt-alias", "unnamed"].randomElement(using: &dice) ?? "",
            country: [nil, "US", "DE"].randomElement(using: &dice) ?? nil, searchEnabled: Bool.random(using: &dice),
            brand: Self.appearance(&dice), competitors: evaluated, citations: (0..<cited).map { _ in Self.citation(&dice) })
    }

    private static func appearance(_ dice: inout Dice) -> Appearance {
        Appearance(
            present: Bool.random(using: &dice),
            position: Position.allCases.map { $0 as Position? }.randomElement(using: &dice) ?? nil,
            sentiment: (Sentiment.allCases.map { $0 as Sentiment? } + [nil]).randomElement(using: &dice) ?? nil)
    }

    private static func citation(_ dice: inout Dice) -> Citation {
        let type = SourceType.allCases.randomElement(using: &dice) ?? .other
        let owner = type == .competitor ? [nil, 10, 11, 12, 13, 99].randomElement(using: &dice) ?? nil : nil
        return Citation(url: urls.randomElement(using: &dice) ?? "", type: type, competitor: owner)
    }

    /// Replaces some observations, in their evaluation or whole.
    mutating func change(_ dice: inout Dice) -> [Observation] {
        let changed = observations.indices.filter { _ in Int.random(in: 0..<5, using: &dice) == 0 }
        for index in changed {
            let old = observations[index]
            var new = observation(old.id, day: old.day.number + Int.random(in: -2...2, using: &dice), &dice)
            if Bool.random(using: &dice) {
                let evaluated = new
                new = old
                new.brand = evaluated.brand
                new.competitors = evaluated.competitors
            }
            observations[index] = new
        }
        return changed.map { observations[$0] }
    }

    /// A store that took all in, in pieces and with changes.
    mutating func store(_ dice: inout Dice) -> ColumnStore {
        var store = ColumnStore(segmentRows: [1, 7, 16, 1000].randomElement(using: &dice) ?? 1)
        var rest = observations[...]
        while !rest.isEmpty {
            let part = rest.prefix(Int.random(in: 1...30, using: &dice))
            store.apply(Array(part))
            rest = rest.dropFirst(part.count)
        }
        store.apply(change(&dice))
        return store
    }
}
