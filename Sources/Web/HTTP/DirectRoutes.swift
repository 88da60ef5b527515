package import APIKeys
internal import HTTPTypes
package import NIOCore
package import NIOHTTP1

/// Routes that are answered on the connection's event loop, without starting a task: those that need nothing but memory and are
/// called more than all others together. Each is registered with the router too, which answers whenever this does not
/// (see `DirectHandler`); both ways call the same code.
///
/// They read the heads of NIO as they are and write bytes: for an answer of a few hundred of them no other head, nor its fields, is made.
package struct DirectRoutes: Sendable {
    package struct Request: Sendable {
        package let fields: RequestFields
        /// What follows the question mark.
        package let query: String?
        /// Where the request came from; see ``AppContext/client``.
        package let client: IPAddress?
        package let id: String
        /// When it was taken up.
        package let moment: Moment
        package let notes: RequestNotes
    }

    package typealias Handler = @Sendable (Request) -> Answer

    fileprivate struct Route: Sendable {
        let path: String
        let handler: Handler
    }

    /// A request that is answered here, unless it turns out to have a body.
    package struct Match: Sendable {
        fileprivate let route: Route
        fileprivate let query: String?
        fileprivate let fields: RequestFields
    }

    private var routes: [Route] = []
    private let recorder: RequestRecorder
    private let proxies: TrustedProxies
    private let clock: @Sendable () -> Moment
    private let date = HTTPDate()

    package init(recorder: RequestRecorder, proxies: TrustedProxies = .none, clock: @escaping @Sendable () -> Moment) {
        self.recorder = recorder
        self.proxies = proxies
        self.clock = clock
    }

    /// Answers `GET path`.
    package mutating func get(_ path: String, _ handler: @escaping Handler) {
        routes.append(Route(path: path, handler: handler))
    }

    /// - Returns: `nil` unless it is a GET of a registered path on a connection that stays open, which waits for nothing.
    package func match(_ head: HTTPRequestHead) -> Match? {
        guard head.method == .GET, head.version == .http1_1, let (route, query) = route(for: head.uri) else { return nil }
        let fields = RequestFields(head.headers)
        guard fields.connection.map({ $0.lowercased() == "keep-alive" }) ?? true, fields.expect == nil else { return nil }
        return Match(route: route, query: query, fields: fields)
    }

    /// - Returns: the whole response, as it goes out.
    package func answer(_ match: Match, peer: Peer) -> ByteBuffer {
        let (route, fields) = (match.route, match.fields)
        // Read once for all that is decided and said about the request: a clock takes longer to read than most of it.
        let moment = clock()
        let opened = recorder.begin(requestID: fields.requestID, at: moment.uptime)
        let notes = RequestNotes()
        let client = proxies.client(peer: peer.address, forwarded: fields.forwarded)
        let answer = route.handler(
            Request(fields: fields, query: match.query, client: client, id: opened.id, moment: moment, notes: notes))
        let facts = notes.current
        var bytes = ByteBuffer()
        bytes.reserveCapacity(answer.head.readableBytes + Self.roomForFields + answer.body.readableBytes)
        bytes.writeImmutableBuffer(answer.head)
        facts.fields?.write(to: &bytes)
        bytes.writeField(HTTPField.Name.requestID.rawName, opened.id)
        bytes.writeField(HTTPField.Name.date.rawName, date.text(at: moment.wall))
        bytes.writeStaticString("\r\n")
        bytes.writeImmutableBuffer(answer.body)
        recorder.finish(
            opened, method: .get, route: route.path, status: answer.status.code,
            source: RequestSource(peer: peer.text, client: client, behind: proxies), facts: facts)
        return bytes
    }

    /// What each response has beside those of all: its id, its time, the state of its key.
    private static let roomForFields = 320

    private func route(for target: String) -> (Route, query: String?)? {
        let bytes = target.utf8
        for route in routes where bytes.starts(with: route.path.utf8) {
            guard bytes.count > route.path.utf8.count else { return (route, nil) }
            let end = bytes.index(bytes.startIndex, offsetBy: route.path.utf8.count)
            // A fragment, which no client should send, is none of the query.
            if bytes[end] == UInt8(ascii: "?"), !bytes[end...].contains(UInt8(ascii: "#")) {
                return (route, String(target[bytes.index(after: end)...]))
            }
        }
        return nil
    }
}

/// The fields of a request that direct routes look at, found in one pass over all of them. Several lines of a field are one list
/// (RFC 9110 §5.3).
package struct RequestFields: Sendable {
    package private(set) var authorization: String?
    /// What the client calls itself.
    package private(set) var userAgent: String?
    fileprivate private(set) var requestID: String?
    fileprivate private(set) var connection: String?
    fileprivate private(set) var expect: String?
    /// The lines of `X-Forwarded-For`, in their order.
    fileprivate private(set) var forwarded: [String] = []

    init(_ headers: HTTPHeaders) {
        for (name, line) in headers {
            if name.isField("authorization") {
                authorization.add(line.withoutSpaceBehind)
            } else if name.isField("user-agent") {
                userAgent = line.withoutSpaceBehind
            } else if name.isField("x-request-id") {
                requestID.add(line.withoutSpaceBehind)
            } else if name.isField("connection") {
                connection.add(line.withoutSpaceBehind)
            } else if name.isField("expect") {
                expect.add(line.withoutSpaceBehind)
            } else if name.isField("x-forwarded-for") {
                forwarded.append(line)
            }
        }
    }
}

extension String? {
    fileprivate mutating func add(_ line: String) { self = map { "\($0), \(line)" } ?? line }
}

extension String {
    /// White space at the end of a line is none of its value (RFC 9110 §5.5), and NIO leaves it there.
    fileprivate var withoutSpaceBehind: String {
        func isSpace(_ byte: UInt8) -> Bool { byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t") }
        guard let last = utf8.last, isSpace(last) else { return self }
        return String(self[..<(utf8.lastIndex { !isSpace($0) }.map(utf8.index(after:)) ?? startIndex)])
    }

    /// - Parameter name: in small letters.
    fileprivate func isField(_ name: StaticString) -> Bool {
        let bytes = utf8
        guard bytes.count == name.utf8CodeUnitCount else { return false }
        var place = 0
        for byte in bytes {
            // This bit makes letters small; a sign that becomes another one of these names by it can stand in no name.
            guard byte | 0x20 == name.utf8Start[place] else { return false }
            place += 1
        }
        return true
    }
}

/// The other end of a connection, with its text written once.
package struct Peer: Sendable {
    package let address: IPAddress?
    package let text: String?

    package init(_ address: IPAddress?) {
        self.address = address
        text = address?.description
    }
}
