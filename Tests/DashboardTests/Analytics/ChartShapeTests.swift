import Testing
import Visibility

@testable import Dashboard

@Suite("The shapes of charts")
struct ChartShapeTests {
    private let monday = day("2026-11-02")

    private func points(_ now: [Double?], before: [Double?] = []) -> [LineChart.Point] {
        now.enumerated().map { index, value in
            LineChart.Point(
                day: monday.advanced(by: 7 * index), now: value, before: index < before.count ? before[index] : nil)
        }
    }

    @Test("A line goes from the left edge to the right one, and has gaps where nothing was answered")
    func line() {
        let chart = LineChart(points([0, 1, nil, 0.5, 1]), of: .brandPresence, by: .week)
        #expect(chart.linePath == "M0 1000h0L250 0M750 500h0L1000 0")
        #expect(chart.lineDots.isEmpty)
        #expect(!chart.hasBefore)
        #expect(chart.lineTicks == ["W45", "W46", "W47", "W48", "W49"])
        #expect(chart.hovers[0].hoverTip == "W45 2026: 0.0%")
        #expect(chart.lineSummary.hasPrefix("Presence from 0.0% in W45 2026 to 100.0% in W49 2026."))
    }

    @Test("A single point is a dot in the middle")
    func dot() {
        let chart = LineChart(points([0.5], before: [0.25]), of: .brandPresence, by: .week)
        #expect(chart.linePath.hasPrefix("M500 ") && chart.linePath.hasSuffix("h0"))
        #expect(chart.lineDots == chart.linePath && chart.beforeDots == chart.beforePath)
        #expect(chart.hasBefore)
        #expect(chart.hovers[0].hoverTip == "W45 2026: 50.0%, before 25.0%")
    }

    @Test("A point between gaps has a mark, since a line without length is not seen")
    func lone() {
        let chart = LineChart(points([0, nil, 1, nil, 0.5, 1]), of: .brandPresence, by: .week)
        #expect(chart.lineDots == "M0 1000h0M400 0h0")
        let group = SeriesChart.Group(name: "a", values: [0, nil, 1])
        let series = SeriesChart([group], days: (0..<3).map { monday.advanced(by: $0 * 7) }, of: .brandPresence, by: .week)
        #expect(series.seriesLines[0].seriesLone == "M0 1000h0M1000 0h0")
        let rivals = [RivalLine.Point(day: monday, rival: 0.5, brand: 0), RivalLine.Point(day: monday.advanced(by: 7))]
        let line = RivalLine("a", brand: "b", rivals, axis: Axis([0, 1], of: .brandPresence), by: .week)
        #expect(line.brandDots == "M0 1000h0" && line.rivalDots.hasPrefix("M0 500h0"))
    }

    @Test("A day is said with on, a longer span with in")
    func spoken() {
        let points = [LineChart.Point(day: day("2026-10-28"), now: 0, before: nil)]
        #expect(LineChart(points, of: .responses, by: .day).lineSummary.hasPrefix("Answers from 0 on 28 Oct 2026 to"))
        #expect(LineChart(points, of: .responses, by: .month).lineSummary.hasPrefix("Answers from 0 in Oct 2026 to"))
    }

    @Test("Nothing at all is a chart too")
    func nothing() {
        let chart = LineChart(points([nil, nil]), of: .brandSentiment, by: .week)
        #expect(chart.linePath.isEmpty)
        #expect(chart.lineSummary == "No answers.")
    }

