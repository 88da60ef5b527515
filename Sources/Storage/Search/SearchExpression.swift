internal import Catalog
internal import Visibility

/// A condition in the language of FTS5. Each word stands in quotation marks and holds letters and digits only, so nothing that a person
/// types is ever read as an operator.
struct SearchExpression {
    /// What MATCH is given.
    let text: String
    /// Whether prompts are to be looked at besides: too many for the expression.
    let needsPrompts: Bool

    /// More prompts are cheaper to look up one by one.
    private static let mostPrompts = 100
    /// The beginning of a word is searched for as the most frequent words that begin so. FTS5 would read the places of all of them.
    static let mostContinuations = 50

    /// - Parameter continuations: the words of the index that begin so, at most ``mostContinuations``.
    init(_ condition: AnswerCondition, continuations: (String) throws -> [String]) rethrows {
        let filter = condition.filter
        var parts = Self.facts(filter).map(Self.quoted)
        if !filter.platforms.isEmpty { parts.append(Self.anyOf(filter.platforms.map { IndexedFacts.platform($0.rawValue) })) }
        if !filter.countries.isEmpty { parts.append(Self.anyOf(filter.countries.map(IndexedFacts.country))) }
        var needsPrompts = false
        if let prompts = condition.prompts {
            if prompts.count <= Self.mostPrompts { parts.append(Self.anyOf(prompts)) } else { needsPrompts = true }
        }
        if let askedAs = condition.askedAs {
            let own = Self.anyOf(askedAs.personas.sorted().map(IndexedFacts.persona))
            if askedAs.prompts.isEmpty {
                parts.append(own)
            } else if askedAs.prompts.count <= Self.mostPrompts {
                parts.append("(\(own) OR (\(Self.quoted(IndexedFacts.persona(nil))) AND \(Self.anyOf(askedAs.prompts))))")
            } else {
                needsPrompts = true
            }
        }
        var excluded: [String] = []
        for term in filter.words.terms {
            if term.isExcluded {
                excluded.append(Self.quoted(term.words.joined(separator: " ")))
            } else {
                parts.append(try Self.expression(term, continuations))
            }
        }
        if parts.isEmpty { parts.append(Self.quoted(IndexedFacts.any)) }
        let wanted = parts.joined(separator: " AND ")
        text = excluded.isEmpty ? wanted : "(\(wanted)) NOT (\(excluded.joined(separator: " OR ")))"
        self.needsPrompts = needsPrompts
    }

    private static func facts(_ filter: AnswerFilter) -> [String] {
        [
            filter.prompt.map(IndexedFacts.prompt), filter.isMentioned.map(IndexedFacts.mention),
            filter.competitor.map(IndexedFacts.competitor), filter.sentiment.map { IndexedFacts.sentiment($0.rawValue) },
            filter.citesBrand.map(IndexedFacts.citesBrand),
            filter.hasShopping.map(IndexedFacts.shopping),
        ].compactMap(\.self)
    }

    private static func expression(
        _ term: SearchQuery.Term, _ continuations: (String) throws -> [String]
    ) rethrows -> String {
        let phrase = term.words.joined(separator: " ")
        guard term.isPrefix, let beginning = term.words.last else { return quoted(phrase) }
        let before = term.words.dropLast()
        let phrases = try continuations(beginning).map { quoted((before + [$0]).joined(separator: " ")) }
        return phrases.isEmpty ? quoted(phrase) : "(\(phrases.joined(separator: " OR ")))"
    }

    private static func anyOf(_ prompts: Set<Int>) -> String { anyOf(prompts.sorted().map(IndexedFacts.prompt)) }

    private static func anyOf(_ words: [String]) -> String { "(\(words.map(quoted).joined(separator: " OR ")))" }

    private static func quoted(_ words: String) -> String { "\"\(words.replacing("\"", with: ""))\"" }
}
