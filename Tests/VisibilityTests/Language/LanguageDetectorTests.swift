import Testing

@testable import Visibility

@Suite struct LanguageDetectorTests {
    /// How many of the prompts are told rightly, wrongly and not at all.
    private func tally(_ prompts: [String: [String]]) -> (right: Int, wrong: [String], unsure: [String]) {
        var right = 0
        var wrong: [String] = []
        var unsure: [String] = []
        for (language, prompts) in prompts {
            for prompt in prompts {
                switch LanguageDetector.language(of: prompt) {
                case language: right += 1
                case nil: unsure.append("\(language): \(prompt)")
                case let other?: wrong.append("\(language), not \(other): \(prompt)")
                }
            }
        }
        return (right, wrong.sorted(), unsure.sorted())
    }

    @Test func report() {
        for set in [LanguagePrompts.seen, LanguagePrompts.heldOut] {
            let t = tally(set)
            print("REPORT", t.right, t.wrong.count, t.unsure.count)
            if set["en"]?.count == 12 { for l in t.wrong + ["--"] + t.unsure { print("REPORT  ", l) } }
        }
        for u in LanguagePrompts.unsure { if let l = LanguageDetector.language(of: u) { print("REPORT   unsure", u, l) } }
    }
}
