import Testing

@testable import Visibility

@Suite struct SentimentLexiconTests {
    private func entries(_ list: String) -> Set<String> {
        Set(list.split(whereSeparator: { $0 == "," || $0.isNewline }).map { $0.split(separator: " ").joined(separator: " ") })
            .subtracting([""])
    }

    @Test(arguments: SentimentLexicon.all.map(\.code))
    func nothingIsPraiseAndBlame(_ code: String) throws {
        let lexicon = try #require(SentimentLexicon.all.first { $0.code == code })
        let praise = entries(lexicon.strongPraise).union(entries(lexicon.praise)).union(entries(lexicon.better))
        let blame = entries(lexicon.strongBlame).union(entries(lexicon.blame)).union(entries(lexicon.worse))
        #expect(praise.intersection(blame) == [])
    }

    @Test(arguments: ["en", "de", "fr", "es", "it", "pt", "nl"])
    func aLexiconHasSomeHundredEntries(_ code: String) throws {
        let lexicon = try #require(SentimentLexicon.all.first { $0.code == code })
        #expect(lexicon.phrases.map { entries($0.list).count }.reduce(0, +) > 400)
    }

    @Test func eachLanguageHasOneLexicon() {
        #expect(Set(SentimentLexicon.all.map(\.code)).count == SentimentLexicon.all.count)
    }
}
