@testable import Visibility

/// The tones of Acme, Globex and Initech in a text, those that are mentioned: `Acme positive, Globex none`.
func tones(_ text: String) -> String {
    let names = ["Acme", "Globex", "Initech"]
    let visible = VisibleText(text)
    let mentions = MentionFinder(names.map { MentionSubject($0) }).mentions(in: visible)
    return zip(names, SentimentReader().tones(of: mentions, in: visible, subjects: names.count))
        .compactMap { name, tone in tone.map { "\(name) \($0.rawValue)" } }.joined(separator: ", ")
}
