import HTTPTypes
import Testing
import Web

@testable import DataAPI

@Suite struct BodyAllowanceTests {
    @Test func bodiesThatWouldNotFitTogetherAreRefusedUntilOneIsDone() async throws {
        let allowance = BodyAllowance(bytes: 100)
        try await allowance.hold(60, upTo: 80) {
            try await allowance.hold(40, upTo: 80) {}
            // One of unknown length is taken for the largest there may be; a claim beyond that is no more.
            for length in [41, nil, 1000] {
                let problem = await #expect(throws: Problem.self) { try await allowance.hold(length, upTo: 80) {} }
                #expect(problem?.code == "server_busy" && problem?.status == .serviceUnavailable)
            }
        }
        try await allowance.hold(nil, upTo: 80) {}
        try await allowance.hold(-5, upTo: 80) {}
    }
}
