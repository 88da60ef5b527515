package import APIKeys
internal import HTTPTypes
package import Hummingbird
package import NIOCore
internal import Synchronization

/// What every request carries, in the data API and in the dashboard.
package struct AppContext: RequestContext {
    package var coreContext: CoreRequestContextStorage
    /// Stands in the log line, in `X-Request-Id` and in error bodies. From the client when it sent a sound one.
    package var requestID: String
    /// The address at the other end of the connection, which may be a proxy's; `nil` for a Unix socket.
    package let peer: IPAddress?
    /// Where the request came from: the peer, or what trusted proxies say. `nil` when that cannot be known; a list of addresses then
    /// admits nobody.
    package var client: IPAddress?
    /// What handlers add to the request's log line.
    package let notes: RequestNotes
    private let channel: any Channel
    private let line: ClientLine?

    /// Whether there is still somebody to answer. May be asked on any thread.
    package var isConnected: Bool { line?.isOpen ?? channel.isActive }

    package init(source: ApplicationRequestContextSource) {
        coreContext = .init(source: source)
        requestID = ""
        peer = IPAddress(peerOf: source.channel)
        client = peer
        notes = RequestNotes()
        channel = source.channel
        line = ClientLine.of(source.channel)
    }
}

/// Facts about a request that only its handler learns.
package final class RequestNotes: Sendable {
    package struct Facts: Sendable {
        /// The public id of the key that the request was made with, once it is known.
        package var key: KeyID?
        /// The code of the refusal, if any.
        package var refusal: String?
        /// What the response carries whatever becomes of the request.
        package var fields: KeyFields?
    }

    private let facts = Mutex(Facts())

    package var current: Facts { facts.withLock { $0 } }

    package func note(key: KeyID?, refusal: String? = nil, fields: KeyFields? = nil) {
        facts.withLock { $0 = Facts(key: key, refusal: refusal, fields: fields) }
    }
}

extension IPAddress {
    /// The address at the other end of a connection; `nil` for a Unix socket.
    package init?(peerOf channel: any Channel) {
        guard let peer = channel.remoteAddress, let address = IPAddress(peer: peer) else { return nil }
        self = address
    }

    /// Read from the bytes of the socket address (`sin_addr` at 4, `sin6_addr` at 8; RFC 3493 §3), not from its text:
    /// this runs for every request.
    init?(peer: SocketAddress) {
        switch peer {
        case .v4(let address):
            self.init(bytes: withUnsafeBytes(of: address.address) { Array($0[4..<8]) })
        case .v6(let address):
            self.init(bytes: withUnsafeBytes(of: address.address) { Array($0[8..<24]) })
        case .unixDomainSocket:
            return nil
        }
    }
}
