internal import NIOCore
internal import NIOSSL
internal import NIOTLS

/// What is said to a relay.
enum SMTPCommand: Sendable {
    /// With the ends of its lines.
    case text(String)
    /// STARTTLS: everything that follows the answer that agrees to it is encrypted.
    case encrypt(SMTPConversation.Encryption)
}

/// What comes back.
enum SMTPEvent: Sendable {
    case reply(SMTPReply)
    /// The handshake after STARTTLS is done: what follows has come encrypted.
    case encrypted
}

/// Makes replies of bytes where the bytes come in, and there too puts TLS before them at the answer that agrees to it: no byte that was
/// read before is ever taken for one that has come encrypted. Done any later, what an attacker has written behind that answer could wait
/// in a buffer and be read as the relay's word (CVE-2011-0411).
final class SMTPFraming: ChannelDuplexHandler {
    typealias InboundIn = ByteBuffer
    typealias InboundOut = SMTPEvent
    typealias OutboundIn = SMTPCommand
    typealias OutboundOut = ByteBuffer

    private var unread = ByteBuffer()
    private var lines: [String] = []
    /// STARTTLS was said, and not answered yet.
    private var asked: SMTPConversation.Encryption?
    private var isShakingHands = false
    /// Nothing more is read.
    private var isOver = false

    private static let longestLine = 4096
    private static let mostLines = 100

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        let text: String
        switch unwrapOutboundIn(data) {
        case .text(let command): text = command
        case .encrypt(let encryption):
            asked = encryption
            text = "STARTTLS\r\n"
        }
        context.write(wrapOutboundOut(ByteBuffer(string: text)), promise: promise)
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        guard !isOver else { return }
        var bytes = unwrapInboundIn(data)
        unread.writeBuffer(&bytes)
        do {
            while let reply = try nextReply() {
                let encryption = reply.code == 220 ? asked : nil
                asked = nil
                if let encryption { try encrypt(encryption, context) }
                context.fireChannelRead(wrapInboundOut(.reply(reply)))
                // The end of this read comes by way of TLS now, which keeps it to itself.
                if encryption != nil { context.fireChannelReadComplete() }
            }
        } catch {
            isOver = true
            context.fireErrorCaught(error)
        }
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        if isShakingHands, let event = event as? TLSUserEvent, case .handshakeCompleted = event {
            isShakingHands = false
            context.fireChannelRead(wrapInboundOut(.encrypted))
            // What is read is handed over at the end of a read, and nothing else may have come yet.
            context.fireChannelReadComplete()
        }
        context.fireUserInboundEventTriggered(event)
    }

    private func encrypt(_ encryption: SMTPConversation.Encryption, _ context: ChannelHandlerContext) throws {
        // What is read from now on comes by way of TLS; what was read with the answer would not have.
        guard unread.readableBytes == 0 else { throw SMTPFault.injected }
        isShakingHands = true
        try context.pipeline.syncOperations.addHandler(
            NIOSSLClientHandler(context: encryption.context, serverHostname: encryption.host), position: .first)
    }

    /// - Returns: `nil` until it is there to its end.
    private func nextReply() throws -> SMTPReply? {
        while let line = try nextLine() {
            guard let code = Int(line.prefix(3)), 200...599 ~= code, lines.count < Self.mostLines else { throw SMTPFault.garbled }
            lines.append(String(line.dropFirst(4)))
            guard line.dropFirst(3).first != "-" else { continue }
            defer { lines = [] }
            return SMTPReply(code: code, lines: lines)
        }
        return nil
    }

    private func nextLine() throws -> String? {
        guard let end = unread.readableBytesView.firstIndex(of: UInt8(ascii: "\n")) else {
            guard unread.readableBytes < Self.longestLine else { throw SMTPFault.garbled }
            return nil
        }
        let bytes = unread.readBytes(length: end - unread.readerIndex + 1) ?? []
        unread.discardReadBytes()
        return String(decoding: bytes.filter { $0 != UInt8(ascii: "\r") && $0 != UInt8(ascii: "\n") }, as: UTF8.self)
    }
}
