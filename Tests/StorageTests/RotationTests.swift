import APIKeys
import Testing

@testable import Catalog
@testable import Storage

@Suite struct RotationTests {
    static let hour = Duration.seconds(3600)

    /// The whole proof of a key, as the gate gives it.
    func proof(_ token: Token, _ fixture: Fixture) throws -> VerifiedKey {
        try fixture.verifier.verify(token, for: .rotateKey, from: nil, at: Moment(wall: fixture.clock.now)).get()
    }

    @Test func rotatingAtOnceEndsTheOldKeyAndTheSuccessorHasTheSameGrant() async throws {
        try await withDatabase { fixture in
            let organization = try await fixture.makeOrganization()
            let (key, token) = try await fixture.makeKey(
                .all, scopes: [.query, .ingest], expires: fixture.clock.now + .seconds(86_400), in: organization)
            let (old, made) = try await fixture.catalog.keys.rotate(
                key.id, RotationRequest(overlap: .zero), in: organization, by: .commandLine)
            let successor = try #require(made.token)
            #expect(fixture.ask(token) == "key_rotated")
            #expect(fixture.ask(successor) == "allowed")
            #expect(old.state(at: fixture.clock.now) == .rotated)
            #expect(made.key.grant == key.grant.granted(to: successor.id, traits: []))
            #expect(made.key.predecessor == key.id)
            // Not even a clock that is set back brings it back.
            fixture.clock.advance(by: .seconds(-86_400))
            #expect(fixture.ask(token, at: fixture.clock.now) == "key_rotated")
            #expect(try await fixture.actions().suffix(2) == ["key.rotated", "key.created"])
            #expect(try await fixture.catalog.audit.verify().isIntact)
        }
    }

