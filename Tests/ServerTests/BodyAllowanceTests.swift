import HTTPTypes
import Testing
import Web

@testable import DataAPI

@Suite struct BodyAllowanceTests {
    @Test func bodiesThatWouldNotFitTogetherAreRefusedUntilOneIsDone() async throws {
        let large = BodyAllowance.small
        let allowance = BodyAllowance(bytes: 100 * large)
        try await allowance.hold(60 * large, upTo: 80 * large) {
            try await allowance.hold(40 * large, upTo: 80 * large) {}
            // A small one finds its place always.
            try await allowance.hold(40 * large, upTo: 80 * large) { try await allowance.hold(large, upTo: 80 * large) {} }
            // One of unknown length is taken for the largest there may be; a claim beyond that is no more.
            for length in [41 * large, nil, 1000 * large] {
                let problem = await #expect(throws: Problem.self) { try await allowance.hold(length, upTo: 80 * large) {} }
                #expect(problem?.code == "server_busy" && problem?.status == .serviceUnavailable)
            }
        }
        try await allowance.hold(nil, upTo: 80 * large) {}
        try await allowance.hold(-5, upTo: 80 * large) {}
    }
}
