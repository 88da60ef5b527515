package import NIOCore
internal import Synchronization

/// Notices that a client has ended its side of the connection, while its request is still being worked on.
///
/// The channel itself stays active then, since it could still send. A client that only says that it will send no more cannot be told from
/// one that has gone; as with other servers it counts as gone.
package final class HangUpHandler: ChannelInboundHandler, RemovableChannelHandler {
    package typealias InboundIn = Any

    let line = ClientLine()

    package init() {}

    package func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        if event as? ChannelEvent == .inputClosed { line.hangUp() }
        context.fireUserInboundEventTriggered(event)
    }

    package func channelInactive(context: ChannelHandlerContext) {
        line.hangUp()
        context.fireChannelInactive()
    }
}

/// Whether a client is still there. May be asked on any thread.
final class ClientLine: Sendable {
    private let isOpenNow = Atomic(true)

    var isOpen: Bool { isOpenNow.load(ordering: .relaxed) }

    func hangUp() { isOpenNow.store(false, ordering: .relaxed) }

    /// - Returns: `nil` for a channel without a ``HangUpHandler``, and on a thread that is not the channel's.
    static func of(_ channel: any Channel) -> ClientLine? {
        guard channel.eventLoop.inEventLoop else { return nil }
        return try? channel.pipeline.syncOperations.handler(type: HangUpHandler.self).line
    }
}
