import APIKeys
import Catalog
import HTTPTypes
import HummingbirdTesting
import Testing

@testable import Dashboard

@Suite("Audit log pages")
struct AuditPagesTests {
    private let words = DateWords(now: testNow)
    private let list = "/o/northwind-agency/audit"

    private func event(
        _ action: String, _ detail: [String: String] = [:], kind: String = "key", subject: String = "lk_7Qm2xVb9RtYs",
        actorKind: String = "user", actor: String = "ann@x.example"
    ) -> AuditEvent {
        AuditEvent(
            sequence: 9, at: testNow, organization: 1, actorKind: actorKind, actor: actor, action: action, subjectKind: kind,
            subject: subject, detail: detail)
    }

    private func said(_ event: AuditEvent) -> String {
        AuditSentence(event, brandNames: [3: "Fabrikam"], keyNames: [:]).text
    }

    @Test("Every action has a sentence, a label and a group", arguments: AuditAction.allCases)
    func whole(action: AuditAction) {
        let text = said(event(action.rawValue, ["name": "Looker"]))
        #expect(!text.contains(" did ") && !text.contains(action.rawValue), "\(text)")
        #expect(!text.contains("  ") && !text.contains("“”"))
        #expect(!action.label.contains("."))
    }

    @Test("No two actions look alike in the filter")
    func labels() {
        #expect(Set(AuditAction.allCases.map(\.label)).count == AuditAction.allCases.count)
        #expect(AuditAction.Group.allCases.allSatisfy { group in AuditAction.allCases.contains { $0.group == group } })
    }

    static let sentences: [(String, [String: String], String)] = [
        (
            "key.created", ["name": "Looker", "scopes": "query", "brands": "3", "expires": "never", "awaits_approval": "yes"],
            "ann@x.example created key “Looker” (lk_7Qm2xVb9RtYs): Query, Fabrikam, without an end, waits for a second admin"
        ),
        (
            "key.revoked", ["name": "Looker", "reason": "not used for 90 days"],
            "ann@x.example revoked key “Looker” (lk_7Qm2xVb9RtYs): not used for 90 days"
        ),
        (
            "key.rotated", ["name": "Looker", "successor": "lk_aaaaaaaaaaaa", "works_until": "2026-11-24T20:20:00.000Z"],
            "ann@x.example rotated key “Looker” (lk_7Qm2xVb9RtYs): lk_aaaaaaaaaaaa takes over, the old key works until 24 Nov 2026, 20:20 UTC"
        ),
        (
            "key.rotated", ["name": "Looker", "successor": "lk_aaaaaaaaaaaa", "works_until": "2026-11-23T20:20:00.000Z"],
            "ann@x.example rotated key “Looker” (lk_7Qm2xVb9RtYs): lk_aaaaaaaaaaaa takes over, the old key ended at once"
        ),
        (
            "key.approved", ["name": "Looker", "requested_by": "raj@x.example"],
            "ann@x.example agreed to key “Looker” (lk_7Qm2xVb9RtYs), which raj@x.example had asked for"
        ),
        (
            "key.leaked",
            [
                "name": "Looker", "reported_by": "github", "source": "commit", "place": "https://git.example/a",
                "response": "revoked",
            ],
            "ann@x.example wrote down that key “Looker” (lk_7Qm2xVb9RtYs) was found in public, at https://git.example/a (commit), says GitHub; it was revoked"
        ),
        ("member.signed_in", ["with": "recovery code"], "ann@x.example signed in with a recovery code"),
        ("member.sessions_ended", ["count": "3"], "ann@x.example signed out 3 other browsers of theirs"),
        ("member.second_factor_turned_off", ["email": "ann@x.example"], "ann@x.example turned off two-factor sign-in"),
        (
            "member.second_factor_turned_off", ["email": "vic@x.example"],
            "ann@x.example turned off two-factor sign-in for vic@x.example"
        ),
        (
            "member.second_factor_failed", ["address": "203.0.113.9"],
            "ann@x.example gave a wrong code after a right password, from 203.0.113.9"
        ),
        (
            "management.denied",
            ["attempt": "POST /o/:slug/keys", "reason": "role_lacking", "address": "203.0.113.9", "not_written": "4"],
            "ann@x.example tried POST /o/:slug/keys and was refused: the role does not permit it, from 203.0.113.9; 4 attempts before it not written down"
        ),
    ]

    @Test("Entries read as sentences", arguments: sentences)
    func sentence(action: String, detail: [String: String], text: String) {
        #expect(said(event(action, detail)) == text)
    }

