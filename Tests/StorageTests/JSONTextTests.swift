import Testing

@testable import Storage

@Suite struct JSONTextTests {
    /// What is written without Foundation is read with it.
    @Test(arguments: ["", "plain 日本", "\"quoted\" \\ back", "\u{0}\u{1F}\n\r\t", "e\u{301}\u{1F600}", "\u{7F}\u{2028}/"])
    func aTextComesBackAsItWas(_ text: String) throws {
        let list = try JSONText.decode([String?].self, "[\(JSONText.literal(text)),\(JSONText.literal(nil))]")
        #expect(list.map { $0.map { Array($0.utf8) } } == [Array(text.utf8), nil])
    }
}
