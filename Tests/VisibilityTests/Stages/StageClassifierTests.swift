import Testing

@testable import Visibility

@Suite struct StageClassifierTests {
    @Test func report() {
        for (n, set) in [("seen", StagePrompt.seen), ("held", StagePrompt.heldOut)] {
            var ok = 0, okf = 0
            for p in set {
                let s = StageClassifier.kind(of: p.text, among: StagePrompt.standard),
                    f = StageClassifier.kind(of: p.text, among: StagePrompt.funnel)
                if s == p.standard {
                    ok += 1
                } else if n == "seen" {
                    print("REPORT", p.text, LanguageDetector.language(of: p.text) ?? "-", s, "not", p.standard)
                }
                if f == p.funnel {
                    okf += 1
                } else if n == "seen" {
                    print("REPORT funnel", p.text, LanguageDetector.language(of: p.text) ?? "-", f, "not", p.funnel)
                }
            }
            print("REPORT", n, ok, okf, set.count)
        }
    }
}
