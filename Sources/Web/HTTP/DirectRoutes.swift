package import APIKeys
package import HTTPTypes
package import Hummingbird

/// Routes that are answered on the connection's event loop, without starting a task: those that need nothing but memory and are
/// called more than all others together. Each is registered with the router too, which answers whenever this does not
/// (see `DirectHandler`); both ways call the same code.
package struct DirectRoutes: Sendable {
    package struct Request: Sendable {
        package let headers: HTTPFields
        /// What follows the question mark.
        package let query: String?
        /// The other end of the connection, which may be a proxy's.
        package let peer: IPAddress?
        /// Where the request came from; see ``AppContext/client``.
        package let client: IPAddress?
        package let id: String
        package let notes: RequestNotes
    }

    package typealias Handler = @Sendable (Request) -> Answer

    private struct Route: Sendable {
        let path: String
        let handler: Handler
    }

    private var routes: [Route] = []
    private let recorder: RequestRecorder
    private let proxies: TrustedProxies
    private let date = HTTPDate()

    package init(recorder: RequestRecorder, proxies: TrustedProxies = .none) {
        self.recorder = recorder
        self.proxies = proxies
    }

    /// Answers `GET path`.
    package mutating func get(_ path: String, _ handler: @escaping Handler) {
        routes.append(Route(path: path, handler: handler))
    }

    /// Whether the head of a request is one that this answers: a bodiless GET of a registered path on a connection that stays open.
    package func accepts(_ head: HTTPRequest) -> Bool {
        guard head.method == .get, let path = head.path, route(for: path) != nil else { return false }
        return head.headerFields[.connection].map { $0.lowercased() == "keep-alive" } ?? true
            && head.headerFields[.expect] == nil
    }

    /// `nil` when ``accepts(_:)`` says no.
    package func answer(_ head: HTTPRequest, peer: Peer) -> (head: HTTPResponse, body: ByteBuffer)? {
        guard let path = head.path, let route = route(for: path) else { return nil }
        let opened = recorder.begin(requestID: head.headerFields[.requestID])
        let query = path.utf8.count > route.path.utf8.count ? String(path.dropFirst(route.path.count + 1)) : nil
        let notes = RequestNotes()
        let client = proxies.client(peer: peer.address, head.headerFields)
        var answer = route.handler(
            Request(
                headers: head.headerFields, query: query, peer: peer.address, client: client, id: opened.id, notes: notes))
        let facts = notes.current
        for (name, value) in facts.fields { answer.headers.append(HTTPField(name: name, value: value)) }
        answer.headers.append(HTTPField(name: .requestID, value: opened.id))
        answer.headers.append(HTTPField(name: .date, value: date.now()))
        recorder.finish(
            opened, method: .get, route: route.path, status: answer.status.code,
            source: RequestSource(peer: peer.text, client: client, behind: proxies), facts: facts)
        return (HTTPResponse(status: answer.status, headerFields: answer.headers), answer.body)
    }

    private func route(for path: String) -> Route? {
        let bytes = path.utf8
        return routes.first { route in
            bytes.starts(with: route.path.utf8)
                && (bytes.count == route.path.utf8.count
                    || bytes[bytes.index(bytes.startIndex, offsetBy: route.path.utf8.count)] == UInt8(ascii: "?"))
        }
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
