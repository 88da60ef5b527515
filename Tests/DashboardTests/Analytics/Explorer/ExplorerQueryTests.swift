import Catalog
import HTTPTypes
import Testing
import Visibility

@testable import Dashboard

@Suite("What the explorer is asked")
struct ExplorerQueryTests {
    private let today = ExplorerScene.today

    private func explorer(_ query: String) -> ExplorerQuery { ExplorerQuery(FormFields(query: query), today: today) }

    @Test(
        "An address says again what it said",
        arguments: [
            "", "by=none", "by=date&by=tag&by=source_domain", "by=tag,stage", "by=dat&show=nonsense",
            "show=responses&show=citation_count", "filter=tag:%21beta%7Ca%5C%7Cb&filter=country:", "filter=nonsense",
            "where=competitor_name&where_is=not&value=Contoso%7CLitware", "where=persona_name", "value=lonely",
            "having=responses&is=lt&than=50%25", "having=responses", "than=5", "sort=-responses&chart=responses&page=3",
            "period=7d&against=year&platform=chatgpt&tag=a%26b&branded=no&by=country&sort=groups",
            "from=2026-01-01&to=2026-01-31&against=nothing&having=citation_count&is=neq&than=0.5",
        ])
    func roundTrip(query: String) throws {
        let asked = explorer(query)
        let address = asked.address(.explorer("nw", 3))
        let again = explorer(address.split(separator: "?", maxSplits: 1).dropFirst().first.map(String.init) ?? "")
        #expect(again == asked)
        #expect(again.address(.explorer("nw", 3)) == address)
    }

    @Test("Without a word it is presence and answers by week, and its address says nothing")
    func standard() throws {
        #expect(explorer("") == ExplorerQuery())
        #expect(ExplorerQuery().address(.explorer("nw", 3)) == "/o/nw/brands/3/explorer")
        let question = try explorer("by=&show=").question(today: today)
        #expect(question.dimensions == [.dateWeek])
        #expect(question.metrics == [.brandPresence, .responses])
        #expect(question.query.mode == .priorPeriod)
        #expect(question.sort == ExplorerSort(.groups, isDescending: false))
        #expect(question.chartMetric == .brandPresence)
    }

    @Test("Groups and metrics stand in the order of the address, filters and threshold in the plan")
    func plan() throws {
        let question = try explorer(
            "by=tag&by=date&by=tag&show=responses&show=brand_position_score&platform=claude&filter=tag:%21beta%7Cb"
                + "&where=position_bucket&value=top&having=brand_presence_percentage&is=gt&than=33.3%25&period=7d&against=year"
        ).question(today: today)
        #expect(
            question.query.plan.fields == [
                .dimension(.tag), .dimension(.date), .metric(.responses), .metric(.brandPosition),
            ])
        #expect(
            question.query.plan.filters == [
                QueryPlan.Filter(.platform, ["Claude"]), QueryPlan.Filter(.tag, ["beta", "b"], negated: true),
                QueryPlan.Filter(.positionBucket, ["top"]),
            ])
        #expect(question.query.plan.having == [QueryPlan.Having(.brandPresence, .greater, 0.333)])
        #expect(question.query.plan.period.dayCount == 7)
        #expect(question.query.mode == .priorYear)
        #expect(question.query.plan.limit == 50_000)
        #expect(question.probe.rows.limit == 50_001)
        // The largest first, since its first group is no date.
        #expect(question.sort == ExplorerSort(.metric(.responses), isDescending: true))
    }

    @Test("An order by what is not shown, or not compared, is that of the groups or of their size")
    func strayOrder() throws {
        for query in ["sort=citation_count", "sort=responses_change&against=nothing", "chart=citation_count"] {
            #expect(try explorer(query).question(today: today).sort == ExplorerSort(.groups, isDescending: false))
        }
        #expect(
            try explorer("sort=-responses_change").question(today: today).sort
                == ExplorerSort(.change(.responses), isDescending: true))
    }

    @Test("Everything that is wrong is said at once")
    func faults() throws {
        do {
            _ = try explorer("by=dat&by=responses&filter=nonsense&having=responses&than=many&value=x&sort=size&chart=pie")
                .question(today: today)
            Issue.record("it was understood")
        } catch {
            #expect(error.status == .badRequest)
            for said in [
                "'responses' is a metric", "Unknown field 'dat'", "'nonsense' is not of the form field:value",
                "'many' is not a finite decimal number", "Choose what “x” is a value of", "“size” is no order of the rows",
                "“pie” is no metric for the chart: that is one of those that are ticked",
            ] { #expect(error.message.contains(said), "\(error.message)") }
        }
    }

    @Test(
        "As many filters as the body of the API may have are understood, and no more", arguments: [(25, true), (26, false)])
    func filters(count: Int, isUnderstood: Bool) {
        let query = (0..<count).map { "filter=tag:t\($0)" }.joined(separator: "&")
        #expect(((try? explorer(query).question(today: today)) != nil) == isUnderstood)
    }
}
