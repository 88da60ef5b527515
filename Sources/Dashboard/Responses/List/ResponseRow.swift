internal import Catalog
internal import Visibility

/// A line of the list of responses.
struct ResponseRow: Sendable {
    let promptText: String
    let responseURL: String
    let platform: String
    let second: String
    let given: Moment
    let appearance: AppearanceWords
    /// Around the first place that was searched for, else around the first mention of the brand, else the beginning.
    let excerpt: [ExcerptPiece]
    let isCutBefore: Bool
    let isCutBehind: Bool

    struct ExcerptPiece: Hashable, Sendable {
        let piece: String
        let isHit: Bool
    }

    /// What stands further back in an answer is not looked at for an excerpt.
    private static let longestLook = 20_000

    /// - Parameter finder: of the brand's ``Brand/subjects``.
    init(_ answer: ObservedAnswer, _ query: ResponseQuery, finder: MentionFinder, _ visit: BrandVisit, words: DateWords) {
        promptText = answer.prompt.text.oneLine(most: 160)
        responseURL = SitePath.response(visit.slug, visit.brand.id, answer.observation.id).address(query.itemsWithPart)
        platform = PromptChoices.platformName(answer.observation.platform)
        let facts = [
            answer.personaName.map { "as \($0.oneLine(most: 60))" }, answer.observation.country,
            answer.observation.searchEnabled ? "with web search" : nil,
        ]
        second = facts.compactMap(\.self).joined(separator: " · ")
        given = words.ago(answer.createdAt)
        appearance = AppearanceWords(answer.observation.brand)
        let text = String(String.UnicodeScalarView(answer.text.unicodeScalars.prefix(Self.longestLook)))
        let excerpt = Excerpt(of: text, marking: Self.marks(in: text, query, finder))
        self.excerpt = excerpt.pieces.map { ExcerptPiece(piece: $0.text, isHit: $0.isMarked) }
        isCutBefore = excerpt.isCutBefore
        isCutBehind = excerpt.isCutBehind || text.utf8.count < answer.text.utf8.count
    }

    private static func marks(in text: String, _ query: ResponseQuery, _ finder: MentionFinder) -> [Range<Int>] {
        if !query.words.isEmpty {
            let places = query.words.places(in: SearchText(text))
            if !places.isEmpty { return places }
        }
        return finder.mentions(in: text).filter { $0.subject == 0 }.map(\.range)
    }
}

extension PromptChoices {
    /// Of a slug, also of one that this version does not know.
    static func platformName(_ slug: String) -> String { Platform(rawValue: slug)?.name ?? slug }
}
