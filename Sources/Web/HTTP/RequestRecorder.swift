internal import APIKeys
package import HTTPTypes
internal import Hummingbird
internal import Logging

/// What happens around every request, whichever way it is answered: it gets its id, is counted, and leaves one log line.
package struct RequestRecorder: Sendable {
    private let metrics: RequestMetrics
    private let log: AccessLog

    package init(metrics: RequestMetrics, log: AccessLog) {
        self.metrics = metrics
        self.log = log
    }

    /// A request that has begun.
    package struct Opened: Sendable {
        package let id: String
        fileprivate let start: Int64
    }

    /// - Parameters:
    ///   - requestID: the id that the client gave.
    ///   - uptime: when it was taken up; see ``Moment/uptime``.
    func begin(requestID: String?, at uptime: Int64 = Uptime.nanoseconds) -> Opened {
        Opened(id: Self.sound(requestID) ?? RequestID().description, start: uptime)
    }

    /// - Parameters:
    ///   - route: the pattern, never the path: a path may hold anything.
    ///   - source: where the request came from.
    package func finish(
        _ opened: Opened, method: HTTPRequest.Method, route: String, status: Int, source: RequestSource,
        facts: RequestNotes.Facts
    ) {
        let nanoseconds = Uptime.nanoseconds - opened.start
        metrics.count(route: route, method: method, status: status, nanoseconds: nanoseconds)
        log.write(
            AccessLog.Entry(
                id: opened.id, method: method, route: route, status: status, nanoseconds: nanoseconds, source: source,
                facts: facts))
    }

    /// A client's own id, when it is short and cannot forge a log line.
    private static func sound(_ id: String?) -> String? {
        guard let id, !id.isEmpty, id.utf8.count <= 64 else { return nil }
        let allowed = id.utf8.allSatisfy { byte in
            switch byte {
            case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: "."):
                true
            default: false
            }
        }
        guard allowed, !Token.Kind.allCases.contains(where: { id.contains($0.prefix) }) else { return nil }
        // A key, or its secret part, pasted into the wrong header must not reach the log: only what is written in hexadecimal, as
        // UUIDs and trace ids are, may be as long as a secret.
        let isHex = id.utf8.allSatisfy { Character(Unicode.Scalar($0)).isHexDigit || $0 == UInt8(ascii: "-") }
        return id.utf8.count < 32 || isHex ? id : nil
    }
}
