internal import Catalog
internal import Visibility

/// What can be filtered by, as words that no text has: each begins with a sign that is never part of a word.
enum IndexedFacts {
    /// Every answer has this one, so that what must not occur can be searched for alone.
    static let any = "§a"

    static func platform(_ slug: String) -> String { "§p" + plain(slug) }
    static func prompt(_ id: Int) -> String { "§q\(id)" }
    /// The persona that the answer itself names.
    static func persona(_ id: Int?) -> String { "§u\(id ?? 0)" }
    static func country(_ code: String) -> String { "§c" + plain(code) }
    static func mention(_ isThere: Bool) -> String { isThere ? "§m1" : "§m0" }
    static func competitor(_ id: Int) -> String { "§r\(id)" }
    static func sentiment(_ name: String) -> String { "§s" + plain(name) }
    static func citesBrand(_ isSo: Bool) -> String { isSo ? "§b1" : "§b0" }
    static func shopping(_ isThere: Bool) -> String { isThere ? "§h1" : "§h0" }

    static func words(of answer: SearchedAnswer) -> String {
        var words = [
            any, platform(answer.platform), prompt(answer.prompt), persona(answer.persona), mention(answer.isMentioned),
            citesBrand(answer.citesBrand), shopping(answer.hasShopping),
        ]
        if let code = answer.country { words.append(country(code)) }
        words += answer.competitors.map(competitor)
        if let tone = answer.sentiment { words.append(sentiment(tone.rawValue)) }
        return words.joined(separator: " ")
    }

    /// What the index takes for one word.
    private static func plain(_ text: String) -> String {
        String(String.UnicodeScalarView(text.lowercased().unicodeScalars.filter { $0.properties.isAlphabetic && $0.isASCII }))
    }
}
