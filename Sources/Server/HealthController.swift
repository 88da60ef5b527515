internal import APIKeys
internal import Catalog
internal import HTTPTypes
internal import Hummingbird
internal import Metrics
internal import NIOCore
internal import Synchronization
internal import Web

/// What supervisors and monitors ask.
struct HealthController: Sendable {
    let stores: Stores
    let verifier: Verifier
    let registry: PrometheusRegistry
    let clock: WallClock
    private let counts = KeyCounts()

    init(stores: Stores, verifier: Verifier, registry: PrometheusRegistry, clock: WallClock) {
        self.stores = stores
        self.verifier = verifier
        self.registry = registry
        self.clock = clock
    }

    func addRoutes(to router: Router<AppContext>) {
        router.get("health/live", use: live)
        router.get("health/ready", use: ready)
        router.get("metrics", use: metrics)
    }

    /// The process answers.
    private func live(_ request: Request, _ context: AppContext) -> Response {
        status("ok")
    }

    /// The keys are loaded (the server does not listen before) and the database answers.
    private func ready(_ request: Request, _ context: AppContext) async -> Response {
        do {
            _ = try await stores.organizations.find(slug: "")
            return status("ready")
        } catch {
            return status("the database does not answer", .serviceUnavailable)
        }
    }

    private func status(_ text: String, _ status: HTTPResponse.Status = .ok) -> Response {
        var json = JSONWriter(capacity: 64)
        json.object { $0.field("status", text) }
        return json.response(status: status, headers: [.cacheControl: "no-store"])
    }

    /// Prometheus text, version 0.0.4.
    private func metrics(_ request: Request, _ context: AppContext) -> Response {
        let (held, active) = counts.value(at: clock.now()) { verifier.count(at: $0) }
        Gauge(label: "latchkey_keys_held", factory: registry).record(held)
        Gauge(label: "latchkey_keys_active", factory: registry).record(active)
        return Response(
            status: .ok, headers: [.contentType: "text/plain; version=0.0.4; charset=utf-8"],
            body: ResponseBody(byteBuffer: ByteBuffer(string: registry.text())))
    }
}

/// How many keys there are, counted anew every few seconds at most: counting walks all of them, and anyone may ask.
private final class KeyCounts: Sendable {
    private let last = Mutex<(at: Timestamp, held: Int, active: Int)?>(nil)
    private static let lifetime: Int64 = 5_000

    func value(at now: Timestamp, _ count: (Timestamp) -> (held: Int, active: Int)) -> (held: Int, active: Int) {
        last.withLock { last in
            if let last, abs(now.milliseconds - last.at.milliseconds) < Self.lifetime { return (last.held, last.active) }
            let (held, active) = count(now)
            last = (now, held, active)
            return (held, active)
        }
    }
}