    @Test("The server and the command line are named as such")
    func actors() {
        #expect(
            said(event("key.expiring", ["name": "Looker"], actorKind: "server", actor: "this server")).hasPrefix(
                "This server gave notice"))
        #expect(
            said(event("policy.changed", actorKind: "command", actor: "command line"))
                == "The command line changed the key policy")
    }

    @Test("A change is a table of before and after, in words, with what came and went")
    func changes() {
        let entry = event(
            "key.changed",
            [
                "name": "Looker", "scopes.before": "query, configure", "scopes.after": "query, ingest", "brands.before": "all",
                "brands.after": "3, 9", "expires.before": "2027-02-22T00:00:00.000Z", "expires.after": "2027-02-22T12:00:00.000Z",
            ])
        let page = AuditPage(
            [entry], for: AuditFilter(FormFields(query: "")), slug: "nw", brandNames: [3: "Fabrikam"], keyNames: [:], words: words
        )
        let rows = Dictionary(uniqueKeysWithValues: page.rows[0].changes.map { ($0.field, $0) })
        #expect(rows["May"]?.before == "Query, Configure" && rows["May"]?.after == "Query, Ingest")
        #expect(rows["May"]?.difference == "takes away Configure; adds Ingest")
        #expect(rows["Brands"]?.before == "All brands, also those created later" && rows["Brands"]?.after == "Fabrikam, Brand 9")
        #expect(rows["Brands"]?.difference == nil)
        #expect(rows["Last day"]?.before == "21 February 2027" && rows["Last day"]?.after == "22 February 2027")
        #expect(page.rows[0].objectURL == "/o/nw/keys/lk_7Qm2xVb9RtYs")
    }

    @Test("Two moments of one day are told apart")
    func alike() {
        let row = ChangeRow.rows(
            [FieldChange("expires", before: "2027-02-22T10:00:00.000Z", after: "2027-02-22T12:00:00.000Z")],
            ChangeWords(words: words))
        #expect(row.map(\.before) == ["2027-02-22T10:00:00.000Z"])
    }

    @Test("Denied attempts are marked, and lead nowhere")
    func denied() {
        let page = AuditPage(
            [event("management.denied", kind: "organization", subject: "1")], for: AuditFilter(FormFields(query: "")), slug: "nw",
            brandNames: [:], keyNames: [:], words: words)
        #expect(page.rows[0].isDenied && page.rows[0].objectURL == nil)
    }

    @Test("The address says which entries are meant, and every link keeps it")
    func filter() throws {
        let filter = AuditFilter(
            FormFields(query: "person=ann&key=lka_7Qm2xVb9RtYs&action=key.changed&since=2026-11-01&until=2026-11-23&before=40"))
        #expect(filter.problems.isEmpty && filter.isFiltered)
        let query = filter.query
        #expect(
            query.actor == "ann" && query.key == KeyID("lka_7Qm2xVb9RtYs") && query.action == .keyChanged && query.before == 40)
        #expect(query.since == Timestamp(iso8601: "2026-11-01T00:00:00Z"))
        #expect(query.until == Timestamp(iso8601: "2026-11-24T00:00:00Z"), "the last day is included")
        #expect(
            filter.address("nw", before: 12)
                == "/o/nw/audit?person=ann&key=lka_7Qm2xVb9RtYs&action=key.changed&since=2026-11-01&until=2026-11-23&before=12")
    }

    @Test(
        "A filter that cannot be read is said, not left out",
        arguments: [
            ("key=nonsense", "key"), ("since=yesterday", "since"), ("until=2026-02-31", "until"),
            ("since=2026-11-23&until=2026-11-22", "until"),
        ])
    func unreadable(query: String, field: String) async throws {
        #expect(AuditFilter(FormFields(query: query)).problems.map(\.field) == [field])
        let scene = try await Scene()
        try await scene.site.run { client in
            let page = try await client.get("\(list)?\(query)", scene.admin).text
            #expect(page.contains("id=\"\(field)-error\"") && !page.contains("<tbody>"))
        }
    }

    @Test("A denied attempt of a viewer stands in the log")
    func deniedIsWritten() async throws {
        let scene = try await Scene()
        let viewer = try await scene.site.signIn("viewer@northwind.example")
        try await scene.site.run { client in
            #expect(try await client.post("/o/northwind-agency/policy", viewer, "four_eyes=off").status == .forbidden)
            let page = try await client.get("\(list)?action=management.denied", scene.admin).text
            #expect(page.contains("viewer@northwind.example tried <strong>POST /o/{slug}/policy</strong> and was refused"))
            #expect(page.contains("<tr class=\"denied\">"))
        }
    }

    @Test("The log is read page by page, without a gap or a repeat")
    func pages() async throws {
        let scene = try await Scene()
        for number in 0..<AuditFilter.pageSize + 20 { _ = try await scene.key("Key \(number)") }
        try await scene.site.run { client in
            var address: String? = "\(list)?action=key.created"
            var seen: [String] = []
            while let next = address {
                let page = try await client.get(next, scene.admin).text
                seen += page.matches(of: /class="quiet">(\d+)<\/td>/).map { String($0.output.1) }
                address = page.firstMatch(of: /rel="next" href="([^"]+)"/).map {
                    String($0.output.1).replacing("&amp;", with: "&")
                }
            }
            #expect(seen.count == AuditFilter.pageSize + 20)
            #expect(Set(seen).count == seen.count)
        }
    }
}
