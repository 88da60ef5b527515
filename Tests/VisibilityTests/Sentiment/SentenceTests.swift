import Testing

@testable import Visibility

@Suite struct SentenceTests {
    private func sentences(_ text: String) -> [String] {
        let visible = VisibleText(text)
        return SentenceSplitter(visible).map { sentence in
            String(
                String.UnicodeScalarView(
                    visible.units[sentence.range].compactMap { $0.exact == 0 ? nil : Unicode.Scalar($0.exact) }))
        }
    }

    @Test(
        arguments: [
            ("One. Two! Three? Four", ["One.", "Two!", "Three?", "Four"]),
            ("Dr. Who, e.g. at Acme Inc. in the U.S. is here.", ["Dr. Who, e.g. at Acme Inc. in the U.S. is here."]),
            ("Version 2.5 is out. It costs $3.50.", ["Version 2.5 is out.", "It costs $3.50."]),
            ("Das gilt z. B. für Acme. Es ist gut.", ["Das gilt z. B. für Acme.", "Es ist gut."]),
            ("She said \"yes.\" Then she left.", ["She said \"yes.\"", "Then she left."]),
            ("# Title\nText one\nand more.", ["Title", "Text one and more."]),
            ("- one\n- two\n* three\n1. four", ["one", "two", "three", "four"]),
            ("| a | b |\n| c | d |", ["| a | b |", "| c | d |"]),
            ("これは良い。それは悪い。", ["これは良い。", "それは悪い。"]), ("好用！推荐？", ["好用!", "推荐?"]), ("", []), ("...", ["..."]),
        ])
    func splits(_ text: String, _ expected: [String]) { #expect(sentences(text) == expected) }
}
