import APIKeys
import Catalog
import Testing

@testable import Dashboard

@Suite("Page models")
struct PageModelTests {
    let words = DateWords(now: testNow)

    private func key(
        _ name: String = "Looker", brands: BrandAccess = .all, expiresIn seconds: Int? = nil, end: Grant.End? = nil,
        isIntact: Bool = true
    ) -> APIKey {
        APIKey(
            grant: Grant(
                id: KeyID.random(), organization: 1, scopes: [.query], brands: brands,
                expiresAt: seconds.map { testNow + .seconds($0) }, end: end),
            name: name, createdAt: testNow, createdBy: "ann@northwind.example",
            lastUse: UsageLedger.Use(
                at: testNow + .seconds(-120), source: UsageLedger.Source(address: IPAddress("203.0.113.9"), client: "looker/2")),
            isIntact: isIntact)
    }

    @Test("A row tells a key's story")
    func row() {
        let row = KeyRow(
            key(brands: .specific([1, 2, 3, 4]), expiresIn: 12 * 86_400 + 60), slug: "nw",
            brandNames: [1: "Fabrikam", 2: "Contoso"], words: words)
        #expect(row.brands == "Fabrikam, Contoso")
        #expect(row.brandsNote == "and 2 more")
        #expect(row.lastUse?.words == "2 min ago")
        #expect(row.lastAddress == "203.0.113.9")
        #expect(row.expiry?.words == "in 12 days")
        #expect(row.expiresSoon)
        #expect(row.state == "Active")
    }

    @Test("Only a key that is not over can be revoked")
    func revocable() {
        func url(_ key: APIKey) -> String? { KeyRow(key, slug: "nw", brandNames: [:], words: words).revokeURL }
        #expect(url(key()) != nil)
        #expect(url(key(isIntact: false)) != nil)
        #expect(url(key(expiresIn: -5)) == nil)
        #expect(url(key(end: .revoked(at: testNow))) == nil)
    }

    @Test("The list knows an empty organization from a search without a match")
    func emptiness() {
        func page(_ query: String) -> KeysPage {
            KeysPage(
                KeyPage(keys: [], total: 0), for: KeyListQuery(FormFields(query: query)), slug: "nw", brandNames: [:],
                notice: nil, words: words)
        }
        #expect(page("").isNew)
        #expect(!page("q=x").isNew)
        #expect(!page("state=revoked").isNew)
    }

    @Test("A header sorts by its column, and the other way round on the second click")
    func sorting() {
        let query = KeyListQuery(FormFields(query: "sort=name&dir=asc&q=look"))
        let page = KeysPage(KeyPage(keys: [key()], total: 1), for: query, slug: "nw", brandNames: [:], notice: nil, words: words)
        #expect(page.columns.name.order == "ascending")
        #expect(page.columns.name.href == "/o/nw/keys?q=look&sort=name&dir=desc")
        #expect(page.columns.lastUsed.order == nil)
        #expect(page.columns.lastUsed.href == "/o/nw/keys?q=look&sort=last_used&dir=desc")
    }

    @Test(
        "Pages of the list hang together",
        arguments: [(1, 120, false, true), (2, 120, true, true), (3, 120, true, false), (1, 50, false, false)])
    func paging(number: Int, total: Int, hasNewer: Bool, hasOlder: Bool) {
        let page = KeysPage(
            KeyPage(keys: [key()], total: total), for: KeyListQuery(FormFields(query: "page=\(number)")), slug: "nw",
            brandNames: [:], notice: nil, words: words)
        #expect((page.pager.newer != nil) == hasNewer)
        #expect((page.pager.older != nil) == hasOlder)
    }

    @Test(
        "Nonsense in the address of the list is left out",
        arguments: ["page=-1&sort=x&state=y&dir=z", "page=99999999999999999999"])
    func nonsense(query: String) {
        let query = KeyListQuery(FormFields(query: query))
        #expect(query.page >= 1 && query.offset >= 0)
        #expect(query.sort == .created && query.state == nil)
    }

    @Test("A notice says only fixed sentences about a thing with the shape of a key")
    func notices() {
        let id = KeyID.random()
        #expect(
            KeyNotice.sentence(in: FormFields(query: "done=revoked&key=\(id)")) == "Revoked. Nothing more is accepted on \(id).")
        #expect(KeyNotice.sentence(in: FormFields(query: "done=revoked&key=call+0800")) == nil)
        #expect(KeyNotice.sentence(in: FormFields(query: "done=hacked&key=\(id)")) == nil)
    }

    @Test(
        "Before a brand is archived, the page says how many keys lose it",
        arguments: [
            (0, "No working key reaches it today."), (1, "1 working key loses access to it at once."),
            (3, "3 working keys lose access to it at once."),
        ])
    func archiving(count: Int, said: String) async throws {
        let site = try await TestSite()
        #expect(BrandStatePage(site.fabrikam, archiving: true, keys: count, slug: "nw").keys == said)
    }

    @Test("The audit log reads as sentences")
    func audit() {
        func said(_ action: String, _ detail: [String: String], kind: String = "key", subject: String) -> String {
            let event = AuditEvent(
                sequence: 1, at: testNow, organization: 1, actorKind: "user", actor: "ann@northwind.example", action: action,
                subjectKind: kind, subject: subject, detail: detail)
            return AuditSentence(event, brandNames: [4: "Fabrikam"], keyNames: [:]).text
        }
        #expect(
            said(
                "key.created",
                ["name": "Looker", "scopes": "query", "brands": "Fabrikam", "expires": "2027-02-22T00:00:00.000Z"],
                subject: "lk_7Qm2xVb9RtYs")
                == "ann@northwind.example created key “Looker” (lk_7Qm2xVb9RtYs): Query, Fabrikam, until 21 Feb 2027")
        #expect(said("key.revoked", [:], subject: "lk_7Qm2xVb9RtYs") == "ann@northwind.example revoked key “lk_7Qm2xVb9RtYs”")
        #expect(said("brand.archived", [:], kind: "brand", subject: "4") == "ann@northwind.example archived brand “Fabrikam”")
        #expect(
            said("member.added", ["email": "bob@x.example", "role": "viewer"], kind: "user", subject: "2")
                == "ann@northwind.example added bob@x.example as viewer")
        #expect(said("later.invented", [:], kind: "thing", subject: "9") == "ann@northwind.example did later.invented to thing 9")
    }

    @Test(
        "The wait after too many attempts is said in a unit that fits",
        arguments: [(1, "1 second"), (30, "30 seconds"), (90, "2 minutes"), (900, "15 minutes")])
    func throttled(seconds: Int, said: String) {
        #expect(SignInPage.throttled(seconds: seconds) == "Too many attempts. Wait \(said), then try again.")
    }
}
