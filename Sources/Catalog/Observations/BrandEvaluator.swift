internal import Crypto
internal import Synchronization
internal import Visibility

/// Evaluates answers for a brand as it is set up now.
struct BrandEvaluator: Sendable {
    /// Equal for equal settings, as far as they matter to evaluations.
    let fingerprint: Int
    private let evaluator: AnswerEvaluator

    init(_ brand: Brand) {
        evaluator = AnswerEvaluator(
            EvaluationSettings(
                brand: MentionSubject(brand.content), website: brand.content.website,
                alternativeWebsites: brand.content.alternativeWebsites,
                competitors: brand.competitors.map { EvaluationSettings.Competitor($0) }))
        fingerprint = Self.fingerprint(brand)
    }

    func evaluate(_ draft: AnswerDraft) -> Evaluation {
        evaluate(draft.text, urls: draft.pages.map(\.url), given: draft.evaluation)
    }

    /// - Parameter given: is kept as it is; only the citations are looked at.
    func evaluate(_ text: String, urls: [String], given: GivenEvaluation?) -> Evaluation {
        guard let given else { return evaluator.evaluate(text: text, citationURLs: urls) }
        return Evaluation(brand: given.brand, competitors: given.competitors, citations: evaluator.citations(urls))
    }

    static func fingerprint(_ brand: Brand) -> Int {
        var hash = SHA256()
        func take(_ texts: [String]) {
            hash.update(data: Array("\(texts.count)\u{0}".utf8))
            for text in texts { hash.update(data: Array("\(text.utf8.count)\u{0}\(text)".utf8)) }
        }
        take(["\(AnswerEvaluator.version)"])
        let content = brand.content
        take([content.name, "\(content.caseSensitive)", content.website])
        for list in [content.alternativeNames, content.excludedNames, content.alternativeWebsites] { take(list) }
        for competitor in brand.competitors {
            let content = competitor.content
            take(["\(competitor.id)", content.name, "\(content.caseSensitive)"])
            for list in [content.alternativeNames, content.excludedNames, content.websites] { take(list) }
        }
        // 63 bits, since a column of the database has no more.
        return hash.finalize().prefix(8).reduce(0) { $0 << 8 | Int($1) } & .max
    }
}

extension MentionSubject {
    init(_ content: BrandContent) {
        self.init(
            content.name, alternativeNames: content.alternativeNames, excludedNames: content.excludedNames,
            caseSensitive: content.caseSensitive)
    }

    init(_ content: CompetitorContent) {
        self.init(
            content.name, alternativeNames: content.alternativeNames, excludedNames: content.excludedNames,
            caseSensitive: content.caseSensitive)
    }
}

extension EvaluationSettings.Competitor {
    init(_ competitor: Competitor) {
        self.init(id: competitor.id, subject: MentionSubject(competitor.content), websites: competitor.content.websites)
    }
}

/// Making an evaluator of a brand with many competitors takes longer than evaluating an answer.
final class EvaluatorCache: Sendable {
    private static let most = 100
    private let evaluators = Mutex<[Int: (revision: Int, evaluator: BrandEvaluator)]>([:])

    func evaluator(of brand: Brand) -> BrandEvaluator {
        if let found = evaluators.withLock({ $0[brand.id] }), found.revision == brand.revision { return found.evaluator }
        let made = BrandEvaluator(brand)
        evaluators.withLock { evaluators in
            if evaluators.count >= Self.most { evaluators.removeAll() }
            evaluators[brand.id] = (brand.revision, made)
        }
        return made
    }
}