    @Test func inAnOverlapBothWorkUntilTheDeadline() async throws {
        try await withDatabase { fixture in
            let organization = try await fixture.makeOrganization()
            let (key, token) = try await fixture.makeKey(.all, in: organization)
            let (old, made) = try await fixture.catalog.keys.rotate(
                key.id, RotationRequest(overlap: Self.hour), in: organization, by: .commandLine)
            let successor = try #require(made.token)
            let until = fixture.clock.now + Self.hour
            #expect(old.state(at: fixture.clock.now) == .rotating)
            for token in [token, successor] { #expect(fixture.ask(token, at: until + .milliseconds(-1)) == "allowed") }
            #expect(fixture.ask(token, at: until) == "key_rotated")
            #expect(fixture.ask(successor, at: until) == "allowed")
            try await reopen(fixture.url) { restarted in
                #expect(restarted.ask(token, at: until + .milliseconds(-1)) == "allowed")
                #expect(restarted.ask(token, at: until) == "key_rotated")
            }
            // The deadline is written down, once.
            fixture.clock.advance(by: Self.hour)
            for _ in 0..<3 { try await fixture.catalog.housekeeping.finishRotations(at: fixture.clock.now) }
            #expect(try await fixture.actions().filter { $0 == "key.rotation_finished" }.count == 1)
            #expect(try await fixture.stores.keys.overlapsDue(at: fixture.clock.now, limit: 10).isEmpty)
        }
    }

    @Test func anOverlapEndsEarlyOnceTheOldKeyHasBeenSilentForAsLongAsChosen() async throws {
        try await withDatabase { fixture in
            let organization = try await fixture.makeOrganization()
            let (key, token) = try await fixture.makeKey(.all, in: organization)
            let request = RotationRequest(overlap: .seconds(86_400), quietFor: Self.hour)
            _ = try await fixture.catalog.keys.rotate(key.id, request, in: organization, by: .commandLine)
            fixture.clock.advance(by: .seconds(1800))
            try await fixture.use(key.id)
            fixture.clock.advance(by: .seconds(3599))
            try await fixture.catalog.housekeeping.finishRotations(at: fixture.clock.now)
            #expect(fixture.ask(token, at: fixture.clock.now) == "allowed")
            fixture.clock.advance(by: .seconds(1))
            try await fixture.catalog.housekeeping.finishRotations(at: fixture.clock.now)
            #expect(fixture.ask(token, at: fixture.clock.now) == "key_rotated")
            let event = try #require(try await fixture.catalog.audit.list(AuditQuery(), of: organization).first)
            #expect(event.detail["reason"] == "not used for 3600 seconds")
            #expect(event.actorKind == "server")
        }
    }

    @Test func anOverlapCanBeEndedByHandAndARotatingKeyRevoked() async throws {
        try await withDatabase { fixture in
            let organization = try await fixture.makeOrganization()
            for finish in [true, false] {
                let (key, token) = try await fixture.makeKey(.all, in: organization)
                _ = try await fixture.catalog.keys.rotate(
                    key.id, RotationRequest(overlap: Self.hour), in: organization, by: .commandLine)
                await #expect(throws: CatalogError.self) {
                    try await fixture.catalog.keys.rotate(
                        key.id, RotationRequest(overlap: .zero), in: organization, by: .commandLine)
                }
                if finish {
                    _ = try await fixture.catalog.keys.finishRotation(key.id, in: organization, by: .commandLine)
                } else {
                    _ = try await fixture.catalog.keys.revoke(key.id, in: organization, by: .commandLine)
                }
                #expect(fixture.ask(token) == (finish ? "key_rotated" : "key_revoked"))
                await #expect(throws: CatalogError.self) {
                    try await fixture.catalog.keys.finishRotation(key.id, in: organization, by: .commandLine)
                }
            }
        }
    }

    @Test(arguments: [
        (Duration.seconds(604_801), Duration?.none), (.seconds(-1), nil), (.zero, .seconds(60)), (.seconds(3600), .seconds(59)),
        (.seconds(3600), .seconds(3601)),
    ])
    func overlapsOutOfBoundsAreRefused(_ overlap: Duration, _ quiet: Duration?) async throws {
        try await withDatabase { fixture in
            let organization = try await fixture.makeOrganization()
            let (key, token) = try await fixture.makeKey(.all, in: organization)
            await #expect(throws: CatalogError.self) {
                try await fixture.catalog.keys.rotate(
                    key.id, RotationRequest(overlap: overlap, quietFor: quiet), in: organization, by: .commandLine)
            }
            #expect(fixture.ask(token) == "allowed")
            #expect(try await fixture.catalog.keys.list(KeyQuery(), of: organization).total == 1)
        }
    }

    @Test func aKeyThatRotatesItselfGetsOneSuccessorAndTheSecondAskingIsReported() async throws {
        try await withDatabase { fixture in
            let organization = try await fixture.makeOrganization()
            var draft = KeyDraft(
                name: "CI", scopes: .query, brands: .all, expiresAt: fixture.clock.now + .seconds(7 * 86_400))
            draft.rotatesItself = true
            let token = try #require(
                try await fixture.catalog.keys.create(draft, in: organization, by: .commandLine).token)
            let key = try proof(token, fixture)
            let made = try #require(try await fixture.catalog.keys.rotateItself(key, overlap: Self.hour))
            // No longer life and nothing more than before.
            #expect(made.key.grant == key.grant.granted(to: made.key.id, traits: .rotatesItself))
            for _ in 0..<20 { #expect(try await fixture.catalog.keys.rotateItself(key, overlap: Self.hour) == nil) }
            // Told, and not twenty times.
            let reports = try await fixture.actions().filter { $0 == "key.rotated_key_reused" }.count
            #expect((1...3).contains(reports))
            #expect(try await fixture.catalog.keys.list(KeyQuery(), of: organization).total == 2)
            #expect(fixture.ask(token) == "allowed")
            #expect(try await fixture.catalog.audit.verify().isIntact)
        }
    }

    @Test func twoWhoAskAtOnceGetOneSuccessorBetweenThem() async throws {
        try await withDatabase { fixture in
            let organization = try await fixture.makeOrganization()
            for _ in 0..<10 {
                var draft = KeyDraft(name: "CI", scopes: .query, brands: .all, expiresAt: nil)
                draft.rotatesItself = true
                let token = try #require(
                    try await fixture.catalog.keys.create(draft, in: organization, by: .commandLine).token)
                let key = try proof(token, fixture)
                let made = try await withThrowingTaskGroup(of: CreatedKey?.self) { group in
                    for _ in 0..<4 {
                        group.addTask { try await fixture.catalog.keys.rotateItself(key, overlap: Self.hour) }
                    }
                    return try await group.reduce(into: []) { if let made = $1 { $0.append(made) } }
                }
                #expect(made.count == 1)
            }
        }
    }

    @Test func theSuccessorKeepsToAPolicyThatCameLater() async throws {
        try await withDatabase { fixture in
            let organization = try await fixture.makeOrganization()
            let key = try await fixture.makeKey(.all, in: organization).key
            var policy = OrganizationPolicy()
            policy.longestLifeDays = 10
            _ = try await fixture.catalog.policies.set(policy, of: organization, by: .commandLine)
            let (_, made) = try await fixture.catalog.keys.rotate(
                key.id, RotationRequest(overlap: .zero), in: organization, by: .commandLine)
            #expect(made.key.grant.expiresAt == fixture.clock.now + .seconds(10 * 86_400))
        }
    }
}
