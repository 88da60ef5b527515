package import APIKeys
package import Visibility

/// Which answers a person looks for: those for which all of it holds. Of a list one value is enough; an empty one asks for nothing.
package struct AnswerFilter: Hashable, Sendable {
    package var words = SearchQuery("")
    /// Included.
    package var from: Timestamp?
    /// Excluded.
    package var until: Timestamp?
    package var platforms: [Platform] = []
    package var prompt: Int?
    /// Whom the assistant was asked as, whether the answer says it or its prompt.
    package var personas: [Int] = []
    /// By name, as the brand calls them.
    package var stages: [String] = []
    package var tags: [String] = []
    package var topics: [String] = []
    package var isBranded: Bool?
    package var countries: [String] = []
    package var isMentioned: Bool?
    /// That is named.
    package var competitor: Int?
    package var sentiment: Sentiment?
    package var citesBrand: Bool?
    package var hasShopping: Bool?

    package init() {}

    /// What it asks of prompts: each of these lists names the prompts that one of its queries finds.
    var ofPrompts: [[PromptQuery]] {
        func query(_ edit: (inout PromptQuery) -> Void) -> PromptQuery {
            var query = PromptQuery()
            query.status = .all
            edit(&query)
            return query
        }
        let lists = [
            stages.map { stage in query { $0.stage = stage } }, tags.map { tag in query { $0.tag = tag } },
            topics.map { topic in query { $0.topic = topic } },
            isBranded.map { isBranded in [query { $0.isBranded = isBranded }] } ?? [],
        ]
        return lists.filter { !$0.isEmpty }
    }
}

/// A filter with all that it says of prompts looked up.
package struct AnswerCondition: Sendable {
    /// The answers of personas: those that name one, and those that name none, of prompts for one.
    package struct AskedAs: Hashable, Sendable {
        package let personas: Set<Int>
        package let prompts: Set<Int>
    }

    package let filter: AnswerFilter
    /// The prompts whose answers are looked for; `nil` for those of all.
    package let prompts: Set<Int>?
    package let askedAs: AskedAs?

    package init(_ filter: AnswerFilter, prompts: Set<Int>? = nil, askedAs: AskedAs? = nil) {
        self.filter = filter
        self.prompts = prompts
        self.askedAs = askedAs
    }

    /// Whether it asks for nothing but a span of time.
    var isPlain: Bool {
        var plain = AnswerFilter()
        (plain.words, plain.from, plain.until) = (filter.words, filter.from, filter.until)
        return filter.words.isEmpty && plain == filter
    }

    /// Whether no answer can fit.
    var isEmpty: Bool { prompts?.isEmpty ?? false }

    /// Whether an answer fits, its words included.
    package func fits(_ answer: SearchedAnswer) -> Bool {
        fitsFacts(answer) && (filter.words.isEmpty || filter.words.matches(SearchText(answer.text)))
    }

    private func fitsFacts(_ answer: SearchedAnswer) -> Bool {
        let moment = answer.place.createdAt
        return filter.from.map { moment >= $0 } ?? true
            && filter.until.map { moment < $0 } ?? true
            && (filter.platforms.isEmpty || filter.platforms.contains { answer.platform == $0.rawValue })
            && filter.prompt.map { answer.prompt == $0 } ?? true
            && (filter.countries.isEmpty || filter.countries.contains { answer.country == $0 })
            && filter.isMentioned.map { answer.isMentioned == $0 } ?? true
            && filter.competitor.map { answer.competitors.contains($0) } ?? true
            && filter.sentiment.map { answer.sentiment == $0 } ?? true
            && filter.citesBrand.map { answer.citesBrand == $0 } ?? true
            && filter.hasShopping.map { answer.hasShopping == $0 } ?? true
            && fitsPrompts(answer.prompt, persona: answer.persona)
    }

    /// Whether an answer fits by what is said of its prompt.
    package func fitsPrompts(_ prompt: Int, persona: Int?) -> Bool {
        guard prompts?.contains(prompt) ?? true else { return false }
        guard let askedAs else { return true }
        return persona.map { askedAs.personas.contains($0) } ?? askedAs.prompts.contains(prompt)
    }
}
