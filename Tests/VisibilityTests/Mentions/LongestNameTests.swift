import Testing

@testable import Visibility

@Suite struct LongestNameTests {
    private let acme = MentionSubject("Acme", alternativeNames: ["Acme Inc", "Acme Inc Europe"])
    private let cloud = MentionSubject("Acme Cloud", alternativeNames: ["Cloud Nine"])

    @Test(
        "The longest name at the leftmost place wins, among all subjects",
        arguments: [
            ("Acme", ["0 Acme"]), ("Acme Cloud", ["1 Acme Cloud"]), ("Acme Inc", ["0 Acme Inc"]),
            ("Acme Inc Europe", ["0 Acme Inc Europe"]),
            ("Acme Inc European", ["0 Acme Inc"]), ("Acme Cloudy", ["0 Acme"]), ("Acme Cloud Nine", ["1 Acme Cloud"]),
            ("the Cloud Nine Acme", ["1 Cloud Nine", "0 Acme"]),
            ("Acme Acme Cloud Acme", ["0 Acme", "1 Acme Cloud", "0 Acme"]),
            ("Acme, Cloud Nine", ["0 Acme", "1 Cloud Nine"]), ("Acme's Cloud", ["0 Acme"]), ("acme-cloud", ["1 acme-cloud"]),
            ("cloud", []),
        ])
    func takesTheLongest(_ text: String, _ expected: [String]) { #expect(find(acme, cloud, in: text) == expected) }

    @Test(
        "Where an excluded name stands, nobody is mentioned",
        arguments: [
            ("Caliber", 1), ("Caliber Auto Wash", 0), ("caliber auto wash", 0), ("Caliber Auto", 1),
            ("Caliber Auto Washing", 1),
            ("Caliber and Caliber Auto Wash", 1), ("**Caliber** [Auto Wash](https://x.example)", 0),
            ("Caliber Auto\nWash's", 0), ("Caliber Collision", 1),
            ("the Caliber", 0),
        ])
    func leavesExcludedNamesOut(_ text: String, _ count: Int) {
        let caliber = MentionSubject("Caliber", excludedNames: ["Caliber Auto Wash", "the Caliber", ""])
        #expect(find(caliber, in: text).count == count)
    }

    @Test func anExcludedNameHidesAllThatItCovers() {
        let caliber = MentionSubject("Caliber", excludedNames: ["Caliber Auto Wash"])
        #expect(find(caliber, MentionSubject("Auto Wash"), in: "Caliber Auto Wash or Auto Wash") == ["1 Auto Wash"])
    }

    @Test func anExcludedNameMayBeTheNameOfAnother() {
        let caliber = MentionSubject("Caliber", excludedNames: ["Caliber Auto Wash"])
        #expect(find(caliber, MentionSubject("Caliber Auto Wash"), in: "Caliber Auto Wash") == ["1 Caliber Auto Wash"])
        let exact = MentionSubject("Caliber Auto Wash", caseSensitive: true)
        #expect(find(caliber, exact, in: "Caliber Auto Wash, caliber auto wash") == ["1 Caliber Auto Wash"])
    }

    @Test func whatIsBothNameAndExcludedIsExcluded() {
        #expect(find(MentionSubject("Acme", excludedNames: ["ACME"]), in: "Acme") == [])
    }

    @Test func subjectsThatShareANameAreBothMentioned() {
        let exact = MentionSubject("Acme", caseSensitive: true)
        #expect(find(acme, MentionSubject("ACME"), exact, in: "Acme acme") == ["0 Acme", "1 Acme", "2 Acme", "0 acme", "1 acme"])
    }

    @Test func theLongestWinsAcrossCaseRules() {
        let exact = MentionSubject("Acme Cloud", caseSensitive: true)
        #expect(find(acme, exact, in: "Acme Cloud, acme cloud") == ["1 Acme Cloud", "0 acme"])
        #expect(find(exact, acme, in: "Acme Inc") == ["1 Acme Inc"])
    }

    @Test func aNameThatIsListedTwiceIsMentionedOnce() {
        #expect(find(MentionSubject("Acme", alternativeNames: ["ACME", "acme", "Acme"]), in: "Acme") == ["Acme"])
    }

    @Test func nobodyIsFoundWhereNobodyIsLookedFor() {
        #expect(MentionFinder([]).mentions(in: "Acme").isEmpty)
        #expect(MentionFinder([acme]).mentions(in: "").isEmpty)
    }
}
