import APIKeys
import HTTPTypes
import Testing
import Web

@testable import Catalog
@testable import Server

/// What keys do and could do, the audit log, leaks.
@Suite struct ManagementInsightTests {
    @Test func usageTellsWhatAKeyDid() async throws {
        try await withServer { fixture in
            let ours = try await fixture.managed()
            let brand = try await fixture.brand("fabrikam", in: ours.organization)
            let (id, token) = try await ours.make(["query"], brands: [brand])
            let empty = try await ours.send(.get, "api-keys/\(id)/usage")
            #expect(empty.json?["accepted"]?.integer == 0)
            #expect(empty.json?["hours"]?.items?.isEmpty == true)
            for path in ["", "/\(brand)", "/\(brand)", "/4711"] {
                _ = try await fixture.send(.get, "/v1/brands\(path)", token: token, headers: [.userAgent: "looker/2"])
            }
            fixture.clock.advance(by: .seconds(7200))
            _ = try await fixture.send(.delete, "/v1/brands/\(brand)", token: token)
            let answer = try await ours.send(.get, "api-keys/\(id)/usage?days=1")
            let json = try #require(answer.json)
            #expect(
                json.keys == [
                    "key_id", "from", "until", "accepted", "refused", "hours", "operations", "brands", "outcomes", "sources",
                    "refusals",
                ])
            #expect(json["key_id"]?.text == id.description)
            #expect(json["until"]?.text == fixture.clock.now.iso8601)
            #expect(json["accepted"]?.integer == 3)
            #expect(json["refused"]?.integer == 2)
            let hours = try #require(json["hours"]?.items)
            #expect(hours.compactMap { $0["accepted"]?.integer } == [3, 0])
            #expect(hours.compactMap { $0["refused"]?.integer } == [1, 1])
            #expect(hours.last?["start"]?.text == Timestamp(hour: fixture.clock.now.hour).iso8601)
            #expect(json["operations"]?.items?.first?["operation"]?.text == "brands.read")
            #expect(json["operations"]?.items?.first?["requests"]?.integer == 3)
            #expect(json["brands"]?.items?.first { $0["brand_id"]?.integer == brand }?["requests"]?.integer == 2)
            #expect(
                Set(json["outcomes"]?.items?.compactMap { $0["outcome"]?.text } ?? [])
                    == ["allowed", "brand_not_granted", "scope_missing"])
            let source = try #require(json["sources"]?.items?.first)
            #expect(source["address"]?.text == "127.0.0.1")
            #expect(source["client"]?.text == "looker/2")
            #expect(source["accepted"]?.integer == 3)
            #expect(source["refused"]?.integer == 1)
            let refusal = try #require(json["refusals"]?.items?.last)
            #expect(refusal["code"]?.text == "brand_not_granted")
            #expect(refusal["brand_id"]?.integer == 4711)
            #expect(refusal["client"]?.text == "looker/2")
            let key = try await ours.send(.get, "api-keys/\(id)").json
            #expect(key?["last_used_address"]?.text == "127.0.0.1")
            #expect(key?["last_used_client"]?.text == "looker/2")
            for days in ["0", "91", "x"] {
                #expect(try await ours.send(.get, "api-keys/\(id)/usage?days=\(days)").status == 422)
            }
        }
    }

    @Test(
        arguments: [
            ("operation=brands.list", nil), ("operation=query&brand_id=1", nil),
            ("operation=brands.read&brand_id=2", "brand_not_granted"),
            ("operation=configure", "scope_missing"), ("operation=brands.create", "scope_missing"),
            ("operation=query&address=127.0.0.1", nil),
        ] as [(String, String?)])
    func anyKeyIsExplained(_ query: String, _ code: String?) async throws {
        try await withServer { fixture in
            let ours = try await fixture.managed()
            let brand = try await fixture.brand("fabrikam", in: ours.organization)
            let id = try await ours.make(["query"], brands: [brand]).id
            let answer = try await ours.send(.get, "api-keys/\(id)/check?\(query)")
            #expect(answer.status == 200, "\(answer.text)")
            #expect(answer.json?.keys == ["allowed", "operation", "brand_id", "code", "reason", "remedy"])
            #expect(answer.json?["code"]?.text == code)
            guard case .bool(let allowed)? = answer.json?["allowed"] else {
                Issue.record("\(answer.text)")
                return
            }
            #expect(allowed == (code == nil))
            #expect((answer.json?["remedy"]?.text?.contains("Northwind") ?? false) == (code != nil))
        }
    }

    @Test func anAddressListIsExplainedFromTheAddressThatIsGiven() async throws {
        try await withServer { fixture in
            let ours = try await fixture.managed()
            let id = try await ours.make(["query"], brands: nil, #","addresses":["192.0.2.0/24","2001:db8::/32"]"#).id
            for (address, code) in [
                ("192.0.2.7", nil), ("%3A%3Affff%3A192.0.2.7", nil), ("2001:db8::1", nil), ("192.0.3.1", "address_not_allowed"),
                ("", "address_not_allowed"),
            ] {
                let answer = try await ours.send(.get, "api-keys/\(id)/check?operation=query&address=\(address)")
                #expect(answer.json?["code"]?.text == code, "\(address)")
            }
            for (query, fault) in [
                ("operation=query&address=localhost", "ip_any_address query.address"), ("", "missing query.operation"),
                ("operation=fly", "value_error query.operation"), ("operation=brands.read", "value_error query.brand_id"),
                ("operation=query&brand_id=x", "int_parsing query.brand_id"),
            ] { #expect(try await ours.send(.get, "api-keys/\(id)/check?\(query)").faults == [fault]) }
        }
    }

    @Test func aKeyThatIsAllowedMoreThanItNeedsGetsAHint() async throws {
        try await withServer { fixture in
            let ours = try await fixture.managed()
            let brands = [
                try await fixture.brand("fabrikam", in: ours.organization),
                try await fixture.brand("litware", in: ours.organization),
            ]
            let (id, token) = try await ours.make(["query", "create-brand"], brands: brands, #","expires_at":null"#)
            func use() async throws {
                #expect(try await fixture.send(.get, "/v1/brands/\(brands[0])", token: token).status == 200)
                await fixture.parts.flusher.flush()
            }
            try await use()
            guard case .null? = try await ours.send(.get, "api-keys/\(id)").json?["hints"] else {
                Issue.record("too early to tell")
                return
            }
            fixture.clock.advance(by: .seconds(61 * 86_400))
            try await use()
            // The admin token has expired meanwhile.
            let other = try await ours.colleague("bob@northwind.example").token
            let hints = try await ours.send(.get, "api-keys/\(id)", token: other).json?["hints"]
            #expect(hints?["unused_scopes"]?.items?.compactMap(\.text) == ["create-brand"])
            #expect(hints?["unused_brand_ids"]?.items?.compactMap(\.integer) == [brands[1]])
            #expect(hints?["days"]?.integer == 60)
        }
    }

    // MARK: The audit log

    @Test func theAuditLogTellsWhatWasBeforeAndAfter() async throws {
        try await withServer { fixture in
            let ours = try await fixture.managed()
            let id = try await ours.make().id
            fixture.clock.advance(by: .seconds(60))
            let changed = fixture.clock.now
            _ = try await ours.send(.patch, "api-keys/\(id)", body: #"{"scopes":["configure"],"name":"Renamed"}"#)
            let answer = try await ours.send(.get, "audit-events?limit=1")
            let event = try #require(answer.json?["items"]?.items?.first)
            #expect(
                event.keys == [
                    "sequence", "at", "actor_kind", "actor", "action", "subject_kind", "subject", "changes", "detail",
                ])
            #expect(event["at"]?.text == changed.iso8601)
            #expect(event["actor_kind"]?.text == "admin_token")
            #expect(event["actor"]?.text == "ann@northwind.example (\(ours.token.id))")
            #expect(event["action"]?.text == "key.changed")
            #expect(event["subject"]?.text == id.description)
            #expect(event["changes"]?.keys == ["name", "scopes"])
            #expect(event["changes"]?["scopes"]?["before"]?.text == "query")
            #expect(event["changes"]?["scopes"]?["after"]?.text == "configure")
            #expect(event["changes"]?["name"]?["after"]?.text == "Renamed")
            #expect(answer.json?["next_before"]?.integer == event["sequence"]?.integer)
        }
    }

    @Test func theAuditLogIsPagedAndSearched() async throws {
        try await withServer { fixture in
            let ours = try await fixture.managed()
            let theirs = try await fixture.managed("Contoso")
            _ = try await theirs.make()
            let id = try await ours.make().id
            fixture.clock.advance(by: .seconds(60))
            let moment = fixture.clock.now
            _ = try await ours.send(.delete, "api-keys/\(id)")
            let all = try await ours.actions()
            var paged: [String] = []
            var before: Int?
            for _ in 1...20 {
                let answer = try await ours.send(.get, "audit-events?limit=2" + (before.map { "&before=\($0)" } ?? ""))
                paged += answer.json?["items"]?.items?.compactMap { $0["action"]?.text } ?? []
                before = answer.json?["next_before"]?.integer
                if before == nil { break }
            }
            #expect(paged == all)
            // A page that holds the last entry is the last page.
            guard case .null? = try await ours.send(.get, "audit-events?limit=\(all.count)").json?["next_before"] else {
                Issue.record("there is no other page")
                return
            }
            for (query, actions) in [
                ("action=key.created", ["key.created"]), ("key_id=\(id)", ["key.revoked", "key.created"]),
                ("key_id=\(ours.token.id)", ["admin_token.created"]), ("since=\(moment.iso8601)", ["key.revoked"]),
                ("until=\(moment.iso8601)&key_id=\(id)", ["key.created"]), ("actor=ANN%40&action=key.revoked", ["key.revoked"]),
                ("actor=contoso", []),
            ] as [(String, [String])] {
                let answer = try await ours.send(.get, "audit-events?\(query)")
                #expect(answer.json?["items"]?.items?.compactMap { $0["action"]?.text } == actions, "\(query): \(answer.text)")
            }
            for (query, fault) in [
                ("limit=1001", "less_than_equal query.limit"), ("before=x", "int_parsing query.before"),
                ("action=key.made", "literal_error query.action"), ("key_id=lk_1", "value_error query.key_id"),
                ("since=yesterday", "datetime_parsing query.since"), ("until=2027-01-01", "datetime_parsing query.until"),
                ("since=2027-01-01T00:00:00%2B01:60", "datetime_parsing query.since"),
            ] { #expect(try await ours.send(.get, "audit-events?\(query)").faults == [fault], "\(query)") }
        }
    }

    @Test func leaksAreListed() async throws {
        try await withServer { fixture in
            let ours = try await fixture.managed()
            let theirs = try await fixture.managed("Contoso")
            let (id, token) = try await ours.make()
            let key = try await fixture.catalog.keys.find(id, in: ours.organization)
            let report = LeakReport(
                token, at: LeakPlace(.anyone, source: "paste", url: "https://paste.example/\(token.reveal())"))
            _ = try await fixture.catalog.leaks.revoke(.key(key), foundAt: report.place, by: .server)
            let answer = try await ours.send(.get, "leaks")
            let leak = try #require(answer.json?["items"]?.items?.first)
            #expect(leak.keys == ["at", "key_id", "kind", "reported_by", "source", "url", "response"])
            #expect(leak["key_id"]?.text == id.description)
            #expect(leak["reported_by"]?.text == "anyone")
            #expect(leak["response"]?.text == "revoked")
            #expect(!answer.text.contains(token.reveal()))
            #expect(try await theirs.send(.get, "leaks").json?["items"]?.items?.isEmpty == true)
        }
    }
}
