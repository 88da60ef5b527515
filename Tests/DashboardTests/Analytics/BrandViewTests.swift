import Catalog
import Testing
import Visibility

@testable import Dashboard

@Suite("What a page of charts looks at")
struct BrandViewTests {
    /// A Thursday.
    private let today = day("2026-11-26")

    private func view(_ query: String) -> BrandView { BrandView(FormFields(query: query), today: today) }

    @Test(
        "What stands in an address is read, and written the same",
        arguments: [
            "", "period=7d", "period=52w", "from=2026-01-31&to=2026-02-28", "against=year", "against=nothing",
            "platform=chatgpt&platform=claude", "tag=a%26b&topic=x%20y", "persona=3&stage=Advice&country=DE&country=AT",
            "branded=yes", "branded=no", "period=4w&against=year&platform=grok&tag=%3Cb%3E&branded=no",
        ])
    func roundTrip(query: String) {
        let path = SitePath.brand("nw", 3)
        #expect(view(query).address(path) == (query.isEmpty ? path.address : "\(path.address)?\(query)"))
        #expect(view(query).complaint == nil)
    }

    @Test("What says nothing is nothing", arguments: ["period=", "from=&to=", "against=&platform=", "unknown=1"])
    func nothing(query: String) { #expect(view(query) == BrandView()) }

    @Test(
        "What makes no sense in an address is told, and nothing is shown for it",
        arguments: [
            ("period=3w", "“3w” is no period"), ("against=never", "“never” is nothing to compare with"),
            ("platform=none", "“none” is no platform"), ("platform=claude&platform=none", "“none” is no platform"),
            ("persona=x", "“x” is not the number of a persona"), ("country=usa", "“usa” is no country"),
            ("country=D1", "“D1” is no country"), ("country=DE,Austria", "“Austria” is no country"),
            ("branded=maybe", "“maybe” is neither yes nor no"), ("period=dates", "Choose a first day"),
            ("tag=\(String(repeating: "a", count: 201))", "is longer than 200 characters"),
            ("from=2026-02-30", "“2026-02-30” is not a date"), ("to=x", "“x” is not a date"),
            ("from=2026-02-02&to=x", "“x” is not a date"), ("from=2026-02-02&to=2026-02-01", "is after the last one"),
            ("from=2026-11-27", "is after the last one"),
            ("period=nope&from=2026-02-01&to=2026-02-28", "“nope” is no period: that is 7d, 30d, 4w, 13w, 26w or 52w"),
        ])
    func nonsense(query: String, said: String) {
        #expect(view(query).complaint?.contains(said) == true, "\(view(query).complaint ?? "nothing")")
        #expect(throws: PageFailure.self) { try view(query).check() }
    }

    @Test("Dates that make no period are kept for the form, as far as they can be read")
    func refusedDates() {
        let (first, last) = (day("2026-11-01"), day("2026-11-20"))
        #expect(view("from=2026-11-20&to=2026-11-01").refusedDates == FieldReader.RefusedDates(first: last, last: first))
        #expect(view("from=2026-02-30&to=2026-11-20").refusedDates == FieldReader.RefusedDates(first: nil, last: last))
        #expect(view("period=dates").refusedDates == FieldReader.RefusedDates())
        for query in ["", "from=2026-11-01&to=2026-11-20", "period=30d&from=x&to=y&was=dates"] {
            #expect(view(query).refusedDates == nil && view(query).complaint == nil)
        }
    }

    @Test("A persona that the brand never had is told apart from one that it had")
    func personas() {
        let asked = view("persona=3&persona=4&persona=999")
        #expect(asked.keeping(personas: [3, 4, 999]) == asked)
        let kept = asked.keeping(personas: [3, 4])
        #expect(kept.personas == [3, 4])
        #expect(kept.complaint == "The brand has no persona 999, and never had one.")
    }

    @Test("All that is wrong is told, but not without end")
    func several() {
        let two = view("platform=none&branded=maybe").complaint
        #expect(two == "“none” is no platform. “maybe” is neither yes nor no.")
        let many = view((0..<1000).map { "platform=p\($0)" }.joined(separator: "&")).complaint
        #expect((many?.count ?? 0) < 500)
    }

    @Test("Values are taken once, and no more of them than go together")
    func bounds() {
        #expect(view("country=de,DE%20at&country=AT").countries == ["DE", "AT"])
        #expect(view("persona=5&persona=05").personas == [5])
        let letters = ["A", "B", "C"].flatMap { first in (65...90).map { "\(first)\(Character(UnicodeScalar(UInt8($0))))" } }
        let crowded = view("country=\(letters.joined(separator: ","))")
        #expect(crowded.countries.count == 50)
        #expect(crowded.complaint?.contains("at most 50") == true)
        #expect(view("country=\(letters.prefix(50).joined(separator: ","))").complaint == nil)
    }

    @Test(
        "A range without its last day goes on until today, and one without its first day is as long as what is shown without dates"
    )
    func open() {
        #expect(view("from=2026-11-01").period == .range(day("2026-11-01")...today))
        #expect(view("to=2026-10-31").period == .range(day("2026-08-02")...day("2026-10-31")))
        #expect(view("to=0001-01-01").period == .range(Day.first...Day.first))
    }

    @Test("Dates that somebody wrote go before a period, but not those that only stood in the form")
    func datesOrPeriod() {
        let dates = "from=2026-02-01&to=2026-02-28"
        let range = PeriodChoice.range(day("2026-02-01")...day("2026-02-28"))
        #expect(view("period=13w&\(dates)").period == range)
        #expect(view("period=dates&\(dates)&was=dates").period == range)
        #expect(view("period=30d&\(dates)&was=dates").period == .days(30))
    }

    @Test("What another brand has as well goes along to it")
    func elsewhere() {
        #expect(
            view("period=7d&against=year&platform=claude&country=DE&branded=no&tag=a&persona=3&stage=b&topic=c").elsewhere
                == view("period=7d&against=year&platform=claude&country=DE&branded=no"))
    }

