internal import Visibility

/// How it is said what an answer makes of a brand or a competitor.
extension Position {
    var words: String {
        switch self {
        case .top: "in the first third"
        case .middle: "in the middle third"
        case .bottom: "in the last third"
        }
    }
}

extension Sentiment {
    var words: String {
        switch self {
        case .positive: "positive"
        case .mixed: "mixed"
        case .negative: "negative"
        case .none: "no tone"
        }
    }

    /// Of the style sheet.
    var style: String {
        switch self {
        case .positive: "good"
        case .mixed: "warn"
        case .negative: "bad"
        case .none: "plain"
        }
    }
}

extension String {
    /// `positive` as `Positive`.
    var capitalizedFirst: String { prefix(1).uppercased() + dropFirst() }
}

/// `Named`, `in the first third`, `positive`: words and the colour that goes with them.
struct AppearanceWords: Hashable, Sendable {
    let presence: String
    let isThere: Bool
    let position: String?
    let tone: String?
    let toneStyle: String

    init(_ appearance: Appearance) {
        isThere = appearance.present
        presence = appearance.present ? "Named" : "Not named"
        position = appearance.position?.words
        tone = appearance.sentiment?.words
        toneStyle = appearance.sentiment?.style ?? "plain"
    }
}
