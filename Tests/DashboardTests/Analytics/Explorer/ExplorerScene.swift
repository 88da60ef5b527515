import APIKeys
import Catalog
import Foundation
import HummingbirdTesting
import Storage
import Testing
import Visibility

@testable import Dashboard

/// Fabrikam with answers in two weeks of the standard period, and one in the period before.
struct ExplorerScene: Sendable {
    let scene: BrandScene
    /// Markup, and a mark that hides behind an accent.
    static let hostileTag = "<script>alert(1)</script>\"\u{301} onclick=x"
    static let formulaTag = "=1+2"

    init() async throws {
        scene = try await BrandScene()
        let (brand, northwind) = (scene.site.fabrikam.id, scene.site.northwind.id)
        let rival = try await scene.competitor("Contoso, Ltd")
        let tools = try await scene.prompt("which tool", tags: [Self.hostileTag, "core"])
        let price = try await scene.prompt("Fabrikam price", tags: ["core", Self.formulaTag])
        let drafts = [
            draft(tools, .chatGPT, "2026-11-10", present: true, rival: rival.id),
            draft(tools, .claude, "2026-11-11", present: false, rival: rival.id),
            draft(tools, .chatGPT, "2026-11-17", present: true, pages: ["https://news.example/a", "https://news.example/b"]),
            draft(price, .claude, "2026-11-17", present: true),
            draft(price, .claude, "2026-11-18", present: true, pages: ["https://fabrikam.example/price"]),
            draft(tools, .chatGPT, "2026-08-18", present: false),
        ]
        let added = try await scene.site.catalog.observations.add(drafts, to: brand, in: northwind)
        #expect(try added.get().ids.count == drafts.count)
    }

    private func draft(
        _ prompt: Prompt, _ platform: Platform, _ day: String, present: Bool, rival: Int? = nil, pages: [String] = []
    ) -> AnswerDraft {
        var draft = AnswerDraft(prompt: .id(prompt.id), platform: platform, text: "An answer.")
        draft.createdAt = Timestamp(iso8601: "\(day)T12:00:00.000Z")
        draft.pages = pages.map { CitedPage(url: $0) }
        draft.evaluation = GivenEvaluation(
            brand: present ? Appearance(present: true, position: .top, sentiment: .positive) : .absent,
            competitors: rival.map { [$0: Appearance(present: true, position: .middle, sentiment: Sentiment.none)] } ?? [:])
        return draft
    }

    static let today = Day(milliseconds: Int(testNow.milliseconds))

    var page: String { "\(scene.path)/explorer" }
    var file: String { "\(scene.path)/explorer.csv" }

    /// What the API says to a body of its `POST /v2/query/{brand_id}`, as records of a file have it, without an order.
    func records(_ body: String) async throws -> [[String]] {
        let json = try #require(try JSONSerialization.jsonObject(with: Data(body.utf8)) as? [String: Any])
        let query = StructuredQuery(
            fields: try #require(json["fields"] as? [String]), startDate: json["start_date"] as? String,
            endDate: json["end_date"] as? String,
            filters: (json["filters"] as? [[String: Any]] ?? []).map { filter in
                StructuredQuery.Filter(
                    field: filter["field"] as? String ?? "", values: (filter["values"] as? [Any] ?? []).map { $0 as? String },
                    negate: filter["negate"] as? Bool ?? false)
            },
            having: (json["having"] as? [[String: Any]] ?? []).map { having in
                StructuredQuery.Having(
                    metric: having["metric"] as? String ?? "", operator: having["operator"] as? String ?? "",
                    value: having["value"] as? Double ?? .nan)
            }, comparison: (json["comparison"] as? [String: Any])?["mode"] as? String)
        let (plan, comparison) = try query.plan(today: Self.today)
        let stores = Stores(
            database: scene.site.database, secret: try #require(ServerSecret([UInt8](repeating: 7, count: 32))))
        return try await TestExecutor(observations: stores.observations).execute(
            comparison.map { [$0.current, $0.prior] } ?? [plan], of: scene.site.fabrikam.id, while: { true }
        ) { results in
            guard let comparison else {
                return (0..<results[0].rowCount).map { row in
                    plan.fields.map { Self.cell($0, results[0], row) }
                }
            }
            let both = try comparison.align(results[0], results[1])
            return (0..<both.rowCount).map { row in
                plan.fields.flatMap { field -> [String] in
                    let sides = [both.current, both.prior].map { Self.cell(field, $0.result, row, isMissing: $0.isMissing[row]) }
                    if case .dimension(let dimension) = field, dimension.dateUnit == nil { return [sides[0]] }
                    return sides
                }
            }
        }
    }

    private static func cell(_ field: QueryPlan.Field, _ result: QueryResult, _ row: Int, isMissing: Bool = false) -> String {
        switch field {
        case .dimension(let dimension): return result.text(dimension, row) ?? ""
        case .metric(let metric):
            guard !isMissing, let number = result.number(metric, row) else { return "" }
            return metric.isCount ? String(Int(number)) : number.description
        }
    }
}

extension String {
    /// Text of a page as a reader has it.
    var unescaped: String {
        replacing("&lt;", with: "<").replacing("&gt;", with: ">").replacing("&quot;", with: "\"").replacing("&#39;", with: "'")
            .replacing("&amp;", with: "&")
    }

    /// The body of the API call that stands in a page of the explorer.
    func callBody() throws -> String {
        let call = try #require(firstMatch(of: /id="explored-call" tabindex="0">([^<]*)</)).output.1
        let text = String(call).unescaped
        let start = try #require(text.firstRange(of: "-d '")).upperBound
        return String(text[start...].dropLast()).replacing("'\\''", with: "'")
    }

    /// Records of a file, its header first, without what keeps formulas from running.
    func csvRecords() throws -> [[String]] {
        try CSVReader(Array(utf8.dropFirst(3)), separator: UInt8(ascii: ",")).map { try $0.get().fields.map(SafeCell.read) }
    }
}
