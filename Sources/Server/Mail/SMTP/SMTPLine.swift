internal import NIOCore

/// A connection to a relay, over which commands go out and replies come in, one at a time.
struct SMTPLine {
    private let outbound: NIOAsyncChannelOutboundWriter<SMTPCommand>
    private var inbound: NIOAsyncChannelInboundStream<SMTPEvent>.AsyncIterator

    init(inbound: NIOAsyncChannelInboundStream<SMTPEvent>, outbound: NIOAsyncChannelOutboundWriter<SMTPCommand>) {
        self.outbound = outbound
        self.inbound = inbound.makeAsyncIterator()
    }

    func write(_ text: String) async throws { try await outbound.write(.text(text)) }

    /// Says STARTTLS and waits until everything from here on is encrypted.
    mutating func encrypt(_ encryption: SMTPConversation.Encryption) async throws {
        try await outbound.write(.encrypt(encryption))
        let reply = try await reply()
        guard reply.code == 220 else { throw SMTPFault.refused(step: "STARTTLS", reply) }
        guard case .encrypted = try await next() else { throw SMTPFault.injected }
    }

    mutating func reply() async throws -> SMTPReply {
        // Only after STARTTLS does anything else come.
        guard case .reply(let reply) = try await next() else { throw SMTPFault.injected }
        return reply
    }

    private mutating func next() async throws -> SMTPEvent {
        guard let event = try await inbound.next() else { throw SMTPFault.hungUp }
        return event
    }
}
