import APIKeys
import Catalog
import Testing
import Visibility

@testable import Dashboard

@Suite("The view of a shared report")
struct SharedViewTests {
    private static func view(_ query: String) -> BrandView {
        BrandView(FormFields(query: query), today: Day(milliseconds: Int(testNow.milliseconds)))
    }

    @Test(
        "What is stored is read back as the same view, whatever the address had",
        arguments: [
            ("", "against=before&period=13w"), ("period=30d", "against=before&period=30d"),
            ("against=nothing&period=7d", "against=nothing&period=7d"),
            ("from=2026-10-01&to=2026-10-31", "against=before&from=2026-10-01&to=2026-10-31"),
            ("from=2026-10-01", "against=before&from=2026-10-01&to=2026-11-23"),
            ("platform=claude&platform=hal9000", "against=before&period=13w&platform=claude"),
            ("country=de,DE+fr", "against=before&period=13w&country=DE&country=FR"),
            ("persona=5&persona=05", "against=before&period=13w&persona=5"),
            ("tag=a%26b%3Dc&tag=%C3%A9", "against=before&period=13w&tag=a%26b%3Dc&tag=%C3%A9"),
            ("branded=no&stage=Awareness&topic=x", "against=before&period=13w&topic=x&stage=Awareness&branded=no"),
        ])
    func stored(query: String, text: String) throws {
        let shared = SharedView(Self.view(query))
        #expect(shared.text == text)
        let read = try #require(SharedView(stored: shared.text))
        #expect(read == shared)
    }

    @Test(
        "A text that this version would not write opens nothing: what it left out of a filter would widen the view",
        arguments: [
            "", "period=13w", "against=before", "against=before&period=14w", "against=sideways&period=13w",
            "against=before&period=13w&platform=hal9000", "against=before&period=13w&mood=bad",
            "against=before&period=13w&persona=x", "against=before&period=13w&country=Germany",
            "against=before&from=2026-10-01", "against=before&from=2026-10-31&to=2026-10-01",
            "against=before&period=13w&from=2026-10-01&to=2026-10-31", "against=before&period=13w&tag=",
        ])
    func unreadable(text: String) { #expect(SharedView(stored: text) == nil) }

    @Test("Everything that a view can hold is stored")
    func whole() throws {
        var view = BrandView()
        view.period = .weeks(26)
        view.against = .year
        view.platforms = [.chatGPT, .claude]
        (view.tags, view.topics, view.personas, view.stages) = (["a b", "c"], ["d"], [1, 2], ["Awareness"])
        (view.countries, view.isBranded) = (["DE", "FR"], true)
        #expect(SharedView(stored: SharedView(view).text)?.view == view)
    }

    @Test(
        "A view that somebody copied into a command is taken whole, or not at all",
        arguments: [
            ("", "against=before&period=13w"), ("period=30d&tag=core", "against=before&period=30d&tag=core"),
            ("https://data.example.com/o/nw/brands/1?period=30d&trend=position", "against=before&period=30d"),
            ("period=13w&from=&to=&against=before&country=de", "against=before&period=13w&country=DE"),
            ("period=31d", nil), ("platfrom=claude", nil), ("platform=hal9000", nil), ("from=yesterday", nil),
            ("period=30d&from=2026-10-01", nil), ("country=Germany", nil), ("against=last", nil), ("branded=maybe", nil),
        ])
    func typed(text: String, stored: String?) throws {
        if let stored {
            #expect(try SharedView(typed: text, at: testNow).text == stored)
        } else {
            #expect(throws: CatalogError.self) { try SharedView(typed: text, at: testNow) }
        }
    }

    @Test("A view is said in words, a long list of values in some of them")
    func words() async throws {
        let site = try await TestSite()
        let shared = SharedView(Self.view("persona=7&branded=yes&country=de,fr,us,at,ch,it,es,pl,nl"))
        #expect(
            shared.words(of: site.fabrikam)
                == "Last 13 weeks, against the period before · Persona: Persona 7, archived · Countries: DE, FR, US, AT, CH, IT, ES, PL and 1 more · Prompts that name the brand"
        )
    }
}
