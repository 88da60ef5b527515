internal import Catalog
internal import Mustache
internal import Visibility

/// The text of an answer as it came, markup and all, with those marked whom it names. Nothing of it is lost or changed.
struct AnswerText: Sendable {
    let textPieces: [TextPiece]
    /// That more are named than are marked.
    let unmarked: String?
    /// Who is marked, and how; only those who are named.
    let legend: [LegendEntry]

    /// More marks than anybody reads make a page of many megabytes.
    private static let mostMarks = 2000

    struct TextPiece: Hashable, Sendable, MustacheParent {
        let piece: String
        /// Who is named here; `nil` between the marks.
        let names: String?
        /// Of the style sheet: `brand` or `rival`.
        let markStyle: String

        func child(named name: String) -> Any? {
            switch name {
            case "piece": piece
            case "names": names
            case "markStyle": markStyle
            default: nil
            }
        }
    }

    struct LegendEntry: Hashable, Sendable {
        let legendName: String
        let legendStyle: String
        let legendCount: String
    }

    init(_ text: String, of brand: Brand) {
        let subjects = brand.subjects
        let mentions = MentionFinder(subjects).mentions(in: text)
        unmarked =
            mentions.count > Self.mostMarks
            ? "Only the first \(grouped(Self.mostMarks)) names are marked of \(grouped(mentions.count))." : nil
        textPieces = MentionedText(text, Array(mentions.prefix(Self.mostMarks))).pieces.map { piece in
            TextPiece(
                piece: piece.text,
                names: piece.subjects.isEmpty ? nil : piece.subjects.map { subjects[$0].name }.inWords,
                markStyle: Self.style(piece.subjects.first ?? 0))
        }
        var counts: [Int: Int] = [:]
        for mention in mentions { counts[mention.subject, default: 0] += 1 }
        legend = counts.sorted { $0.key < $1.key }.map { subject, count in
            LegendEntry(
                legendName: subjects[subject].name, legendStyle: Self.style(subject),
                legendCount: "\(subject == 0 ? "this brand" : "competitor"), \(count == 1 ? "once" : "\(grouped(count)) times")")
        }
    }

    private static func style(_ subject: Int) -> String { subject == 0 ? "brand" : "rival" }
}
