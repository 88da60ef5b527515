import APIKeys
import Catalog
import Testing

@testable import Dashboard

@Suite("Words")
struct WordsTests {
    let words = DateWords(now: testNow)

    @Test(
        "A past moment is said as people say it",
        arguments: [
            (0, "just now"), (59, "just now"), (120, "2 min ago"), (6 * 3600, "6 h ago"), (30 * 3600, "yesterday"),
            (3 * 86_400, "3 days ago"), (40 * 86_400, "14 Oct"), (400 * 86_400, "19 Oct 2025"), (-10, "just now"),
        ])
    func ago(seconds: Int, said: String) {
        #expect(words.ago(testNow + .seconds(-seconds)).words == said)
    }

    @Test(
        "An expiry that is near is counted, a far one is a day, and near is amber",
        arguments: [
            (12 * 86_400 + 60, "in 12 days", true), (30 * 3600, "in 30 h", true), (90, "in 1 min", true),
            (20 * 86_400, "13 Dec", false), (90 * 86_400, "21 Feb 2027", false), (-86_400, "22 Nov", false),
        ])
    func expiry(seconds: Int, said: String, isSoon: Bool) {
        let expiry = words.expiry(testNow + .seconds(seconds))
        #expect(expiry.moment.words == said)
        #expect(expiry.isSoon == isSoon)
    }

    @Test(
        "What is left of a span is said to the nearest unit",
        arguments: [
            (3 * 86_400 - 20, "3 days"), (86_400 - 20, "24 h"), (3600 - 20, "1 h"), (30, "30 seconds"), (100 * 60, "2 h"),
            (2 * 86_400 + 12 * 3600, "3 days"), (2 * 86_400 + 11 * 3600, "2 days"),
        ])
    func nearest(seconds: Int, said: String) { #expect(Duration.seconds(seconds).nearWords == said) }

    @Test("A key that ends at midnight has its last day before it")
    func lastDay() throws {
        let end = try #require(Timestamp(iso8601: "2027-02-22T00:00:00Z"))
        #expect(words.lastDay(before: end).long == "21 February 2027")
    }

    @Test("A moment carries the whole time, in UTC, for those who want it exact")
    func exact() {
        let moment = words.day(testNow)
        #expect(moment.utc == "23 Nov 2026, 20:20 UTC")
        let exact = words.at(testNow)
        #expect(exact.words == exact.utc && exact.manner == "exact", "right without a script")
        #expect(moment.iso.hasPrefix("2026-11-23T20:20:00"))
    }

    @Test("Every operation and every refusal that the counts name has words of its own")
    func operations() {
        for operation in APIKeys.Operation.all { #expect(OperationWords.title(operation.name) != operation.name) }
        let key = KeyID.random()
        let refusals: [Refusal] = [
            .revoked(key, at: testNow), .rotated(key, at: testNow), .expired(key, at: testNow), .awaitsApproval(key),
            .sealBroken(key), .addressNotAllowed(nil), .scopeMissing(needed: .query, held: []), .brandNotGranted(1),
            .brandArchived(1), .brandNotFound(1), .selfRotationNotAllowed(key), .alreadyRotated(key),
        ]
        for refusal in refusals { #expect(RefusalWords.reason(refusal.code) != refusal.code) }
    }

    @Test("The sentence of a key says what it lets its holder do, for which brands and how long")
    func sentence() {
        #expect(
            KeySentence(scopes: [.query], brands: ["Fabrikam"], until: "21 February 2027").text
                == "This key will let its holder read analytics for Fabrikam until 21 February 2027, and nothing else.")
        #expect(
            KeySentence(scopes: [.query, .configure, .ingest], brands: nil, until: nil).text
                == "This key will let its holder read analytics, change settings and write responses for all brands, also those created later until someone revokes it, and nothing else."
        )
        #expect(
            KeySentence(scopes: [.query], brands: ["A", "B", "C", "D"], until: nil).text.contains(" for 4 brands until "))
        #expect(KeySentence(scopes: [.createBrand], brands: [], until: nil).text.contains("for the brands it creates"))
        #expect(KeySentence(scopes: [], brands: nil, until: nil).text == KeySentence.incomplete)
        #expect(KeySentence(scopes: [.query], brands: [], until: nil).text == KeySentence.incomplete)
    }
}
