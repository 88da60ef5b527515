/// Reads the tone of an answer out of words that praise and blame, by the rules of `docs/evaluation.md`.
///
/// The answer is cut into sentences; those that mention a subject, and those that go on about it, are read with the lexicon of the
/// answer's language. Each word of praise or blame is turned and weighed by the words around it, and counts for the mention that it
/// belongs to. The same answer always gets the same tone, and the work grows with its length.
package struct SentimentReader: ToneReader {
    private static let languages: [String: LanguageTone] = SentimentLexicon.all.reduce(into: [:]) { languages, lexicon in
        languages[lexicon.code] = LanguageTone(lexicon)
    }

    /// The lexicon for answers whose language nobody knows.
    private static let fallback = "en"

    package init() {}

    package func tones(of mentions: [Mention], in text: VisibleText, subjects: Int) -> [Sentiment?] {
        var steps = 0
        return tones(of: mentions, in: text, subjects: subjects, steps: &steps)
    }

    /// - Parameter steps: grows by the characters and events looked at, each time that they are.
    func tones(of mentions: [Mention], in text: VisibleText, subjects: Int, steps: inout Int) -> [Sentiment?] {
        var tones = [Sentiment?](repeating: nil, count: subjects)
        guard !mentions.isEmpty else { return tones }
        var tally = ToneTally(subjects: subjects)
        let language = LanguageDetector.language(of: text) ?? Self.fallback
        if let language = Self.languages[language] {
            var reading = AnswerTone(language: language, text: text, mentions: mentions)
            reading.read(into: &tally)
            steps += reading.steps
        }
        for mention in mentions where tones[mention.subject] == nil {
            tones[mention.subject] = tally.sentiment(of: mention.subject)
        }
        return tones
    }
}

/// A lexicon made ready. A class, so that each answer takes one reference to it.
final class LanguageTone: Sendable {
    let phrases: PhraseTrie
    let beginning: SentimentLexicon.Beginning
    let negatesBehind: Bool
    let partsThan: Bool
    let reach: Int

    init(_ lexicon: SentimentLexicon) {
        phrases = PhraseTrie(lexicon)
        beginning = lexicon.beginning
        negatesBehind = lexicon.negatesBehind
        partsThan = lexicon.partsThan
        reach = lexicon.reach
    }
}

/// One answer while it is read.
private struct AnswerTone {
    let language: LanguageTone
    let text: VisibleText
    let mentions: [Mention]
    private var events = SentenceEvents()
    private var attribution = ToneAttribution()
    private var mention = 0
    /// With what the sentence began that made the topic.
    private var topicMarker = Sentence.Marker.none
    private var topicIsTitle = false
    private var sentencesSince = 0

    /// How many sentences go on about a heading, at most.
    private static let longestSection = 12

    init(language: LanguageTone, text: VisibleText, mentions: [Mention]) {
        self.language = language
        self.text = text
        self.mentions = mentions
    }

    var steps: Int { events.steps }

    mutating func read(into tally: inout ToneTally) {
        for sentence in SentenceSplitter(text) {
            events.steps += sentence.range.count
            while mention < mentions.count, mentions[mention].characters.lowerBound < sentence.range.lowerBound { mention += 1 }
            let isMentioning = mention < mentions.count && mentions[mention].characters.lowerBound < sentence.range.upperBound
            if isMentioning {
                readMentioning(sentence, &tally)
            } else {
                readFollowing(sentence, &tally)
            }
        }
    }

    private mutating func readMentioning(_ sentence: Sentence, _ tally: inout ToneTally) {
        readEvents(of: sentence)
        let topic = attribution.topic
        if !attribution.columns.isEmpty { attribution.columns = [:] }
        // `It is better than Acme` is about whom the sentence before was about.
        if !events.opening.contains(.pronoun) { attribution.topic = [] }
        if !sentence.isQuestion { attribution.attribute(events, mentions: mentions, to: &tally) }
        sentencesSince = 0
        topicMarker = sentence.marker
        topicIsTitle = sentence.isTitle || sentence.marker != .none
        if sentence.marker == .row {
            attribution.topic = []
            if events.places.count > 1 { readColumns() }
        } else if let first = events.places.first(where: { $0.standing == .subject }) {
            // Of several that are mentioned, nobody knows whom the next sentence is about.
            let isOne = events.places.allSatisfy { $0.standing != .subject || isSame($0, first) }
            attribution.topic.removeAll(keepingCapacity: true)
            if isOne { attribution.topic.append(contentsOf: mentions[first.mentions].lazy.map(\.subject)) }
        } else if events.opening.contains(.pronoun) {
            attribution.topic = topic
        } else {
            attribution.topic = []
        }
    }

    /// A sentence that mentions nobody speaks of whom the one before was about, unless it begins something new.
    private mutating func readFollowing(_ sentence: Sentence, _ tally: inout ToneTally) {
        if sentence.marker != .row, !attribution.columns.isEmpty { attribution.columns = [:] }
        guard !attribution.topic.isEmpty || !attribution.columns.isEmpty else { return }
        sentencesSince += 1
        // Its first word mostly says whether it goes on; only then is the rest read.
        events.readOpening(sentence.range, of: text.units, language)
        guard sentence.marker == .row ? !attribution.columns.isEmpty : goesOn(sentence) else {
            attribution.topic = []
            return
        }
        readEvents(of: sentence)
        if !sentence.isQuestion { attribution.attribute(events, mentions: mentions, to: &tally) }
    }

    private func goesOn(_ sentence: Sentence) -> Bool {
        if events.opening.contains(.reset) || sentencesSince > Self.longestSection { return false }
        if events.beginsWithLabel || events.opening.contains(.pronoun) { return true }
        guard sentence.startsLine else { return true }
        if sentence.marker == .none { return topicIsTitle && topicMarker == .none && !sentence.isTitle }
        return topicIsTitle && sentence.marker != topicMarker && sentence.marker != .number
    }

    /// Whether two places mention the same.
    private func isSame(_ place: TonePlace, _ other: TonePlace) -> Bool {
        mentions[place.mentions].elementsEqual(mentions[other.mentions]) { $0.subject == $1.subject }
    }

    private mutating func readColumns() {
        for place in events.places where place.standing == .subject {
            attribution.columns[place.cell, default: []] += mentions[place.mentions].map(\.subject)
        }
        // Two in one cell are no title of a column.
        if attribution.columns.count < 2 { attribution.columns = [:] }
    }

    private mutating func readEvents(of sentence: Sentence) {
        events.read(sentence.range, of: text.units, mentions: mentions, first: mention, language)
        events.weigh(language)
    }
}
