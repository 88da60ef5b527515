/// Text of the document for people: paragraphs, with what stands between backticks as code. The document has no other marks.
struct Prose: Sendable {
    struct Span: Sendable {
        let text: String
        let isCode: Bool
    }

    struct Paragraph: Sendable {
        let spans: [Span]
    }

    let paragraphs: [Paragraph]

    init(_ text: String) {
        paragraphs = text.split(separator: "\n\n").map { Paragraph(spans: Self.spans(String($0))) }
    }

    /// One line of it.
    static func spans(_ text: String) -> [Span] {
        let line = text.split(separator: "\n").map { $0.trimmingPrefix { $0 == " " } }.joined(separator: " ")
        return line.split(separator: "`", omittingEmptySubsequences: false).enumerated()
            .map { Span(text: String($1), isCode: !$0.isMultiple(of: 2)) }
            .filter { !$0.text.isEmpty }
    }
}
