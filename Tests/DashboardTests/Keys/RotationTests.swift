import APIKeys
import Testing

@testable import Catalog
@testable import Dashboard

@Suite("Rotating a key")
struct RotationTests {
    private let choices = ExpiryChoices(OrganizationPolicy(), now: testNow, keeps: true)
    private let words = DateWords(now: testNow)

    private func request(_ body: String) -> Result<RotationRequest, RotateKeyProblems> {
        RotateKeyInput(FormFields(Array(body.utf8))).request(choices)
    }

    @Test(
        "The form says for how long the old key is kept",
        arguments: [
            ("overlap=0&quiet=never", 0, nil), ("overlap=86400&quiet=21600", 86_400, 21_600),
            ("overlap=other&overlap_hours=36&quiet=never", 36 * 3600, nil),
            ("overlap=other&overlap_hours=168&quiet=86400", 168 * 3600, 86_400),
            // Without an overlap nothing can end early, so what stands there does not count.
            ("overlap=0&quiet=3600", 0, nil),
        ] as [(String, Int, Int?)])
    func taken(body: String, overlap: Int, quiet: Int?) throws {
        let request = try request(body + "&expiry=keep").get()
        #expect(request.overlap == .seconds(overlap))
        #expect(request.quietFor == quiet.map { .seconds($0) })
        #expect(request.expiresAt == Timestamp??.none)
    }

    @Test(
        "What cannot be is refused at its field",
        arguments: [
            ("overlap=&quiet=never", RotateKeyField.overlap), ("overlap=5&quiet=never", .overlap),
            ("overlap=other&overlap_hours=0&quiet=never", .overlap), ("overlap=other&overlap_hours=169&quiet=never", .overlap),
            ("overlap=other&quiet=never", .overlap), ("overlap=3600&quiet=86400", .quiet), ("overlap=3600&quiet=5", .quiet),
            ("overlap=3600&quiet=never&expiry=45", .expires),
        ])
    func refused(body: String, field: RotateKeyField) {
        guard case .failure(let problems) = request(body + "&expiry=keep") else {
            Issue.record("it was taken")
            return
        }
        #expect(Array(problems.byField.keys) == [field])
    }

    private func count(_ address: String, _ accepted: Int, refused: Int = 0) -> UsageReport.SourceCount {
        UsageReport.SourceCount(
            source: UsageLedger.Source(address: IPAddress(address), client: "etl"), accepted: accepted, refused: refused,
            last: testNow + .seconds(-7200))
    }

    private func page(old: [UsageReport.SourceCount], new: [UsageReport.SourceCount], quietFor seconds: Int = 7200)
        -> RotationPage
    {
        let rotation = Grant.Rotation(
            to: .random(), since: testNow + .seconds(-86_400), until: testNow + .seconds(3 * 3600 + 60), isOver: false)
        let key = APIKey(
            grant: Grant(id: .random(), organization: 1, scopes: [.query], brands: .all, end: .rotated(rotation)),
            name: "Nightly ETL", createdAt: testNow, createdBy: "ann", quietFor: .seconds(6 * 3600))
        let use = UsageLedger.Use(at: testNow + .seconds(-seconds), source: .other)
        let traffic = RotationTraffic(
            old: old, new: new, oldLastUse: use, newLastUse: nil, at: testNow, since: rotation.since)
        return RotationPage(key, rotation, traffic, slug: "nw", notice: nil, words: words)
    }

    @Test("The page shows both keys' traffic side by side, those who have not moved first")
    func sideBySide() {
        let page = page(
            old: [count("10.0.0.1", 500), count("10.0.0.2", 3), count("10.0.0.4", 0, refused: 4)],
            // What the new key refused has not moved.
            new: [count("10.0.0.1", 20), count("10.0.0.2", 0, refused: 1), count("10.0.0.3", 9)])
        #expect(page.rows.map(\.address) == ["10.0.0.2", "10.0.0.1", "10.0.0.3", "10.0.0.4"])
        #expect(page.rows.map(\.standing) == ["Not moved yet", "Moved", "New key only", "Only refused"])
        #expect(page.rows.map(\.oldAccepted) == ["3", "500", "0", "0"])
        #expect(page.rows.map(\.newAccepted) == ["0", "20", "9", "0"])
        #expect(page.stragglerCount == "1" && page.hasStragglers)
        #expect(page.stragglerNote == "source that used the old key and not the new one")
        #expect(page.verdict.hasPrefix("1 source has not been seen with the new key yet."))
    }

    @Test("It says how long the old key has been quiet, and when it ends")
    func quiet() {
        let page = page(old: [count("10.0.0.1", 5)], new: [count("10.0.0.1", 5)])
        #expect(page.silence == "2 h" && page.isQuiet)
        #expect(page.left == "in 3 h")
        #expect(page.earlyEnd == "or as soon as it has been silent for 6 h")
        #expect(page.verdict == "Every source that used the old key has been seen with the new one.")
        #expect(!self.page(old: [], new: [], quietFor: 60).isQuiet)
        #expect(self.page(old: [], new: []).verdict == "Neither key has been used since the rotation began.")
    }
}
