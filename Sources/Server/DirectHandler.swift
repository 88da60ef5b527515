internal import APIKeys
internal import HTTPTypes
internal import Hummingbird
internal import NIOCore
internal import NIOHTTPTypes
internal import Web

/// Answers direct routes in the channel, before Hummingbird sees the request. Everything else passes through untouched.
///
/// Responses keep the order of their requests: while one that was passed on is unanswered, all that follow are passed on too. The
/// same holds while the client does not read, so that Hummingbird's back pressure works.
final class DirectHandler: ChannelDuplexHandler, RemovableChannelHandler {
    typealias InboundIn = HTTPRequestPart
    typealias InboundOut = HTTPRequestPart
    typealias OutboundIn = HTTPResponsePart
    typealias OutboundOut = HTTPResponsePart

    private let routes: DirectRoutes
    /// Hummingbird closes connections on which it sees nothing: now and then a request goes the long way to show it that
    /// this one is alive.
    private let showLife: TimeAmount
    private var nextShow: NIODeadline
    private var peer: Peer?
    /// The head of a request for a direct route, until its end shows that it has no body.
    private var held: HTTPRequest?
    /// Requests passed on whose responses have not ended.
    private var passedOn = 0
    private var mustFlush = false

    init(routes: DirectRoutes, idleTimeout: TimeAmount) {
        self.routes = routes
        showLife = .nanoseconds(idleTimeout.nanoseconds / 4)
        nextShow = .now() + showLife
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        switch unwrapInboundIn(data) {
        case .head(var head):
            if Self.mustClose(head) {
                // Hummingbird knows the one word only; the field may be a list (RFC 9110 §7.6.1).
                head.headerFields[.connection] = "close"
                return passOn(head, context)
            }
            if passedOn == 0, context.channel.isWritable, NIODeadline.now() < nextShow, routes.accepts(head) {
                held = head
            } else {
                passOn(head, context)
            }
        case .body:
            release(context)
            context.fireChannelRead(data)
        case .end:
            guard let head = held else { return context.fireChannelRead(data) }
            held = nil
            answer(head, context)
        }
    }

    private static func mustClose(_ head: HTTPRequest) -> Bool {
        guard let connection = head.headerFields[.connection] else { return false }
        return connection.lowercased().split(whereSeparator: { $0 == "," || $0 == " " }).contains("close")
    }

    private func answer(_ head: HTTPRequest, _ context: ChannelHandlerContext) {
        let peer = self.peer ?? Peer(IPAddress(peerOf: context.channel))
        self.peer = peer
        guard let (response, body) = routes.answer(head, peer: peer) else {
            passOn(head, context)
            return context.fireChannelRead(wrapInboundOut(.end(nil)))
        }
        context.write(wrapOutboundOut(.head(response)), promise: nil)
        context.write(wrapOutboundOut(.body(body)), promise: nil)
        context.write(wrapOutboundOut(.end(nil)), promise: nil)
        mustFlush = true
    }

    /// Responses leave when every connection with something to read has been served: their clients then wake together, not once
    /// for each, and the loop is not interrupted by waking them.
    func channelReadComplete(context: ChannelHandlerContext) {
        if mustFlush {
            mustFlush = false
            let bound = NIOLoopBound(context, eventLoop: context.eventLoop)
            context.eventLoop.execute { bound.value.flush() }
        }
        context.fireChannelReadComplete()
    }

    private func release(_ context: ChannelHandlerContext) {
        guard let head = held else { return }
        held = nil
        passOn(head, context)
    }

    private func passOn(_ head: HTTPRequest, _ context: ChannelHandlerContext) {
        // A client with a large body waits for this, curl a second long (RFC 9110 §10.1.1). Behind an answer that is still to come it
        // would stand in the wrong place; then the client sends its body unasked.
        if passedOn == 0, head.headerFields[.expect]?.lowercased() == "100-continue" {
            context.writeAndFlush(wrapOutboundOut(.head(HTTPResponse(status: .continue))), promise: nil)
        }
        passedOn += 1
        nextShow = .now() + showLife
        context.fireChannelRead(wrapInboundOut(.head(head)))
    }

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        if case .end = unwrapOutboundIn(data) { passedOn -= 1 }
        context.write(data, promise: promise)
    }

    /// When the server stops, Hummingbird closes what it takes for an idle connection: a request of which half has come is not.
    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        if event is ChannelShouldQuiesceEvent { release(context) }
        context.fireUserInboundEventTriggered(event)
    }
}
