import APIKeys
import Catalog
import HTTPTypes
import HummingbirdTesting
import Testing

@testable import Dashboard

@Suite("Approvals")
struct ApprovalPagesTests {
    private let list = "/o/northwind-agency/approvals"

    private func waiting(_ scene: Scene) async throws -> Approval {
        try #require(try await scene.catalog.approvals.open(of: scene.organization).first)
    }

    private func card(
        _ proposal: Approval.Proposal, key: APIKey? = nil, requester: String = "user:1", isIntact: Bool = true,
        admins: [String] = ["ann@x.example", "raj@x.example"]
    ) -> ApprovalCard {
        let approval = Approval(
            id: 3, organization: 1, proposal: proposal, requester: requester, requestedBy: "ann@x.example",
            requestedAt: testNow + .seconds(-7200), isIntact: isIntact)
        let reader = ApprovalCard.Reader(identity: "user:2", admins: admins, email: "raj@x.example", slug: "nw")
        return ApprovalCard(
            approval, key: key, policy: OrganizationPolicy(), for: reader, brandNames: [4: "Fabrikam"],
            words: DateWords(now: testNow))
    }

    @Test("A new key is shown with everything that it would be allowed")
    func newKey() async throws {
        let scene = try await Scene(fourEyes: true)
        let made = try await scene.key("Nightly ETL", by: scene.adminActor)
        let card = card(.key(made.key.id), key: made.key)
        #expect(card.kind == "New key" && card.subject == "Nightly ETL")
        #expect(card.terms.contains(ApprovalCard.Term(term: "Brands", value: "All brands, also those created later")))
        #expect(card.terms.contains(ApprovalCard.Term(term: "Last day", value: "Never")))
        #expect(card.mayApprove && card.obstacle == nil)
        #expect(card.requested.words == "2 h ago")
    }

    @Test("A change is shown field by field, before and after")
    func change() {
        var edit = KeyEdit()
        edit.brands = .all
        let key = APIKey(
            grant: Grant(id: KeyID.random(), organization: 1, scopes: [.query], brands: .specific([4])), name: "Looker",
            createdAt: testNow, createdBy: "ann@x.example")
        let card = card(.change(key.id, edit), key: key)
        #expect(card.changes.map(\.field) == ["Brands"])
        #expect(card.changes.map(\.before) == ["Fabrikam"])
        #expect(card.changes.map(\.after) == ["All brands, also those created later"])
        #expect(card.termsTitle == "All that the key would be allowed then")
        #expect(card.terms.contains(ApprovalCard.Term(term: "May", value: "Query")))
        #expect(card.terms.contains(ApprovalCard.Term(term: "Brands", value: "All brands, also those created later")))
        #expect(card.terms.contains(ApprovalCard.Term(term: "Usable from", value: "Anywhere")))
        #expect(card.mayApprove)
    }

    @Test("To a change of a key that was changed since nobody is offered to agree")
    func outdated() {
        var edit = KeyEdit()
        edit.brands = .all
        let key = APIKey(
            grant: Grant(id: KeyID.random(), organization: 1, scopes: [.query], brands: .specific([4])), name: "Looker",
            createdAt: testNow, createdBy: "ann@x.example", revision: 7)
        let late = card(.change(key.id, edit, revision: 6), key: key)
        #expect(!late.mayApprove)
        #expect(late.obstacle?.contains("was changed since") == true && late.rejectLabel == "Turn down")
        #expect(card(.change(key.id, edit, revision: 7), key: key).mayApprove)
    }

    @Test("Nobody is offered to agree to what they asked for, and they are told who can")
    func own() {
        let card = card(.policy(OrganizationPolicy()), requester: "user:2")
        #expect(!card.mayApprove)
        #expect(card.obstacle == "You asked for this, so another admin must agree: ann@x.example.")
        #expect(card.rejectLabel == "Withdraw")
        let alone = self.card(.policy(OrganizationPolicy()), requester: "user:2", admins: ["raj@x.example"])
        #expect(alone.obstacle?.contains("there is none") == true)
    }

