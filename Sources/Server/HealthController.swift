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
        let (held, active) = verifier.count(at: clock.now())
        Gauge(label: "latchkey_keys_held", factory: registry).record(held)
        Gauge(label: "latchkey_keys_active", factory: registry).record(active)
        return Response(
            status: .ok, headers: [.contentType: "text/plain; version=0.0.4; charset=utf-8"],
            body: ResponseBody(byteBuffer: ByteBuffer(string: registry.text())))
    }
}
