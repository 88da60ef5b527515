/// Says in what tone an answer speaks of each subject that it mentions. The port behind which a model may stand in the place of
/// ``SentimentReader``.
package protocol ToneReader: Sendable {
    /// - Parameters:
    ///   - text: an answer as it is read.
    ///   - mentions: what it mentions, in the order of the text. One place may mention several subjects.
    ///   - subjects: how many subjects there are; mentions name them by index.
    /// - Returns: one entry for each subject: `nil` for those that are not mentioned, and only for those.
    func tones(of mentions: [Mention], in text: VisibleText, subjects: Int) -> [Sentiment?]
}
