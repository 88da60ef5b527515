import APIKeys
import HTTPTypes
import Testing
import Web

@testable import Catalog
@testable import Server

@Suite struct HousekeeperTests {
    /// Nobody can take back what a wrong clock ended, however short the time in which it was wrong.
    @Test func whatEndsKeysWaitsWhileTheClockIsWrong() async throws {
        try await withServer { fixture in
            let ours = try await fixture.managed()
            var policy = OrganizationPolicy()
            policy.unusedDays = 60
            _ = try await fixture.catalog.policies.set(policy, of: ours.organization, by: .commandLine)
            _ = try await ours.make()
            let rotated = try await ours.make().id
            _ = try await ours.send(.post, "api-keys/\(rotated)/rotate", body: #"{"overlap_seconds":604800}"#)
            let uptime = TestClock()
            let housekeeper = Housekeeper(
                housekeeping: fixture.catalog.housekeeping, clock: fixture.clock.wall,
                uptime: { uptime.now.milliseconds * 1_000_000 }, usageDays: 90, logger: fixture.parts.logger)
            var seen = Housekeeper.Seen()
            func step(after seconds: Int, set moved: Int = 0) async {
                uptime.advance(by: .seconds(seconds))
                fixture.clock.advance(by: .seconds(seconds + moved))
                await housekeeper.step(0, &seen)
            }
            func ends() async throws -> Set<String> {
                Set(try await ours.actions()).intersection(["key.revoked", "key.rotation_finished"])
            }
            await step(after: 0)
            await step(after: 2, set: 91 * 86_400)
            await step(after: 66)
            #expect(try await ends().isEmpty)
            await step(after: 2, set: -91 * 86_400)
            #expect(try await ends().isEmpty)
            #expect(try await ours.send(.get, "api-keys/\(rotated)").json?["state"]?.text == "rotating")
            // A clock that holds is believed.
            await step(after: 2, set: 91 * 86_400)
            #expect(try await ends().isEmpty)
            await step(after: 3600)
            #expect(try await ends() == ["key.revoked", "key.rotation_finished"])
        }
    }
}