    @Test(
        "A scale has a few round steps that hold every value",
        arguments: [
            (Metric.brandPresence, [0.432, 0.681]), (.brandPresence, [0.0]), (.brandPresence, [1.0]),
            (.brandPresence, [0.5, 0.5]),
            (.brandPresence, []), (.brandPosition, [70.2, 71.9]), (.brandSentiment, [0, 100]), (.responses, [7, 12_466]),
            (.responses, [0]), (.citations, [1]), (.brandPresence, [0.001, 0.002]), (.responses, [999_999_999]),
        ])
    func axis(metric: Metric, values: [Double]) throws {
        let axis = Axis(values, of: metric)
        #expect((2...9).contains(axis.steps.count), "\(axis.steps)")
        #expect(axis.lower >= 0 && axis.lower < axis.upper)
        #expect(values.allSatisfy { axis.lower <= $0 && $0 <= axis.upper * 1.000_001 }, "\(axis)")
        #expect(try #require(axis.steps.last) <= axis.upper * 1.000_001)
        if metric.unit == .share { #expect(axis.upper <= 1.000_001) }
        if metric.unit == .score { #expect(axis.upper <= 100.000_1) }
        #expect(Set(axis.steps.map(axis.words)).count == axis.steps.count, "each step reads differently")
    }

    @Test(
        "Where nothing changes, the scale is the whole one, or begins at none",
        arguments: [
            (Metric.brandPresence, [1.0, 1], ["0%", "50%", "100%"]), (.brandPresence, [0, 0], ["0%", "50%", "100%"]),
            (.brandPosition, [70], ["0", "50", "100"]), (.responses, [7, 7], ["0", "5", "10"]),
        ])
    func constant(metric: Metric, values: [Double], steps: [String]) {
        let axis = Axis(values, of: metric)
        #expect(axis.steps.map(axis.words) == steps)
    }

    @Test("What has no position or tone is not said not to be named: it may have come without")
    func unknown() {
        #expect(Dimension.positionBucket.words(nil) == "No position")
        #expect(Dimension.sentimentBand.words(nil) == "No sentiment")
        #expect(Dimension.sentimentBand.words("none") == "No tone")
        #expect(Dimension.sentimentBand.words("mixed") == "Mixed")
    }

    @Test("Under a chart stand at most seven marks, the first and the last among them", arguments: 1...60)
    func ticks(count: Int) {
        let all = (0..<count).map(String.init)
        let ticks = LineChart.ticks(all)
        #expect(ticks.count <= 7)
        #expect(ticks.first == all.first && ticks.last == all.last)
    }

    @Test("A spark line needs two values")
    func spark() {
        #expect(Sparkline([0.5]) == nil)
        #expect(Sparkline([nil, 0.5, nil]) == nil)
        #expect(Sparkline([0, 0.5, 1])?.sparkPath == "M0 22h0L50 12L100 2")
        #expect(Sparkline([1, nil, 1])?.sparkPath == "M0 12h0M100 12h0")
    }

    @Test(
        "Numbers and changes read as people say them",
        arguments: [
            (Metric.brandPresence, 0.394, 0.462, "46.2%", "▲ 6.8 points", "good"),
            (.brandPresence, 0.5, 0.49, "49.0%", "▼ 1.0 points", "bad"),
            (.brandPosition, 68, 71, "71.0", "▲ 3.0", "good"), (.brandSentiment, 66, 64, "64.0", "▼ 2.0", "bad"),
            (.brandSentiment, 66.04, 66, "66.0", "= no change", "plain"), (.responses, 1000, 2204, "2,204", "▲ 1,204", "plain"),
            // What stands there is 26.0 and 52.9, and 66.0 both times.
            (.brandPresence, 0.26049, 0.52851, "52.9%", "▲ 26.9 points", "good"),
            (.brandPresence, 0.65951, 0.66049, "66.0%", "= no change", "plain"),
            (.brandCitationRate, 0, 1, "100.0%", "▲ 100.0 points", "good"),
        ])
    func words(metric: Metric, before: Double, now: Double, said: String, changed: String, style: String) throws {
        #expect(metric.words(now) == said)
        let change = try #require(metric.change(from: before, to: now))
        #expect("\(change.arrow) \(change.difference)" == changed)
        #expect(change.changeStyle == style)
    }

    @Test("What is not there is a dash, and has no change")
    func absent() {
        #expect(Metric.brandPosition.words(nil) == "–")
        #expect(Metric.brandPosition.words(.nan) == "–")
        #expect(Metric.brandPosition.change(from: nil, to: 1) == nil)
        #expect(Metric.brandPosition.change(from: 1, to: nil) == nil)
    }
}
