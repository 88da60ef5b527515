import HTTPTypes
import Hummingbird
import NIOCore
import NIOEmbedded
import NIOHTTPTypes
import Testing

@testable import Server

/// Bodies that come in drops. The time is the channel's own.
@Suite struct SlowBodyTests {
    private static let grace = TimeAmount.seconds(60)

    private static func connect() throws -> EmbeddedChannel {
        let channel = EmbeddedChannel()
        try channel.pipeline.syncOperations.addHandler(SlowBodyHandler(grace: grace))
        try channel.connect(to: SocketAddress(ipAddress: "127.0.0.1", port: 80)).wait()
        return channel
    }

    private static func begin(_ channel: EmbeddedChannel) throws {
        let head = HTTPRequest(method: .post, scheme: "http", authority: "localhost", path: "/")
        try channel.writeInbound(HTTPRequestPart.head(head))
    }

    private static func send(_ bytes: Int, after wait: TimeAmount, _ channel: EmbeddedChannel) throws {
        channel.embeddedEventLoop.advanceTime(by: wait)
        try channel.writeInbound(HTTPRequestPart.body(ByteBuffer(repeating: 0, count: bytes)))
    }

    /// How many parts came through the handler, heads and ends included.
    private static func read(_ channel: EmbeddedChannel) throws -> Int {
        var count = 0
        while try channel.readInbound(as: HTTPRequestPart.self) != nil { count += 1 }
        return count
    }

    @Test func aBodyThatIsNotHereInTimeEndsItsConnectionByAnError() throws {
        let channel = try Self.connect()
        try Self.begin(channel)
        for _ in 0..<6 { try Self.send(1, after: .seconds(10), channel) }
        #expect(channel.isActive)
        let error = #expect(throws: HTTPError.self) { try Self.send(1, after: .seconds(1), channel) }
        #expect(error?.status == .requestTimeout)
        #expect(!channel.isActive)
        // The head and six bytes; nothing that looks like an end.
        #expect(try Self.read(channel) == 7)
        _ = try? channel.finish()
    }

    @Test func aBodyThatComesAtTheLeastRateMayBeLong() throws {
        let channel = try Self.connect()
        try Self.begin(channel)
        for _ in 0..<600 { try Self.send(Int(SlowBodyHandler.leastRate), after: .seconds(1), channel) }
        #expect(channel.isActive)
        _ = try channel.finish(acceptAlreadyClosed: true)
    }

    @Test func eachBodyHasItsOwnTime() throws {
        let channel = try Self.connect()
        for _ in 0..<5 {
            try Self.begin(channel)
            try Self.send(10, after: .seconds(50), channel)
            try channel.writeInbound(HTTPRequestPart.end(nil))
        }
        #expect(channel.isActive)
        _ = try channel.finish(acceptAlreadyClosed: true)
    }
}
