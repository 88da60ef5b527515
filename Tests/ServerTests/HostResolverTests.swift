import APIKeys
import Dispatch
import Testing

@testable import Server

/// Looking up the names of webhooks.
@Suite struct HostResolverTests {
    @Test func theSystemKnowsThisMachine() async {
        let found = await HostResolver.system.addresses("localhost")
        #expect(found.contains { ["127.0.0.1", "::1"].contains($0.description) })
    }

    /// A name server that says nothing holds up neither a message for ever nor the end of the server.
    @Test(.timeLimit(.minutes(1)))
    func anAnswerThatDoesNotComeIsNotWaitedFor() async {
        let silence = DispatchSemaphore(value: 0)
        defer { silence.signal() }
        let resolver = HostResolver.patient(for: .milliseconds(50)) { _ in
            silence.wait()
            return []
        }
        #expect(await resolver.addresses("hooks.invalid").isEmpty)
    }

    @Test(.timeLimit(.minutes(1)))
    func aCancelledTaskDoesNotWaitEither() async {
        let silence = DispatchSemaphore(value: 0)
        defer { silence.signal() }
        let resolver = HostResolver.patient(for: .seconds(3600)) { _ in
            silence.wait()
            return []
        }
        let asking = Task { await resolver.addresses("hooks.invalid") }
        asking.cancel()
        #expect(await asking.value.isEmpty)
    }

    @Test func whatIsFoundInTimeIsTheAnswer() async {
        let address = IPAddress("192.0.2.7")
        let resolver = HostResolver.patient(for: .seconds(3600)) { host in
            host == "hooks.invalid" ? [address].compactMap(\.self) : []
        }
        #expect(await resolver.addresses("hooks.invalid") == [address].compactMap(\.self))
    }
}
