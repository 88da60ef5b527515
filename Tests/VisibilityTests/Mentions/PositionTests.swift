import Testing

@testable import Visibility

@Suite struct PositionTests {
    @Test(
        "A text is cut into thirds",
        arguments: [
            (0, 1, Position.top), (0, 2, .top), (1, 2, .middle), (0, 3, .top), (1, 3, .middle), (2, 3, .bottom), (1, 4, .top),
            (2, 4, .middle), (3, 4, .bottom),
            (0, 100, .top), (33, 100, .top), (34, 100, .middle), (66, 100, .middle), (67, 100, .bottom), (99, 100, .bottom),
            (33, 99, .middle), (66, 99, .bottom),
        ])
    func cuts(_ index: Int, _ count: Int, _ expected: Position) { #expect(Position(of: index, in: count) == expected) }

    @Test func thePositionIsMeasuredInWhatIsRead() throws {
        // The target of the link is most of the text, and none of what is read.
        let target = "https://example.com/" + String(repeating: "x", count: 500)
        let text = VisibleText("[One](\(target)) two three, **Acme** four five")
        #expect(try #require(MentionFinder([MentionSubject("Acme")]).mentions(in: text).first).position(in: text) == .middle)
        #expect(text.count == 29)
    }

    @Test(
        "The contract's words are the raw values", arguments: zip(Position.allCases, ["top", "middle", "bottom"]))
    func hasTheWordsOfTheContract(_ position: Position, _ word: String) { #expect(position.rawValue == word) }
}
