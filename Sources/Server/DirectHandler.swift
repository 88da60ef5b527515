internal import APIKeys
internal import NIOCore
internal import NIOHTTP1
internal import Web

/// Answers direct routes in the channel, before Hummingbird sees the request. Everything else passes through untouched, but that the
/// connection of a client which speaks HTTP/1.0 is closed after its answer: it may not know chunks, and waits for the end.
///
/// Responses keep the order of their requests: while one that was passed on is unanswered, all that follow are passed on too. The
/// same holds while the client does not read, so that Hummingbird's back pressure works.
final class DirectHandler: ChannelDuplexHandler, RemovableChannelHandler {
    typealias InboundIn = HTTPServerRequestPart
    typealias InboundOut = HTTPServerRequestPart
    typealias OutboundIn = HTTPServerResponsePart
    typealias OutboundOut = HTTPServerResponsePart

    private let routes: DirectRoutes
    /// Of what makes bytes of NIO's responses, which direct ones are already.
    private var encoder: ChannelHandlerContext?
    /// Hummingbird closes connections on which it sees nothing: now and then a request goes the long way to show it that
    /// this one is alive.
    private let showLife: TimeAmount
    /// How long a client may take to read what it was sent, once the connection is to be closed.
    private let grace: TimeAmount
    private var nextShow: NIODeadline
    private var peer: Peer?
    /// A request for a direct route, until its end shows that it has no body.
    private var held: (head: HTTPRequestHead, match: DirectRoutes.Match)?
    /// The versions of requests that were passed on and whose responses have not ended; these say the same.
    private var passedOn = CircularBuffer<HTTPVersion>()
    private var mustFlush = false
    /// Whether there may be answers under way.
    private var hasAnswered = false
    private var isClosing = false
    /// A connection that is being closed takes no more answers.
    private var canAnswer: Bool { encoder != nil && !isClosing }

    init(routes: DirectRoutes, idleTimeout: TimeAmount) {
        self.routes = routes
        showLife = .nanoseconds(idleTimeout.nanoseconds / 4)
        grace = min(idleTimeout, .seconds(5))
        nextShow = .now() + showLife
    }

    func handlerAdded(context: ChannelHandlerContext) {
        encoder = try? context.pipeline.syncOperations.context(handlerType: HTTPResponseEncoder.self)
    }

    func handlerRemoved(context: ChannelHandlerContext) { encoder = nil }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        switch unwrapInboundIn(data) {
        case .head(let head):
            if passedOn.isEmpty, canAnswer, context.channel.isWritable, NIODeadline.now() < nextShow,
                let match = routes.match(head)
            {
                held = (head, match)
            } else {
                passOn(head, context)
            }
        case .body:
            release(context)
            context.fireChannelRead(data)
        case .end:
            if !canAnswer { release(context) }
            guard let (_, match) = held else { return context.fireChannelRead(data) }
            held = nil
            answer(match, context)
        }
    }

    private func answer(_ match: DirectRoutes.Match, _ context: ChannelHandlerContext) {
        let peer = self.peer ?? Peer(IPAddress(peerOf: context.channel))
        self.peer = peer
        encoder?.write(NIOAny(IOData.byteBuffer(routes.answer(match, peer: peer))), promise: nil)
        mustFlush = true
        hasAnswered = true
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
        guard let (head, _) = held else { return }
        held = nil
        passOn(head, context)
    }

    private func passOn(_ head: HTTPRequestHead, _ context: ChannelHandlerContext) {
        var head = head
        if head.version == .http1_0 || head.headers[canonicalForm: "Connection"].contains(where: { $0.lowercased() == "close" }) {
            // Hummingbird knows the one word only; the field may be a list (RFC 9110 §7.6.1).
            head.headers.replaceOrAdd(name: "Connection", value: "close")
        }
        // A client with a large body waits for this, curl a second long (RFC 9110 §10.1.1). Behind an answer that is still to come it
        // would stand in the wrong place; then the client sends its body unasked.
        // HTTP/1.0 does not know it.
        let expected = head.headers[canonicalForm: "Expect"].map { $0.lowercased() }
        if passedOn.isEmpty, head.version == .http1_1, expected == ["100-continue"] {
            context.writeAndFlush(wrapOutboundOut(.head(HTTPResponseHead(version: .http1_1, status: .continue))), promise: nil)
        }
        passedOn.append(head.version == .http1_0 ? .http1_0 : .http1_1)
        nextShow = .now() + showLife
        context.fireChannelRead(wrapInboundOut(.head(head)))
    }

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        switch unwrapOutboundIn(data) {
        case .head(var head):
            guard let version = passedOn.first, head.version != version else { break }
            head.version = version
            return context.write(wrapOutboundOut(.head(head)), promise: promise)
        case .body: break
        case .end: _ = passedOn.popFirst()
        }
        context.write(data, promise: promise)
    }

    /// Hummingbird knows nothing of direct answers, and closes a connection whose client has sent its last request: they leave first.
    func close(context: ChannelHandlerContext, mode: CloseMode, promise: EventLoopPromise<Void>?) {
        guard mode != .input, hasAnswered, !isClosing, let encoder else { return context.close(mode: mode, promise: promise) }
        isClosing = true
        let sent = context.eventLoop.makePromise(of: Void.self)
        // Promises are kept in the order of what was written.
        encoder.writeAndFlush(NIOAny(IOData.byteBuffer(ByteBuffer())), promise: sent)
        let bound = NIOLoopBound(context, eventLoop: context.eventLoop)
        let end = context.eventLoop.scheduleTask(in: grace) { sent.fail(ChannelError.alreadyClosed) }
        sent.futureResult.whenComplete { _ in
            end.cancel()
            bound.value.close(mode: mode, promise: promise)
        }
    }

    /// When the server stops, Hummingbird closes what it takes for an idle connection: a request of which half has come is not.
    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        if event is ChannelShouldQuiesceEvent { release(context) }
        context.fireUserInboundEventTriggered(event)
    }
}
