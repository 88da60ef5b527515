import APIKeys
import Testing

@testable import Catalog
@testable import Storage

/// Four eyes.
@Suite struct ApprovalTests {
    struct Scene: Sendable {
        let fixture: Fixture
        let organization: Organization
        let ann: User
        let ben: User
        var approvals: ApprovalService { fixture.catalog.approvals }
        func waiting() async throws -> [Approval] { try await approvals.open(of: organization) }
        func wait() async throws -> Approval { try #require(try await waiting().first) }
    }

    func scene(_ body: @escaping @Sendable (Scene) async throws -> Void) async throws {
        try await withDatabase { fixture in
            let organization = try await fixture.makeOrganization()
            let ann = try await fixture.makeMember("ann@northwind.example", of: organization)
            let ben = try await fixture.makeMember("ben@northwind.example", of: organization)
            var policy = OrganizationPolicy()
            policy.fourEyes = true
            let mustWait = try await fixture.catalog.policies.set(policy, of: organization, by: .user(ann))
            #expect(!mustWait)
            try await body(Scene(fixture: fixture, organization: organization, ann: ann, ben: ben))
        }
    }

    @Test func aBroadKeyWaitsForAnotherAdminAndANarrowOneDoesNot() async throws {
        try await scene { scene in
            let brand = try await scene.fixture.makeBrand("fabrikam", in: scene.organization)
            let narrow = try await scene.fixture.makeKey(.specific([brand.id]), in: scene.organization).token
            #expect(scene.fixture.ask(narrow) == "allowed")
            for (brands, scopes) in [(BrandAccess.all, Scopes.query), (.specific([brand.id]), [.createBrand])] {
                let draft = KeyDraft(name: "Broad", scopes: scopes, brands: brands, expiresAt: nil)
                let made = try await scene.fixture.catalog.keys.create(draft, in: scene.organization, by: .user(scene.ann))
                let token = try #require(made.token)
                #expect(made.isPending)
                #expect(scene.fixture.ask(token) == "key_awaits_approval")
                let approval = try await scene.wait()
                // Not oneself, in whatever way one comes in.
                for actor in [Actor.user(scene.ann), .adminToken(.random(.admin), owner: scene.ann)] {
                    await #expect(throws: CatalogError.self) {
                        try await scene.approvals.approve(approval.id, in: scene.organization, by: actor)
                    }
                }
                #expect(scene.fixture.ask(token) == "key_awaits_approval")
                try await scene.approvals.approve(approval.id, in: scene.organization, by: .user(scene.ben))
                #expect(scene.fixture.ask(token) == "allowed")
                #expect(try await scene.waiting().isEmpty)
                await #expect(throws: CatalogError.self) {
                    try await scene.approvals.approve(approval.id, in: scene.organization, by: .user(scene.ben))
                }
            }
            #expect(try await scene.fixture.catalog.audit.verify().isIntact)
        }
    }

    @Test func whatOnePersonAsksForIsBoundedAndHidesNothing() async throws {
        try await scene { scene in
            func ask(_ user: User) async throws {
                let draft = KeyDraft(name: "Broad", scopes: .query, brands: .all, expiresAt: nil)
                _ = try await scene.fixture.catalog.keys.create(draft, in: scene.organization, by: .user(user))
            }
            for _ in 0..<ApprovalService.mostOpen { try await ask(scene.ann) }
            await #expect(throws: CatalogError.self) { try await ask(scene.ann) }
            try await ask(scene.ben)
            #expect(try await scene.waiting().count == ApprovalService.mostOpen + 1)
            try await scene.approvals.reject(try await scene.wait().id, in: scene.organization, by: .user(scene.ann))
            try await ask(scene.ann)
            #expect(try await scene.fixture.catalog.audit.verify().isIntact)
        }
    }

    @Test func aPendingKeyIsNeitherChangedNorRotatedAndTurningItDownEndsIt() async throws {
        try await scene { scene in
            let (key, token) = try await scene.fixture.makeKey(.all, in: scene.organization)
            var edit = KeyEdit()
            edit.name = "Harmless"
            await #expect(throws: CatalogError.self) {
                try await scene.fixture.catalog.keys.edit(key.id, edit, in: scene.organization, by: .user(scene.ann))
            }
            await #expect(throws: CatalogError.self) {
                try await scene.fixture.catalog.keys.rotate(
                    key.id, RotationRequest(overlap: .zero), in: scene.organization, by: .user(scene.ann))
            }
            try await scene.approvals.reject(try await scene.wait().id, in: scene.organization, by: .user(scene.ben))
            #expect(scene.fixture.ask(token) == "key_revoked")
            #expect(try await scene.waiting().isEmpty)
        }
    }

    /// Whatever is decided at once by two: it is decided once, and a key that was turned down does not work.
    @Test func twoDecisionsAtOnceAreOne() async throws {
        try await scene { scene in
            let cat = try await scene.fixture.makeMember("cat@northwind.example", of: scene.organization)
            let brand = try await scene.fixture.makeBrand("fabrikam", in: scene.organization)
            func outcome(_ work: @Sendable () async throws -> Void) async throws -> Bool {
                do {
                    try await work()
                    return true
                } catch is CatalogError {
                    return false
                }
            }
            for _ in 0..<10 {
                let draft = KeyDraft(name: "Broad", scopes: .query, brands: .all, expiresAt: nil)
                let made = try await scene.fixture.catalog.keys.create(draft, in: scene.organization, by: .user(scene.ann))
                let approval = try await scene.wait()
                async let one = outcome {
                    try await scene.approvals.approve(approval.id, in: scene.organization, by: .user(scene.ben))
                }
                async let other = outcome {
                    try await scene.approvals.approve(approval.id, in: scene.organization, by: .user(cat))
                }
                #expect(try await [one, other].count { $0 } == 1)
                #expect(scene.fixture.ask(try #require(made.token)) == "allowed")

                let (key, _) = try await scene.fixture.makeKey(.specific([brand.id]), in: scene.organization)
                var wider = KeyEdit()
                wider.brands = .all
                _ = try await scene.fixture.catalog.keys.edit(key.id, wider, in: scene.organization, by: .user(scene.ann))
                let change = try await scene.wait()
                async let yes = outcome {
                    try await scene.approvals.approve(change.id, in: scene.organization, by: .user(scene.ben))
                }
                async let no = outcome { try await scene.approvals.reject(change.id, in: scene.organization, by: .user(cat)) }
                let (agreed, refused) = (try await yes, try await no)
                #expect(agreed != refused)
                let now = try await scene.fixture.catalog.keys.find(key.id, in: scene.organization).grant.brands
                #expect(now == (agreed ? .all : .specific([brand.id])))
                #expect(try await scene.waiting().isEmpty)
            }
            #expect(try await scene.fixture.actions().count { $0 == "key.approved" } == 10)
            #expect(try await scene.fixture.catalog.audit.verify().isIntact)
        }
    }

    /// An approval that an admin agreed to does not bring a key back that another ended meanwhile.
    @Test func aKeyThatIsRevokedAndApprovedAtOnceDoesNotWork() async throws {
        try await scene { scene in
            for _ in 0..<10 {
                let draft = KeyDraft(name: "Broad", scopes: .query, brands: .all, expiresAt: nil)
                let made = try await scene.fixture.catalog.keys.create(draft, in: scene.organization, by: .user(scene.ann))
                let approval = try await scene.wait()
                async let approved: Void? = try? scene.approvals.approve(
                    approval.id, in: scene.organization, by: .user(scene.ben))
                async let revoked = scene.fixture.catalog.keys.revoke(made.key.id, in: scene.organization, by: .user(scene.ann))
                _ = (await approved, try await revoked)
                #expect(scene.fixture.ask(try #require(made.token)) == "key_revoked")
                #expect(try await scene.waiting().isEmpty)
            }
        }
    }

    @Test func wideningABroadKeyWaitsAndNarrowingItDoesNot() async throws {
        try await scene { scene in
            let brand = try await scene.fixture.makeBrand("fabrikam", in: scene.organization)
            let (key, token) = try await scene.fixture.makeKey(.specific([brand.id]), in: scene.organization)
            var wider = KeyEdit()
            wider.brands = .all
            wider.limit = .some(RateLimit(perMinute: 5))
            let (unchanged, isPending) = try await scene.fixture.catalog.keys.edit(
                key.id, wider, in: scene.organization, by: .user(scene.ann))
            #expect(isPending)
            #expect(unchanged.grant == key.grant)
            #expect(scene.fixture.ask(token, brand: 999) == "brand_not_granted")
            // One at a time.
            await #expect(throws: CatalogError.self) {
                try await scene.fixture.catalog.keys.edit(key.id, wider, in: scene.organization, by: .user(scene.ben))
            }
            let approval = try await scene.wait()
            #expect(approval.proposal == .change(key.id, wider, revision: unchanged.revision))
            try await scene.approvals.approve(approval.id, in: scene.organization, by: .user(scene.ben))
            let widened = try await scene.fixture.catalog.keys.find(key.id, in: scene.organization)
            #expect(widened.grant.brands == .all)
            #expect(widened.grant.limit == RateLimit(perMinute: 5))
            var narrower = KeyEdit()
            narrower.brands = .specific([brand.id])
            let (narrowed, waits) = try await scene.fixture.catalog.keys.edit(
                key.id, narrower, in: scene.organization, by: .user(scene.ann))
            #expect(!waits)
            #expect(narrowed.grant.brands == .specific([brand.id]))
        }
    }

    /// The rotation, as any change, makes the key another than the one that was looked at.
    @Test func aChangeOfAKeyThatWasRotatedMeanwhileIsNotCarriedOut() async throws {
        try await scene { scene in
            let brand = try await scene.fixture.makeBrand("fabrikam", in: scene.organization)
            let key = try await scene.fixture.makeKey(.specific([brand.id]), in: scene.organization).key
            var wider = KeyEdit()
            wider.brands = .all
            _ = try await scene.fixture.catalog.keys.edit(key.id, wider, in: scene.organization, by: .user(scene.ann))
            let approval = try await scene.wait()
            #expect(try await scene.approvals.open(for: key.id, of: scene.organization)?.id == approval.id)
            #expect(try await !scene.approvals.effect(of: approval, in: scene.organization).isOutdated)
            _ = try await scene.fixture.catalog.keys.rotate(
                key.id, RotationRequest(overlap: .seconds(3600)), in: scene.organization, by: .user(scene.ann))
            for waiting in try await scene.waiting() {
                await #expect(throws: CatalogError.self) {
                    try await scene.approvals.approve(waiting.id, in: scene.organization, by: .user(scene.ben))
                }
            }
            #expect(
                try await scene.fixture.catalog.keys.find(key.id, in: scene.organization).grant.brands == .specific([brand.id]))
        }
    }

    /// What an older version kept without the key's revision has to be asked for again.
    @Test func aChangeThatIsNotKnownToBeOfTheKeyAsItIsIsOutdated() {
        let key = APIKey(
            grant: Grant(id: .random(.key), organization: 1, scopes: .query, brands: .specific([1])), name: "Looker",
            createdAt: Timestamp(milliseconds: 0), createdBy: "ann@northwind.example", revision: 7)
        var wider = KeyEdit()
        wider.brands = .all
        wider.name = "Wide"
        func effect(_ edit: KeyEdit, revision: Int) -> ApprovalEffect {
            let approval = Approval(
                id: 3, organization: 1, proposal: .change(key.id, edit, revision: revision), requester: "user:1",
                requestedBy: "ann@northwind.example", requestedAt: Timestamp(milliseconds: 0), isIntact: true)
            return ApprovalEffect(approval, on: key, policy: OrganizationPolicy())
        }
        #expect(!effect(wider, revision: 7).isOutdated)
        #expect(effect(wider, revision: 6).isOutdated)
        #expect(effect(wider, revision: 0).isOutdated)
        #expect(effect(wider, revision: 7).grant?.brands == .all)
        // What came true in another way changes nothing.
        #expect(!effect(KeyEdit(), revision: 6).isOutdated)
    }

    /// Nobody could agree to it any more.
    @Test(arguments: [true, false]) func aChangeThatWaitsOnAKeyInItsOverlapEndsWithTheKey(_ isRevoked: Bool) async throws {
        try await scene { scene in
            let keys = scene.fixture.catalog.keys
            let brand = try await scene.fixture.makeBrand("fabrikam", in: scene.organization)
            let key = try await scene.fixture.makeKey(.specific([brand.id]), in: scene.organization).key
            _ = try await keys.rotate(
                key.id, RotationRequest(overlap: .seconds(3600)), in: scene.organization, by: .user(scene.ann))
            var edit = KeyEdit()
            edit.brands = .all
            _ = try await keys.edit(key.id, edit, in: scene.organization, by: .user(scene.ann))
            #expect(try await scene.waiting().count == 1)
            var name = KeyEdit()
            name.name = "Other"
            _ = try await keys.edit(key.id, name, in: scene.organization, by: .user(scene.ann))
            #expect(try await scene.waiting().count == 1)
            if isRevoked {
                _ = try await keys.revoke(key.id, in: scene.organization, by: .user(scene.ann))
            } else {
                _ = try await keys.finishRotation(key.id, in: scene.organization, by: .user(scene.ann))
            }
            #expect(try await scene.waiting().isEmpty)
        }
    }

    @Test func switchingFourEyesOffTakesFourEyes() async throws {
        try await scene { scene in
            let policies = scene.fixture.catalog.policies
            let mustWait = try await policies.set(OrganizationPolicy(), of: scene.organization, by: .user(scene.ann))
            #expect(mustWait)
            #expect(try await policies.find(of: scene.organization).fourEyes)
            let approval = try await scene.wait()
            await #expect(throws: CatalogError.self) {
                try await scene.approvals.approve(approval.id, in: scene.organization, by: .user(scene.ann))
            }
            try await scene.approvals.approve(approval.id, in: scene.organization, by: .user(scene.ben))
            #expect(try await !policies.find(of: scene.organization).fourEyes)
        }
    }

    @Test(arguments: [
        "UPDATE approvals SET requester = 'user:999'", #"UPDATE approvals SET proposal = '{"kind":"key"}'"#,
        "UPDATE approvals SET key_id = NULL",
    ])
    func aProposalChangedInTheDatabaseIsNotCarriedOut(_ sql: String) async throws {
        try await scene { scene in
            let brand = try await scene.fixture.makeBrand("fabrikam", in: scene.organization)
            let key = try await scene.fixture.makeKey(.specific([brand.id]), in: scene.organization).key
            var edit = KeyEdit()
            edit.brands = .all
            _ = try await scene.fixture.catalog.keys.edit(key.id, edit, in: scene.organization, by: .user(scene.ann))
            let id = try await scene.wait().id
            try scene.fixture.tamper(sql)
            await #expect(throws: (any Error).self) {
                try await scene.approvals.approve(id, in: scene.organization, by: .user(scene.ann))
            }
            #expect(try await scene.fixture.catalog.keys.find(key.id, in: scene.organization).grant == key.grant)
        }
    }

    @Test func anotherOrganizationsProposalIsNotThere() async throws {
        try await scene { scene in
            let other = try await scene.fixture.makeOrganization("Contoso")
            _ = try await scene.fixture.makeKey(.all, in: scene.organization)
            let id = try await scene.wait().id
            await #expect(throws: CatalogError.self) {
                try await scene.approvals.approve(id, in: other, by: .user(scene.ben))
            }
            #expect(try await scene.approvals.open(of: other).isEmpty)
        }
    }
}
