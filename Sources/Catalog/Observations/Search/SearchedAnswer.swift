internal import APIKeys
package import Visibility

/// What of an answer searches look at.
package struct SearchedAnswer: Hashable, Sendable {
    package var place: AnswerPlace
    package var prompt: Int
    /// The persona that the answer itself names; `nil` where it is the prompt's.
    package var persona: Int?
    /// The slug of the assistant.
    package var platform: String
    package var country: String?
    package var isMentioned: Bool
    /// Those that are named, in the order of their ids.
    package var competitors: [Int]
    package var sentiment: Sentiment?
    package var citesBrand: Bool
    package var hasShopping: Bool
    /// In Markdown; empty where it was not asked for.
    package var text: String

    package init(
        place: AnswerPlace, prompt: Int, persona: Int? = nil, platform: String, country: String? = nil, isMentioned: Bool = false,
        competitors: [Int] = [], sentiment: Sentiment? = nil, citesBrand: Bool = false, hasShopping: Bool = false,
        text: String = ""
    ) {
        self.place = place
        self.prompt = prompt
        self.persona = persona
        self.platform = platform
        self.country = country
        self.isMentioned = isMentioned
        self.competitors = competitors
        self.sentiment = sentiment
        self.citesBrand = citesBrand
        self.hasShopping = hasShopping
        self.text = text
    }
}

/// Searches order answers by the second in which they were given, and within it by id: a number that an index can hold.
extension AnswerPlace {
    package var second: Int {
        let (seconds, rest) = createdAt.milliseconds.quotientAndRemainder(dividingBy: 1000)
        return Int(rest < 0 ? seconds - 1 : seconds)
    }

    package func isNewer(than other: AnswerPlace) -> Bool { (second, id) > (other.second, other.id) }
}

/// Which part of a list: its beginning, or what lies on one side of a place.
package enum AnswerPart: Hashable, Sendable {
    case newest
    case older(than: AnswerPlace)
    case newer(than: AnswerPlace)

    /// Whether it is walked from old to new.
    package var isAscending: Bool { if case .newer = self { true } else { false } }

    package func contains(_ place: AnswerPlace) -> Bool {
        switch self {
        case .newest: true
        case .older(let bound): bound.isNewer(than: place)
        case .newer(let bound): place.isNewer(than: bound)
        }
    }

    /// The rest of it behind a place, as it is walked.
    package func behind(_ place: AnswerPlace) -> AnswerPart { isAscending ? .newer(than: place) : .older(than: place) }
}