    @Test("Weeks are whole and end on the Sunday before today", arguments: ["2026-11-23", "2026-11-26", "2026-11-29"])
    func weeks(today: String) {
        let days = PeriodChoice.weeks(13).days(today: day(today))
        #expect(days == day("2026-08-24")...day("2026-11-22"))
        #expect(days.words == "24 Aug – 22 Nov 2026")
    }

    @Test("Days end today")
    func lastDays() {
        #expect(PeriodChoice.days(7).days(today: today) == day("2026-11-20")...today)
    }

    @Test("Filters are those of the Query API")
    func filters() {
        #expect(
            view("platform=claude&platform=google_ai_overviews&persona=4&branded=no&tag=a").filters == [
                QueryPlan.Filter(.platform, ["Claude", "Google AI Overviews"]), QueryPlan.Filter(.tag, ["a"]),
                QueryPlan.Filter(.personaID, ["4"]), QueryPlan.Filter(.branded, ["false"]),
            ])
        #expect(!view("period=7d").isFiltered)
        #expect(view("period=7d&tag=a").unfiltered == view("period=7d"))
    }

    @Test("A sentence says the days and what they are compared with")
    func words() {
        #expect(view("").words(today: today) == "24 Aug – 22 Nov 2026, against the 91 days before")
        #expect(view("against=year").words(today: today) == "24 Aug – 22 Nov 2026, against 25 Aug – 23 Nov 2025")
        #expect(
            view("against=year&period=7d").words(today: today) == "20 Nov – 26 Nov 2026, against the same days a year before")
        #expect(
            view("from=1990-01-01&to=2026-11-26").words(today: today)
                == "1 Jan 1990 – 26 Nov 2026, against the 13,479 days before")
        #expect(view("against=nothing&from=2025-12-30&to=2026-01-02").words(today: today) == "30 Dec 2025 – 2 Jan 2026")
        #expect(view("from=2026-11-02&to=2026-11-02").words(today: today) == "2 Nov 2026, against the day before")
    }

    @Test("A year before whole weeks stand whole weeks, of the same weekdays", arguments: [4, 13, 26, 52])
    func yearBefore(count: Int) throws {
        let choice = PeriodChoice.weeks(count)
        let (now, before) = (choice.days(today: today), try #require(choice.yearBefore(today: today)))
        #expect(before.dayCount == now.dayCount)
        #expect(before.lowerBound.weekday == 0 && before.upperBound.weekday == 6)
        #expect(before.upperBound < now.lowerBound)
        #expect(PeriodChoice.days(30).yearBefore(today: today) == nil)
        #expect(PeriodChoice.range(now).yearBefore(today: today) == nil)
    }

    @Test(
        "A trend has neither too few points nor too many",
        arguments: [
            (1, Dimension.date), (14, .date), (15, .dateWeek), (30, .dateWeek), (365, .dateWeek), (800, .dateMonth),
            (4000, .dateQuarter),
        ])
    func units(days: Int, unit: Dimension) {
        #expect((today.advanced(by: 1 - days)...today).trendUnit == unit)
    }
}
