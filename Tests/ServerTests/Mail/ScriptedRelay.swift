import NIOCore
import NIOPosix
import Synchronization

/// A relay that answers each command as it was told to, for what a real one never does.
final class ScriptedRelay: Sendable {
    /// The answer to a command, with its line end; `nil` to say nothing, an empty text to hang up.
    typealias Script = @Sendable (_ command: String) -> String?

    private let heard = Mutex<[String]>([])
    private let script: Script

    private init(_ script: @escaping Script) { self.script = script }

    /// All that it was told, line by line.
    var lines: [String] { heard.withLock { $0 } }

    /// The usual answers, but for those that `changes` has, by the first word of the command; the greeting's is empty.
    static func answering(_ changes: [String: String] = [:]) -> Script {
        let usual = [
            "": "220 relay ready\r\n", "EHLO": "250-relay\r\n250 AUTH PLAIN LOGIN\r\n", "AUTH": "235 welcome\r\n",
            "MAIL": "250 ok\r\n", "RCPT": "250 ok\r\n", "DATA": "354 go on\r\n", ".": "250 taken\r\n", "QUIT": "221 bye\r\n",
        ]
        let answers = usual.merging(changes) { _, new in new }
        return { answers[$0.split(separator: " ").first.map(String.init) ?? ""] }
    }

    static func run(_ script: @escaping Script, _ body: (ScriptedRelay, _ port: Int) async throws -> Void) async throws {
        let relay = ScriptedRelay(script)
        let server = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .childChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.addHandler(Handler(relay: relay))
                }
            }
            .bind(host: "127.0.0.1", port: 0).get()
        do {
            try await body(relay, server.localAddress?.port ?? 0)
            try await server.close()
        } catch {
            try? await server.close()
            throw error
        }
    }

    private final class Handler: ChannelInboundHandler {
        typealias InboundIn = ByteBuffer
        typealias OutboundOut = ByteBuffer

        private let relay: ScriptedRelay
        private var unread = ""
        private var isInMessage = false

        init(relay: ScriptedRelay) { self.relay = relay }

        func channelActive(context: ChannelHandlerContext) { answer("", context) }

        func channelRead(context: ChannelHandlerContext, data: NIOAny) {
            unread += String(buffer: unwrapInboundIn(data))
            while let end = unread.firstRange(of: "\r\n") {
                let line = String(unread[..<end.lowerBound])
                unread = String(unread[end.upperBound...])
                relay.heard.withLock { $0.append(line) }
                if !isInMessage || line == "." { answer(line, context) }
                isInMessage = line == "DATA" || (isInMessage && line != ".")
            }
        }

        private func answer(_ command: String, _ context: ChannelHandlerContext) {
            guard let text = relay.script(command) else { return }
            guard !text.isEmpty else { return context.close(promise: nil) }
            context.writeAndFlush(wrapOutboundOut(ByteBuffer(string: text)), promise: nil)
        }
    }
}
