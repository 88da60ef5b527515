import Catalog
import Testing

@testable import Dashboard

@Suite struct AnswerTextTests {
    private static func brand() async throws -> Brand { try await TestSite().fabrikam }

    @Test func allNamesAreMarkedAndNothingIsLost() async throws {
        let text = "Fabrikam, <b>Fabrikam</b> & others"
        let answer = AnswerText(text, of: try await Self.brand())
        #expect(answer.textPieces.map(\.piece).joined() == text)
        #expect(answer.textPieces.filter { $0.names != nil }.map(\.piece) == ["Fabrikam", "Fabrikam"])
        #expect(answer.unmarked == nil)
    }

    @Test func ofVeryManyNamesTheFirstAreMarkedAndThePageSaysSo() async throws {
        let text = String(repeating: "Fabrikam ", count: 20_000)
        let answer = AnswerText(text, of: try await Self.brand())
        #expect(answer.textPieces.map(\.piece).joined() == text)
        #expect(answer.textPieces.count { $0.names != nil } == 2000)
        #expect(answer.textPieces.count <= 4001)
        #expect(answer.unmarked == "Only the first 2,000 names are marked of 20,000.")
        #expect(answer.legend.map(\.legendCount) == ["this brand, 20,000 times"])
    }
}