    @Test("To a request that was changed outside the server nobody is offered to agree")
    func broken() {
        let card = card(.policy(OrganizationPolicy()), isIntact: false)
        #expect(!card.mayApprove)
        #expect(card.obstacle?.contains("changed outside this server") == true)
    }

    @Test("The second admin agrees, and the key works")
    func approve() async throws {
        let scene = try await Scene(fourEyes: true)
        let key = try await scene.key("Nightly ETL", by: scene.adminActor).key
        let approval = try await waiting(scene)
        try await scene.site.run { client in
            let page = try await client.get(list, scene.raj).text
            #expect(page.contains("Nightly ETL") && page.contains("value=\"approve\""))
            let sent = try await client.post("\(list)/\(approval.id)", scene.raj, "decision=approve")
            #expect(sent.location == "\(list)?done=approved-key")
            #expect(try await client.get(sent.location, scene.raj).text.contains("Agreed. The key works from now on."))
            // Who comes too late is told, and changes nothing.
            let late = try await client.post("\(list)/\(approval.id)", scene.raj, "decision=reject")
            #expect(late.location == "\(list)?done=over")
        }
        #expect(try await scene.catalog.keys.find(key.id, in: scene.organization).state(at: testNow) == .active)
    }

    @Test("Who asked gets no button to agree, and is refused when they send the form all the same")
    func refusesTheRequester() async throws {
        let scene = try await Scene(fourEyes: true)
        let key = try await scene.key(by: scene.adminActor).key
        let approval = try await waiting(scene)
        try await scene.site.run { client in
            let page = try await client.get(list, scene.admin).text
            #expect(page.contains("another admin must agree"))
            #expect(!page.contains("value=\"approve\""))
            let sent = try await client.post("\(list)/\(approval.id)", scene.admin, "decision=approve")
            #expect(sent.status == .conflict)
            #expect(sent.text.contains("You asked for this yourself"))
            let denied = try await scene.catalog.audit.list(AuditQuery(), of: scene.organization).first
            #expect(denied?.action == "management.denied" && denied?.detail["reason"] == "self_approval")
            // Without the form's token nobody decides anything.
            let forged = try await client.post("\(list)/\(approval.id)", scene.raj, "decision=approve", token: "x")
            #expect(forged.status == .forbidden)
            let unclear = try await client.post("\(list)/\(approval.id)", scene.raj, "decision=maybe")
            #expect(unclear.status == .unprocessableContent)
        }
        #expect(try await scene.catalog.keys.find(key.id, in: scene.organization).state(at: testNow) == .pending)
    }

    @Test("An admin of another organization decides nothing here")
    func foreign() async throws {
        let scene = try await Scene(fourEyes: true)
        _ = try await scene.key(by: scene.adminActor)
        let approval = try await waiting(scene)
        let stranger = try await scene.site.signIn("stranger@contoso.example")
        try await scene.site.run { client in
            #expect(try await client.post("\(list)/\(approval.id)", stranger, "decision=approve").status == .notFound)
            let own = try await client.post("/o/contoso/approvals/\(approval.id)", stranger, "decision=approve")
            #expect(own.location == "/o/contoso/approvals?done=over")
        }
        #expect(try await scene.catalog.approvals.open(of: scene.organization).count == 1)
    }

    @Test("Turned down or withdrawn, a new key is revoked and a change is forgotten")
    func reject() async throws {
        let scene = try await Scene(fourEyes: true)
        let key = try await scene.key(by: scene.adminActor).key
        let approval = try await waiting(scene)
        try await scene.site.run { client in
            let sent = try await client.post("\(list)/\(approval.id)", scene.admin, "decision=reject")
            #expect(sent.location == "\(list)?done=rejected-key")
            #expect(try await client.get(list, scene.admin).text.contains("Nothing waits"))
        }
        #expect(try await scene.catalog.keys.find(key.id, in: scene.organization).state(at: testNow) == .revoked)
    }

    @Test("A browser that comes back after signing in again is led to the request")
    func back() async throws {
        let scene = try await Scene()
        try await scene.site.run { client in
            let answer = try await client.get("\(list)/7", scene.admin)
            #expect(answer.location == "\(list)#approval-7")
        }
    }
}
