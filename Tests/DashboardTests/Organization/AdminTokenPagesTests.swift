import APIKeys
import Catalog
import HTTPTypes
import HummingbirdTesting
import Testing

@testable import Dashboard

@Suite("Admin tokens")
struct AdminTokenPagesTests {
    private let list = "/o/northwind-agency/admin-tokens"
    private let words = DateWords(now: testNow)
    private let ann = User(id: 1, email: "ann@x.example")

    private func token(
        _ name: String = "Terraform", days: Int = 30, revoked: Bool = false, isIntact: Bool = true
    ) -> AdminToken {
        AdminToken(
            id: KeyID.random(.admin), organization: 1, owner: ann, name: name, createdAt: testNow,
            expiresAt: testNow + .seconds(days * 86_400), revokedAt: revoked ? testNow : nil,
            lastUse: (testNow + .seconds(-120), "203.0.113.9"), isIntact: isIntact)
    }

    @Test("The list tells each token's story, those that work first")
    func rows() {
        let over = [token("Old", days: -1), token("Gone", revoked: true)]
        let tokens = LiveList(live: [token(), token("Odd", isIntact: false)], over: over, limit: 1)
        let page = AdminTokensPage(tokens, ListPart(limit: 1), admins: [1], you: ann, slug: "nw", words: words)
        #expect(page.rows.map(\.name) == ["Terraform", "Odd", "Old"])
        #expect(page.rows.map(\.state) == ["Active", "Tampered with", "Expired"])
        #expect(page.rows.map { $0.revokeURL != nil } == [true, true, false])
        #expect(page.pager?.older == "/o/nw/admin-tokens?over=1" && page.pager?.newer == nil)
        #expect(page.rows[0].isYours && page.rows[0].lastUse?.words == "2 min ago" && page.rows[0].lastAddress == "203.0.113.9")
    }

    @Test("A token whose owner is no admin any more is shown as refused")
    func asleep() {
        let page = AdminTokensPage(LiveList(live: [token()], over: [], limit: 1), admins: [2], you: ann, slug: "nw", words: words)
        #expect(page.rows[0].state == "Refused")
        #expect(page.rows[0].stateNote == "its owner is no admin now")
    }

    @Test(
        "The form reads its days",
        arguments: [
            ("life=30", 30), ("life=365", 365), ("life=other&days=12", 12), ("life=31", nil), ("life=other&days=x", nil),
            ("", nil),
        ]
            as [(String, Int?)])
    func days(body: String, days: Int?) {
        #expect(AdminTokenInput(FormFields(Array(body.utf8))).chosenDays == days)
    }

    @Test("A new form proposes 30 days")
    func fresh() {
        let page = NewAdminTokenPage(
            owner: ann, organization: Organization(id: 1, slug: "nw", name: "NW", createdAt: testNow), words: words)
        #expect(page.lifeField.lives.filter(\.isChosen).map(\.label) == ["30 days"])
        #expect(page.lifeField.lives.first { $0.isChosen }?.day == "23 Dec 2026")
    }

    @Test("A token is made for whoever is signed in, shown once with a line to try it, and never again")
    func shownOnce() async throws {
        let scene = try await Scene()
        try await scene.site.run { client in
            let made = try await client.post(list, scene.admin, "name=Terraform&life=7")
            #expect(made.status == .seeOther && made.location.contains("/created?once="))
            #expect(!made.text.contains("lka_"))
            #expect(try await client.get(made.location, scene.raj).text.contains("This admin token was shown already"))
            _ = try await client.get(made.location, scene.admin, method: .head)
            let shown = try await client.get(made.location, scene.admin).text
            let token = try #require(shown.firstMatch(of: /lka_[0-9A-Za-z]{12}_[0-9A-Za-z]{38}/)).output
            #expect(shown.contains("export LATCHKEY_ADMIN_TOKEN=\"\(token)\""))
            #expect(shown.contains("/v1/organizations/\(scene.organization.id)/api-keys"))
            for address in [made.location, list, "/o/northwind-agency/audit"] {
                #expect(!(try await client.get(address, scene.admin).text.contains(token.suffix(38))))
            }
        }
        let record = try #require(try await scene.catalog.adminTokens.list(of: scene.organization).live.first)
        #expect(record.owner == scene.adminUser)
        #expect(record.expiresAt == testNow + .seconds(7 * 86_400))
    }

    @Test(
        "What cannot be comes back beside its field",
        arguments: [
            ("name=&life=30", "The token&#39;s name is missing."), ("name=a&life=other&days=366", "lives 1 to 365 days"),
            ("name=a&life=other&days=0", "lives 1 to 365 days"), ("name=a", "Choose for how many days"),
        ])
    func refused(body: String, message: String) async throws {
        let scene = try await Scene()
        try await scene.site.run { client in
            let answer = try await client.post(list, scene.admin, body)
            #expect(answer.status == .unprocessableContent)
            #expect(answer.text.contains(message))
        }
        #expect(try await scene.catalog.adminTokens.list(of: scene.organization).all.isEmpty)
    }

    @Test("A token is revoked after a confirmation, by any admin of its organization and by no other")
    func revoke() async throws {
        let scene = try await Scene()
        let made = try await scene.catalog.adminTokens.create(
            name: "Terraform", for: scene.adminUser, in: scene.organization, by: scene.adminActor)
        let address = "\(list)/\(made.token.id)/revoke"
        let stranger = try await scene.site.signIn("stranger@contoso.example")
        try await scene.site.run { client in
            #expect(try await client.get(address, scene.raj).text.contains("It was never used."))
            let foreign = try await client.post("/o/contoso/admin-tokens/\(made.token.id)/revoke", stranger)
            #expect(foreign.status == .notFound)
            #expect(try await client.get("\(list)/\(KeyID.random())/revoke", scene.raj).status == .notFound)
            let sent = try await client.post(address, scene.raj)
            #expect(sent.status == .seeOther)
            let page = try await client.get(sent.location, scene.raj).text
            #expect(page.contains("Revoked. Nothing more is accepted on \(made.token.id)."))
        }
        guard case .failure = try await scene.catalog.adminTokens.verify(made.secret, from: nil) else {
            Issue.record("it still opens")
            return
        }
    }
}
