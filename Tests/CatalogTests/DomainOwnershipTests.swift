import APIKeys
import Testing
import Visibility

@testable import Catalog

/// Who has a website within a brand.
@Suite struct DomainOwnershipTests {
    @Test(arguments: [
        ("https://www.Acme.com/", "acme.com"), ("acme.com", "acme.com"), ("http://acme.com/Shop/?q=1#top", "acme.com/shop"),
        ("//acme.com//", "acme.com"), ("https://user:pw@acme.com:8443/a", "acme.com/a"), ("  acme.com.  ", "acme.com"),
        ("www.com", "com"), ("https://wwww.acme.com", "wwww.acme.com"), ("https://blog.acme.com", "blog.acme.com"),
        ("https://acme.com/a%20b", "acme.com/a%20b"), ("https://[::1]:80/x", "[::1]/x"),
        ("https://bücher.example", "xn--bcher-kva.example"), ("https://B%C3%BCcher.example/", "xn--bcher-kva.example"),
        ("https://www.XN--bcher-kva.example", "xn--bcher-kva.example"),
    ])
    func anAddressIsTakenDownToWhatSaysWhoseItIs(_ text: String, _ normal: String) {
        #expect(PageAddress(text)?.text == normal)
    }

    @Test(arguments: ["", "   ", "https://", "/path", "?q", "#", "https://?x"])
    func aTextWithoutADomainIsNobodys(_ text: String) { #expect(PageAddress(text) == nil) }

    @Test(arguments: [
        ("https://acme.com", "https://acme.com"), (" \n https://acme.com/a \t\n", "https://acme.com/a"),
        ("https:acme.com", "https://acme.com"),
        ("HTTP:/Acme.com/A", "HTTP://Acme.com/A"), ("https:\\\\acme.com", "https://acme.com"),
        ("https:////acme.com//a", "https://acme.com//a"),
        ("acme.com", "acme.com"), ("acme.com:80", "acme.com:80"), ("https:", "https:"), ("", ""),
        ("ftp:acme.com", "ftp:acme.com"),
        ("https://acme.com/a b", "https://acme.com/a b"),
    ])
    func aWebsiteIsKeptAsItWasSentButForSpaceAndSlashes(_ text: String, _ kept: String) {
        #expect(Website.tidied(text) == kept)
        #expect(Website.tidied(kept) == kept)
    }

    @Test func everyWebsiteOfABrandIsTidied() throws {
        let state = Self.state(" https:/acme.example\n", ["https:blog.acme.example "], [("Rival", ["\nhttps:rival.example"])])
        let checked = try BrandRules.checked(state, before: nil)
        #expect(checked.content.website == "https://acme.example")
        #expect(checked.content.alternativeWebsites == ["https://blog.acme.example"])
        #expect(checked.competitors.first?.content.websites == ["https://rival.example"])
        let stolen = Self.state("https://acme.example", [], [("Rival", ["https:acme.example"])])
        #expect(throws: CatalogError.self) { try BrandRules.checked(stolen, before: nil) }
    }

    static func state(_ website: String, _ alternatives: [String] = [], _ competitors: [(String, [String])] = []) -> BrandState {
        var content = BrandContent(name: "Acme", website: website, description: "")
        content.alternativeWebsites = alternatives
        var draft = BrandDraft(content)
        draft.competitors = competitors.map { name, websites in
            var content = CompetitorContent(name: name)
            content.websites = websites
            return content
        }
        return BrandState(draft)
    }

    static func owner(_ state: BrandState, before: Brand? = nil) -> String? {
        do throws(CatalogError) {
            try DomainOwnership.check(state, before: before)
            return nil
        } catch {
            guard case .domainTaken(let domain, let owner, let claimant) = error else { return "?" }
            return "\(domain): \(owner), not \(claimant)"
        }
    }

    @Test(
        arguments: [
            ("acme.com", [], [], nil),
            ("acme.com", ["acme.com/a", "www.acme.com"], [], nil),
            ("acme.com", [], [("Rival", ["rival.com", "rival.com/"])], nil),
            ("acme.com", [], [("Rival", ["acme.com"])], "acme.com: Acme, not Rival"),
            ("acme.com/us", [], [("Rival", ["acme.com/eu"])], "acme.com/eu: Acme, not Rival"),
            ("acme.com", ["mall.com/a"], [("Rival", ["mall.com/b"])], nil),
            ("acme.com", ["mall.com/a"], [("Rival", ["mall.com/a/"])], "mall.com/a: Acme, not Rival"),
            ("acme.com", ["mall.com"], [("Rival", ["mall.com/a"])], nil),
            ("acme.com", [], [("Rival", ["mall.com/a"]), ("Other", ["mall.com/b"])], nil),
            ("acme.com", [], [("Rival", ["mall.com"]), ("Other", ["https://MALL.com?x"])], "mall.com: Rival, not Other"),
            ("acme.com", [], [("Rival", ["blog.acme.com"])], nil), ("", [""], [("Rival", [""])], nil),
        ] as [(String, [String], [(String, [String])], String?)])
    func aWebsiteHasOneOwner(
        _ website: String, _ alternatives: [String], _ competitors: [(String, [String])], _ expected: String?
    ) {
        #expect(Self.owner(Self.state(website, alternatives, competitors)) == expected)
    }

    /// From before there was the rule.
    @Test func aCollisionThatWasThereIsNoReasonToRefuseAnotherChange() {
        let rival = { (name: String, websites: [String]) -> Competitor in
            var content = CompetitorContent(name: name)
            content.websites = websites
            return Competitor(id: 1, content: content)
        }
        let before = Brand(
            id: 1, organization: 1, content: BrandContent(name: "Acme", website: "acme.com", description: ""),
            createdAt: .init(milliseconds: 0), archivedAt: nil, revision: 1, competitors: [rival("Rival", ["acme.com"])],
            personas: [], stages: [])
        var state = BrandState(before)
        state.content.description = "changed"
        #expect(Self.owner(state, before: before) == nil)
        state.competitors[0].content.websites.append("acme.com/more")
        #expect(Self.owner(state, before: before) == "acme.com/more: Acme, not Rival")
        // A new owner of what the competitor had: it is the competitor's.
        state = BrandState(before)
        state.content.alternativeWebsites = ["other.com"]
        state.competitors[0].content.websites = ["other.com"]
        #expect(Self.owner(state, before: before) == "other.com: Acme, not Rival")
    }

    @Test func tenThousandWebsitesOfOneDomainAreNoWork() {
        let state = Self.state("acme.com", [], [("Rival", (0..<10_000).map { "mall.com/\($0)" }), ("Other", ["mall.com/9999"])])
        #expect(Self.owner(state) == "mall.com/9999: Rival, not Other")
    }
}
