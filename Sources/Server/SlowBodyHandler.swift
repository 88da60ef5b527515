internal import HTTPTypes
internal import Hummingbird
internal import NIOCore
internal import NIOHTTPTypes

/// Closes a connection on which a body comes in drops. Hummingbird closes one on which nothing comes at all, and each drop begins that
/// period anew.
///
/// A body has as long as a connection may be silent, and a second more for each ``leastRate`` bytes of it; also one that nobody reads
/// any more, since its request was refused. Looked at as its parts come, so that it costs no timers: after the last part stands the
/// silence.
final class SlowBodyHandler: ChannelInboundHandler, RemovableChannelHandler {
    typealias InboundIn = HTTPRequestPart

    /// In bytes a second.
    static let leastRate: Int64 = 1024

    private let grace: TimeAmount
    /// Until when the next part of the body must be here.
    private var due = NIODeadline.distantFuture

    init(grace: TimeAmount) { self.grace = grace }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        switch unwrapInboundIn(data) {
        case .head: due = context.eventLoop.now + grace
        case .body(let bytes):
            guard context.eventLoop.now <= due else { return giveUp(context) }
            due = due + .nanoseconds(Int64(bytes.readableBytes) * 1_000_000_000 / Self.leastRate)
        case .end: break
        }
        context.fireChannelRead(data)
    }

    /// The error comes first: a body that only ended would be taken for a whole one.
    private func giveUp(_ context: ChannelHandlerContext) {
        context.fireErrorCaught(HTTPError(.requestTimeout))
        context.close(promise: nil)
    }
}
