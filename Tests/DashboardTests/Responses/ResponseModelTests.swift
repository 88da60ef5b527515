import APIKeys
import Catalog
import Testing
import Visibility

@testable import Dashboard

@Suite("What a list of responses is asked for")
struct ResponseModelTests {
    private static let today = Day(milliseconds: Int(testNow.milliseconds))

    private static func query(_ text: String) -> ResponseQuery { ResponseQuery(FormFields(query: text), today: today) }

    @Test(
        "An address is read as what it was written from",
        arguments: [
            "", "q=a+%22b+c%22+-d", "from=2026-01-02&to=2026-02-03", "from=2026-01-02", "to=2026-02-03", "period=30d",
            "platform=claude&platform=grok&tag=x&tag=y%26z&topic=t&persona=3&stage=Advice&country=DE&branded=no",
            "prompt=7&mentioned=yes&competitor=9&sentiment=none&cites=no&shopping=yes", "q=%22%3E%3Cscript%3E&tag=%E2%80%AE",
        ])
    func roundTrip(text: String) {
        let query = Self.query(text)
        let address = SitePath.responses("nw", 3).address(query.items)
        let again = Self.query(String(address.split(separator: "?", maxSplits: 1).dropFirst().first ?? ""))
        #expect(again.filter(today: Self.today) == query.filter(today: Self.today))
        #expect(again.items.map(\.value) == query.items.map(\.value))
    }

    @Test("A place in the list survives its address, and nonsense is the beginning of the list")
    func places() {
        let place = AnswerPlace(createdAt: testNow, id: 17)
        let path = SitePath.responses("nw", 3)
        func part(_ address: String) -> AnswerPart { Self.query(String(address.drop { $0 != "?" }.dropFirst())).part }
        let query = Self.query("q=a")
        #expect(part(query.address(path, older: place)) == .older(than: place))
        #expect(part(query.address(path, newer: place)) == .newer(than: place))
        for text in ["before=", "before=1", "before=1.2.3", "before=a.b", "before=99999999999999999999.1", "after=.", "after=-"] {
            #expect(Self.query(text).part == .newest, "\(text)")
        }
        #expect(Self.query("before=-5.-1").part == .older(than: AnswerPlace(createdAt: Timestamp(milliseconds: -5), id: -1)))
    }

    @Test("Days are those that the address names, and what is no day is said")
    func days() {
        #expect(Self.query("to=2026-11-22").filter(today: Self.today).until == Timestamp(milliseconds: 1_795_392_000_000))
        #expect(Self.query("from=2026-11-22").filter(today: Self.today).from == Timestamp(milliseconds: 1_795_305_600_000))
        #expect(Self.query("from=x").complaint?.contains("“x” is not a date") == true)
        #expect(Self.query("from=2026-11-22&to=2026-11-21").complaint?.contains("after the last one") == true)
        #expect(Self.query("from=2026-11-22&to=2026-11-21").filter(today: Self.today) == AnswerFilter())
        #expect(Self.query("to=9999-12-31").filter(today: Self.today).until != nil)
    }

    @Test(
        "What only a list can be asked and makes no sense is told",
        arguments: [
            ("sentiment=cheerful", "“cheerful” is no tone"), ("mentioned=maybe", "“maybe” is neither"),
            ("prompt=x", "“x” is not"), ("competitor=x", "“x” is not the number of a competitor"),
            ("cites=1", "“1” is neither"), ("shopping=true&platform=none", "“none” is no platform. “true” is neither"),
        ])
    func nonsense(text: String, said: String) {
        #expect(Self.query(text).complaint?.contains(said) == true, "\(Self.query(text).complaint ?? "nothing")")
    }

    @Test("A list without dates is about all days, and a period that is chosen moves on")
    func period() {
        #expect(Self.query("").days == ViewForm.ListedDays())
        let week = Self.query("period=7d")
        #expect(week.filter(today: Self.today).from == Timestamp(milliseconds: 1_794_873_600_000))
        #expect(SitePath.responses("nw", 3).address(week.items) == "/o/nw/brands/3/responses?period=7d")
        #expect(Self.query("period=13w").items.contains { $0.value == "13w" })
    }

    @Test("The API call asks for as much as the API can, and says what it leaves out")
    func call() {
        let call = ResponsesCall(
            Self.query("q=a&from=2026-11-01&to=2026-11-22&platform=claude&persona=3&stage=A+b&shopping=yes&tag=x"),
            today: Self.today, brand: 5,
            baseURL: "https://lk.example")
        #expect(
            call.text == """
                curl "https://lk.example/v1/5/responses?start_date=2026-11-01&end_date=2026-11-23&platform=claude&persona_id=3&stage=A%20b&has_shopping_data=true&limit=25" \\
                  -H "Authorization: Bearer $LATCHKEY_KEY"
                """)
        #expect(call.note == "This gives more responses than the list here: the API has no filter for words and tags.")
        #expect(ResponsesCall(Self.query(""), today: Self.today, brand: 5, baseURL: "https://lk.example").note == nil)
        // Nothing that is typed ends the quotation marks of a shell.
        let hostile = ResponsesCall(
            Self.query("stage=%22%3B+rm+-rf+%24(x)%60"), today: Self.today, brand: 5, baseURL: "https://lk.example")
        #expect(!hostile.text.contains("$(") && !hostile.text.contains("`") && !hostile.text.contains("; "))
    }

    @Test("What comes with an answer is shown where it can be read, and left out where it cannot")
    func extras() throws {
        #expect(Searches("null") == nil)
        #expect(Searches("{") == nil)
        #expect(Searches(#"{"queries":["a",1]}"#)?.queries == ["a"])
        #expect(Searches(#"["a"]"#)?.hasQueries == false)
        let offers = try #require(Offers(#"[{"title":"A","url":"https://a.example"},{},3]"#))
        #expect(offers.offerList.map(\.offerTitle) == ["A", "Without a title", "Without a title"])
        #expect(offers.offerCount == "3 shopping results")
    }
}
