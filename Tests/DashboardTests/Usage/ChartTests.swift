import APIKeys
import Testing

@testable import Catalog
@testable import Dashboard

@Suite("Charts of requests")
struct ChartTests {
    private func bucket(_ accepted: Int, _ refused: Int = 0) -> UsageBucket {
        UsageBucket(name: "23 Nov", tick: "23 Nov", accepted: accepted, refused: refused)
    }

    private func hours(_ counts: [Int: (Int, Int)], from first: String, count: Int) throws -> [UsageReport.Hour] {
        let start = try #require(Timestamp(iso8601: first)).hour
        return (0..<count).map { place in
            UsageReport.Hour(
                start: Timestamp(hour: start + place), accepted: counts[place]?.0 ?? 0, refused: counts[place]?.1 ?? 0)
        }
    }

    @Test(
        "The scale ends at a number that halves",
        arguments: [
            (0, 2), (1, 2), (2, 2), (3, 4), (7, 10), (11, 20), (41, 100), (999, 1000), (1001, 2000),
            (Int.max, 1_000_000_000_000_000),
        ])
    func scale(most: Int, top: Int) { #expect(BarChart.roundTop(most) == top) }

    @Test("Accepted requests stand above the line and refused ones below it, on one scale")
    func heights() throws {
        let chart = BarChart(title: "t", buckets: [bucket(10, 10), bucket(0), bucket(5, 0)])
        #expect(chart.zero == 500, "as many were refused at most as accepted, so the line is in the middle")
        #expect(chart.bars.count == 2, "a bucket without a request draws nothing")
        #expect(chart.bars[0].upHeight == 500 && chart.bars[0].downHeight == 500 && chart.bars[0].upY == 0)
        #expect(chart.bars[1].upHeight == 250 && chart.bars[1].upY == 250 && chart.bars[1].downHeight == 0)
        #expect(chart.bars[1].x == 21)
        #expect(chart.scale.map(\.text) == ["10", "5", "0"])
    }

    @Test("Without a refusal the line is at the foot; one refusal beside a million is still seen")
    func smallest() {
        #expect(BarChart(title: "t", buckets: [bucket(7)]).zero == BarChart.boxHeight)
        let chart = BarChart(title: "t", buckets: [bucket(1_000_000), bucket(0, 1)])
        #expect(chart.bars[1].downHeight >= 10)
        #expect(chart.zero < BarChart.boxHeight)
    }

    @Test("A bar never leaves the picture", arguments: [(1, 1), (3, 999_999), (999_999, 3), (Int.max / 4, Int.max / 4)])
    func inside(accepted: Int, refused: Int) {
        for bar in BarChart(title: "t", buckets: [bucket(accepted, refused)]).bars {
            #expect(bar.upY >= 0 && bar.upHeight >= 0 && bar.downHeight >= 0)
        }
        let chart = BarChart(title: "t", buckets: [bucket(accepted, refused)])
        #expect(chart.bars.allSatisfy { chart.zero + $0.downHeight <= BarChart.boxHeight })
    }

    @Test("The picture says in words what it shows, and has its numbers as a table")
    func words() {
        let chart = BarChart(
            title: "t",
            buckets: [
                bucket(1200, 4), UsageBucket(name: "24 Nov", tick: "24 Nov", accepted: 0, refused: 0),
                UsageBucket(name: "25 Nov", tick: "25 Nov", accepted: 3, refused: 0),
            ])
        #expect(chart.chartSummary == "1,203 requests accepted, 4 refused. The most at once: 23 Nov, 1,204.")
        #expect(chart.numbers.map(\.when) == ["23 Nov", "25 Nov"])
        #expect(BarChart(title: "t", buckets: [bucket(0)]).chartSummary == "No requests.")
    }

    @Test("A week is drawn by hour, a month by day of UTC")
    func buckets() throws {
        let hours = try hours([0: (1, 0), 25: (2, 1), 26: (3, 0)], from: "2026-11-22T22:00:00Z", count: 30)
        let byHour = UsageBucket.buckets(hours, days: 7)
        #expect(byHour.count == 30)
        #expect(byHour[25].name == "23 Nov, 23:00 to 00:00")
        let byDay = UsageBucket.buckets(hours, days: 30)
        #expect(byDay.map(\.name) == ["22 Nov", "23 Nov", "24 Nov"])
        #expect(byDay.map(\.accepted) == [1, 2, 3])
        #expect(byDay.map(\.refused) == [0, 1, 0])
    }

    @Test("Labels under a long picture are spread evenly, the first and the last among them")
    func ticks() throws {
        let hours = try hours([:], from: "2026-11-22T00:00:00Z", count: 24)
        let chart = BarChart(title: "t", buckets: UsageBucket.buckets(hours, days: 1))
        #expect(chart.ticks == ["00:00", "05:00", "11:00", "17:00", "23:00"])
    }

    @Test("Of many things the most frequent are listed, and the rest is summed")
    func list() {
        let list = CountList("Brands", (0..<12).map { ("Brand \($0)", 100 - $0) }, refused: ["Brand 1"])
        #expect(list.shares.count == 8)
        #expect(list.shares[0].width == 100 && list.shares[1].isRefused)
        #expect(list.moreShares == "and 4 more, 362 requests together")
        #expect(!CountList("Brands", []).hasShares)
    }

    @Test(
        "An address that asks for a span that is not offered gets a week",
        arguments: [("30", 30), ("", 7), ("2", 7), ("x", 7), ("-1", 7)])
    func days(text: String, days: Int) { #expect(ActivityPage.days(from: text) == days) }
}

@Suite("What a change would have meant")
struct ImpactViewTests {
    private func impact(_ refused: Int, of all: Int, sources: Int = 1) -> Impact {
        func call(_ requests: Int, _ place: Int) -> CallCount {
            CallCount(
                key: .random(), operation: "brands.read", brand: 1, outcome: "allowed",
                source: UsageLedger.Source(address: IPAddress("10.0.0.\(place)"), client: ""), requests: requests,
                lastHour: testNow.hour)
        }
        let calls =
            refused == 0 ? [] : (0..<sources).map { (call: call(refused / sources, $0), refusal: Refusal.brandNotGranted(1)) }
        return Impact(calls, of: all == 0 ? [] : [call(all, 0)])
    }

    @Test(
        "It is said in one sentence",
        arguments: [
            (0, 0, "No call was accepted in the last 30 days, so none would have been refused."),
            (0, 1, "The one call of the last 30 days would not have been refused."),
            (0, 1204, "None of the 1,204 calls of the last 30 days would have been refused."),
            (1, 1, "The one call of the last 30 days would have been refused."),
            (12, 1204, "12 of the 1,204 calls of the last 30 days would have been refused."),
            (1204, 1204, "All 1,204 calls of the last 30 days would have been refused."),
        ])
    func headline(refused: Int, all: Int, said: String) {
        let view = ImpactView(impact(refused, of: all), brandNames: [:], words: DateWords(now: testNow))
        #expect(view.headline == said)
        #expect(view.isHarmless == (refused == 0))
    }

    @Test("Who called is named with how often, and of many the busiest")
    func callers() {
        let view = ImpactView(impact(240, of: 500, sources: 12), brandNames: [1: "Fabrikam"], words: DateWords(now: testNow))
        #expect(view.callers.count == 10 && view.moreCallers == "and 2 more sources")
        #expect(view.callers[0].accepted == "20" && view.callers[0].client == "gave no name")
        #expect(view.callers[0].lastCall.words == "this hour")
        #expect(view.reached.shares.map(\.label) == ["Fabrikam"])
        #expect(view.reasons.shares.map(\.label) == ["The key has no access to the brand"])
    }

    @Test(
        "Where nothing is refused yet it tells who calls, and does not alarm",
        arguments: [
            (0, 1, "Nobody used it in the last 30 days."), (1, 1, "1 call in the last 30 days, from 1 source."),
            (1200, 3, "1,200 calls in the last 30 days, from 3 sources."),
        ])
    func census(calls: Int, sources: Int, said: String) {
        let view = ImpactView(
            impact(calls, of: calls, sources: sources), brandNames: [:], isCensus: true, words: DateWords(now: testNow))
        #expect(view.headline == said)
        #expect(view.reasons.shares.isEmpty)
    }
}
