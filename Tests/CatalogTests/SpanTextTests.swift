import Testing

@testable import Catalog

@Suite struct SpanTextTests {
    @Test(
        "A span is read in seconds, minutes, hours and days",
        arguments: [("0", 0), ("0s", 0), ("90s", 90), ("15m", 900), ("24h", 86_400), ("7d", 604_800), ("36525d", 3_155_760_000)])
    func reads(_ text: String, _ seconds: Int) { #expect(SpanText.read(text) == .seconds(seconds)) }

    @Test(
        "What is no span is not guessed at",
        arguments: [
            "", "s", "5", "-1s", "+1s", "1.5h", "1 h", "1H", "1w", "soon", "٣s", "36526d", "9999999999999999999d",
            "99999999999999999d",
        ])
    func refuses(_ text: String) { #expect(SpanText.read(text) == nil) }

    @Test(
        "A span is written in its largest whole unit",
        arguments: [(0, "0"), (90, "90s"), (900, "15m"), (86_400, "1d"), (90_000, "25h")])
    func writes(_ seconds: Int, _ text: String) { #expect(SpanText.words(.seconds(seconds)) == text) }

    @Test(
        "A measured span is told by its two largest units",
        arguments: [(0, "0s"), (59, "59s"), (312, "5m 12s"), (3600, "1h"), (3605, "1h"), (183_600, "2d 3h"), (200_000, "2d 7h")])
    func tellsRoughly(_ seconds: Int, _ text: String) { #expect(SpanText.rough(.seconds(seconds)) == text) }
}
