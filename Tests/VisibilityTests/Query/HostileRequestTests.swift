import Testing

@testable import Visibility

@Suite struct HostileRequestTests {
    static let long = [
        String(repeating: "a", count: 10_000_000), String(repeating: ",", count: 1_000_000),
        String(repeating: "tag:|", count: 200_000),
        "tag:" + String(repeating: #"\"#, count: 1_000_000), String(repeating: "😀\0", count: 200_000),
        "tag:" + String(repeating: "\u{301}", count: 500_000), "responses:gt:" + String(repeating: "1", count: 1_000_000),
        String(repeating: " ", count: 1_000_000), String(repeating: ":", count: 1_000_000),
    ]

    @Test(
        "Long texts end in a short answer, in linear time", arguments: long.indices,
        ["fields", "start_date", "filters", "having", "x"])
    func longTexts(_ index: Int, _ name: String) {
        do throws(QueryFault) {
            _ = try parse((name, Self.long[index]))
        } catch {
            guard case .badRequest(let detail) = error else {
                Issue.record("\(error)")
                return
            }
            #expect(detail.utf8.count < 10_000)
        }
    }

    @Test("Thousands of parameters end in a short answer", arguments: ["fields", "start_date", "filters", "having", "x", "💥"])
    func manyParameters(_ name: String) {
        for value in ["x", "tag:a", ":::", "responses:gt:1"] {
            do throws(QueryFault) {
                _ = try QueryRequest.parse(Array(repeating: (name: name, value: value), count: 20_000), today: today)
            } catch {
                guard case .badRequest(let detail) = error else {
                    Issue.record("\(error)")
                    return
                }
                #expect(detail.utf8.count < 10_000)
            }
        }
    }

    /// Pieces that mean something, and some that do not.
    static let pieces =
        QueryPlan.Field.names + QueryPlan.Having.Comparison.allCases.map(\.rawValue)
        + [
            ":", ":", ":", "|", "|", "!", #"\"#, ",", " ", "", "\0", "\n", "😀", "é", "e\u{301}", "\u{301}", "true", "2026-01-01",
            "20260101",
            "202653", "2026Q1", "2026", "1", "-1", "1e999", "nan", "\u{FEFF}", "\u{202E}", "٣", "top", "x",
        ]

    @Test("Whatever is sent, it is read or refused", arguments: UInt64(0)..<8)
    func anything(_ seed: UInt64) {
        var generator = SeededGenerator(seed)
        let names = ["fields", "start_date", "end_date", "filters", "having", "limit", "x", ""]
        var accepted = 0
        for _ in 0..<500 {
            let items = (0..<Int.random(in: 0..<6, using: &generator)).map { _ in
                (
                    name: names.randomElement(using: &generator) ?? "",
                    value: (0..<Int.random(in: 0..<6, using: &generator))
                        .map { _ in Self.pieces.randomElement(using: &generator) ?? "" }.joined()
                )
            }
            do throws(QueryFault) {
                let plan = try QueryRequest.parse(items, today: today)
                accepted += 1
                let again = try QueryRequest.parse(plan.queryItems, today: Day(0))
                #expect(again == plan)
            } catch {
                guard case .badRequest(let detail) = error else {
                    Issue.record("\(error)")
                    continue
                }
                #expect(!detail.isEmpty && detail.utf8.count < 10_000)
            }
        }
        #expect(accepted > 0)
    }
}
