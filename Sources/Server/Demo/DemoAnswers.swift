package import APIKeys
package import Catalog

/// Plausible answers of assistants to a brand's prompts over the past, made from a seed: the same seed makes the same answers.
///
/// What they say follows a few laws, so that charts have something to show: assistants differ in how often they name the brand, its share
/// rises over the year with a dip in summer, each prompt has its own luck, competitors are named less and less, and weekends are quiet.
package struct DemoAnswers: Sendable {
    /// How far back the answers go, in days.
    package static let days = 365

    private let brand: Brand
    private let prompts: [Prompt]
    private let until: Timestamp
    private var random: SeededRandom

    /// - Parameters:
    ///   - prompts: at least one.
    ///   - until: the last answer is before this.
    package init(_ brand: Brand, prompts: [Prompt], until: Timestamp, seed: UInt64 = 1) {
        self.brand = brand
        self.prompts = prompts
        self.until = until
        random = SeededRandom(state: seed &* 0x9E37_79B9_7F4A_7C15 ^ UInt64(truncatingIfNeeded: brand.id))
    }

    /// The answers in the order of their time.
    /// - Parameter portion: how many of them are handed to `take` at once.
    package mutating func make(
        _ count: Int, portion: Int = 2000, _ take: ([AnswerDraft]) async throws -> Void
    ) async throws {
        var answers: [AnswerDraft] = []
        for index in 0..<count {
            answers.append(answer(at: Double(index) / Double(max(count, 1)), number: index))
            if answers.count == portion || index == count - 1 {
                try await take(answers)
                answers.removeAll(keepingCapacity: true)
            }
        }
    }

    /// - Parameter time: 0 a year ago, 1 now.
    private mutating func answer(at time: Double, number: Int) -> AnswerDraft {
        let prompt = prompts[Int(random.next(below: UInt64(prompts.count)))]
        let platforms = prompt.settings.effectivePlatforms
        let platform = platforms[Int(random.next(below: UInt64(platforms.count)))]
        let luck = Self.luck(prompt.id &* 31 &+ (Platform.allCases.firstIndex(of: platform) ?? 0))
        // The dip lies in summer, wherever the year begins.
        let age = (1 - time) * Double(Self.days)
        let dayOfYear = Double((until + .seconds(-Int(age * 86_400))).milliseconds / 86_400_000 % 365)
        let season = dayOfYear > 180 && dayOfYear < 240 ? -0.12 : 0
        let share = min(0.92, max(0.05, 0.3 + 0.25 * time + 0.35 * (luck - 0.5) + season + (prompt.isBranded ? 0.35 : 0)))
        let isNamed = random.chance(share)
        let rivals = brand.competitors.enumerated().filter { index, _ in
            random.chance(max(0.08, 0.55 - 0.1 * Double(index) - 0.15 * time))
        }
        .map { $0.element.content.name }
        var draft = AnswerDraft(prompt: .id(prompt.id), platform: platform, text: text(isNamed, rivals, prompt))
        draft.createdAt = moment(age)
        draft.country = Self.countries[Int(random.next(below: UInt64(Self.countries.count)))]
        draft.searchEnabled = random.chance(0.7)
        draft.pages =
            draft.searchEnabled ? pages(isNamed, rivals: brand.competitors.filter { rivals.contains($0.content.name) }) : []
        if draft.searchEnabled, random.chance(0.3) {
            draft.extras.queryFanout = "{\"queries\":[\"\(Self.topicWords(prompt))\"],\"engine_metadata\":null}"
        }
        draft.clientID = "demo-\(number)"
        return draft
    }

    /// On a working day rather than on a weekend, in the hours of the day.
    private mutating func moment(_ age: Double) -> Timestamp {
        let exact = until + .seconds(-Int(age * 86_400))
        let day = exact.milliseconds / 86_400_000
        // 1970-01-01 was a Thursday.
        let isWeekend = (day + 3) % 7 >= 5
        let moved = isWeekend && random.chance(0.6) ? day - 2 : day
        let of = Timestamp(milliseconds: moved * 86_400_000 + Int64(random.next(below: 86_400)) * 1000)
        return min(of, until)
    }

    // MARK: What is said

    private mutating func text(_ isNamed: Bool, _ rivals: [String], _ prompt: Prompt) -> String {
        var parts = [pick(Self.openings)]
        let mine = isNamed ? sentence(brand.name, pick(Self.tones)) : nil
        let others = rivals.map { sentence($0, pick(Self.tones)) }
        // Where in the answer the brand stands varies.
        let place = Int(random.next(below: UInt64(others.count + 1)))
        var list = others
        if let mine { list.insert(mine, at: place) }
        parts += list.isEmpty ? [pick(Self.evasions)] : list.map { "- " + $0 }
        parts.append(pick(Self.closings))
        return parts.joined(separator: "\n")
    }

    private mutating func sentence(_ name: String, _ tone: Tone) -> String {
        let template =
            switch tone {
            case .praise: pick(Self.praise)
            case .blame: pick(Self.blame)
            case .both: pick(Self.both)
            case .plain: pick(Self.plain)
            }
        return template.replacing("NAME", with: random.chance(0.4) ? "**\(name)**" : name)
    }

    private enum Tone { case praise, blame, both, plain }
    private static let tones: [Tone] = [.praise, .praise, .praise, .plain, .plain, .both, .blame]

    private mutating func pages(_ isNamed: Bool, rivals: [Competitor]) -> [CitedPage] {
        var pages: [CitedPage] = []
        if isNamed, random.chance(0.55) {
            pages.append(CitedPage(url: brand.content.website + pick(Self.paths), title: brand.name))
        }
        for rival in rivals where random.chance(0.35) {
            if let site = rival.content.websites.first {
                pages.append(CitedPage(url: site + pick(Self.paths), title: rival.content.name))
            }
        }
        for _ in 0..<random.next(below: 4) {
            let host = pick(Self.hosts)
            pages.append(
                CitedPage(url: "https://\(host)/\(pick(Self.slugs))-\(random.next(below: 40))", title: pick(Self.titles)))
        }
        return pages
    }

    private mutating func pick<Element>(_ list: [Element]) -> Element { list[Int(random.next(below: UInt64(list.count)))] }

    /// The same for the same number, evenly between 0 and 1.
    private static func luck(_ number: Int) -> Double {
        var random = SeededRandom(state: UInt64(truncatingIfNeeded: number) &* 0xD129_42F0_5B7C_3A1D)
        return Double(random.next() >> 11) / Double(1 << 53)
    }

    private static func topicWords(_ prompt: Prompt) -> String {
        prompt.text.lowercased().filter { $0.isLetter || $0 == " " }.split(separator: " ").prefix(6).joined(separator: " ")
    }

    private static let countries = ["US", "US", "US", "GB", "DE", "FR", nil]
    private static let openings = [
        "Here is a short overview.", "It depends on what you need, but these come up most often:",
        "A few options stand out:", "Based on recent reviews, this is how they compare:",
    ]
    private static let closings = [
        "Try two of them before you decide.", "Prices change often, so check them first.",
        "Which one fits depends on the size of your team.", "Let me know if you would like a comparison in more detail.",
    ]
    private static let evasions = [
        "There are many providers, and no clear leader.", "I would look at reviews from the last year first.",
    ]
    private static let praise = [
        "NAME is a great choice: reliable, easy to use and well supported.",
        "Many people recommend NAME for its excellent quality.",
        "NAME stands out with an intuitive interface and good value.",
    ]
    private static let blame = [
        "NAME is expensive, and its support is slow.", "Users complain about NAME: it is unreliable and hard to set up.",
    ]
    private static let both = [
        "NAME is easy to use, but expensive.", "NAME has excellent features, although its support is slow.",
    ]
    private static let plain = [
        "NAME is another option.", "NAME was founded in 2009 and has customers in many countries.", "NAME is available as well.",
    ]
    private static let paths = ["/", "/pricing", "/features", "/blog/getting-started", "/customers"]
    private static let hosts = [
        "www.reviews.example", "news.example", "forum.example", "en.encyclopedia.example", "www.magazine.example",
        "video.example",
        "compare.example", "blog.agency.example",
    ]
    private static let slugs = ["best-tools", "review", "comparison", "guide", "top-10", "what-to-know"]
    private static let titles = ["The best of the year", "A comparison", "What to know before you buy", "Ten alternatives"]
}

/// SplitMix64 (Steele, Lea, Flood 2014): small, and the same everywhere.
struct SeededRandom {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ mixed >> 30) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ mixed >> 27) &* 0x94D0_49BB_1331_11EB
        return mixed ^ mixed >> 31
    }

    mutating func next(below bound: UInt64) -> UInt64 { next().multipliedFullWidth(by: max(bound, 1)).high }

    mutating func chance(_ probability: Double) -> Bool { Double(next() >> 11) / Double(1 << 53) < probability }
}
