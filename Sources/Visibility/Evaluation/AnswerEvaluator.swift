/// Says who is mentioned in an answer, where and in what tone, and whose the cited pages are. Made once from a brand's settings, run
/// over any number of answers.
package struct AnswerEvaluator: Sendable {
    /// Raised when the same settings lead to other evaluations than before, so that stored answers are evaluated anew.
    package static let version = 1

    private let finder: MentionFinder
    /// By the index of the subject, less one for the brand.
    private let competitors: [Int]
    private let owners: PageOwners
    private let tone: any ToneReader

    package init(_ settings: EvaluationSettings, tone: any ToneReader = SentimentReader()) {
        finder = MentionFinder([settings.brand] + settings.competitors.map(\.subject))
        competitors = settings.competitors.map(\.id)
        owners = PageOwners(settings)
        self.tone = tone
    }

    /// - Parameters:
    ///   - text: in Markdown, or plain.
    ///   - citationURLs: in the answer's order; each one becomes a citation, also twice.
    package func evaluate(text: String, citationURLs: [String]) -> Evaluation {
        let visible = VisibleText(text)
        let mentions = finder.mentions(in: visible)
        let subjects = competitors.count + 1
        var appearances = Array(repeating: Appearance.absent, count: subjects)
        if !mentions.isEmpty {
            let tones = tone.tones(of: mentions, in: visible, subjects: subjects)
            for mention in mentions where !appearances[mention.subject].present {
                appearances[mention.subject] = Appearance(
                    present: true, position: mention.position(in: visible), sentiment: tones[mention.subject] ?? Sentiment.none)
            }
        }
        return Evaluation(
            brand: appearances[0],
            competitors: Dictionary(zip(competitors, appearances.dropFirst())) { first, _ in first },
            citations: citations(citationURLs))
    }

    /// Whose the pages are, in their order.
    package func citations(_ urls: [String]) -> [Citation] { urls.map(owners.citation) }
}
