internal import HTTPTypes
package import Metrics
internal import Synchronization

/// Counts requests by route pattern and status, refusals by code, and times verification.
package final class RequestMetrics: Sendable {
    private struct Key: Hashable {
        let route: String
        let method: String
        let status: Int
    }

    private struct Handles {
        let counter: Counter
        let timer: Metrics.Timer
    }

    private let factory: any MetricsFactory
    private let requests = Mutex<[Key: Handles]>([:])
    private let refusals = Mutex<[String: Counter]>([:])
    private let verification: Metrics.Timer

    package init(factory: any MetricsFactory) {
        self.factory = factory
        verification = Metrics.Timer(label: "latchkey_key_verification_seconds", factory: factory)
    }

    /// - Parameter route: the pattern, never the path: ids would make a series each.
    func count(route: String, method: HTTPRequest.Method, status: Int, nanoseconds: Int64) {
        // A client may invent methods; they must not make series either.
        let known = Self.methods.contains(method) ? method.rawValue : "other"
        let key = Key(route: route, method: known, status: status)
        let handles = requests.withLock { requests in
            if let handles = requests[key] { return handles }
            let labels = [("route", route), ("method", known)]
            let handles = Handles(
                counter: Counter(
                    label: "latchkey_http_requests_total", dimensions: labels + [("status", String(status))], factory: factory),
                timer: Metrics.Timer(label: "latchkey_http_request_seconds", dimensions: labels, factory: factory))
            requests[key] = handles
            return handles
        }
        handles.counter.increment()
        handles.timer.recordNanoseconds(nanoseconds)
    }

    private static let methods: Set<HTTPRequest.Method> = [.get, .head, .post, .put, .patch, .delete, .options]

    package func refused(_ code: String) {
        refusals.withLock { refusals in
            if let counter = refusals[code] { return counter }
            let counter = Counter(label: "latchkey_refusals_total", dimensions: [("code", code)], factory: factory)
            refusals[code] = counter
            return counter
        }.increment()
    }

    package func verified(nanoseconds: Int64) {
        verification.recordNanoseconds(nanoseconds)
    }
}
