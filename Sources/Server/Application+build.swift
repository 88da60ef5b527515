package import APIKeys
package import Catalog
internal import Dashboard
package import DataAPI
internal import Foundation
internal import HTTPTypes
package import Hummingbird
package import HummingbirdCore
internal import HummingbirdTLS
package import Logging
internal import NIOCore
internal import NIOPosix
internal import NIOSSL
internal import ServiceLifecycle
package import Web

/// The whole program, in two functions: ``buildComponents`` makes what lives as long as the server does, ``buildRoutes`` what
/// answers requests. Tests call the same ones.
package struct Components: Sendable {
    package let stores: Stores
    package let catalog: Catalog
    package let mirror: AccessMirror
    package let usage: UsageLedger
    package let flusher: UsageFlusher
    package let registry: PrometheusRegistry
    package let logger: Logger
    package let recorder: RequestRecorder
    package let metrics: RequestMetrics
    let columns: ColumnLibrary
    let exports: ExportFiles
    let search: SearchFiles

    package var verifier: Verifier { mirror.verifier }
}

/// Loads every key and brand; may take some seconds with a million of them.
package func buildComponents(
    _ installation: Installation, logger: Logger, clock: WallClock = .system,
    hasher: PasswordHasher = PasswordHasher(), accessLog: AccessLog = .none, columnsMemory: Int = 512 << 20
) async throws -> Components {
    let mirror = AccessMirror(
        feed: installation.stores.feed, verifier: Verifier(secret: installation.secret), brands: BrandDirectory(),
        logger: logger)
    try await mirror.load()
    let usage = UsageLedger()
    let flusher = UsageFlusher(usage: usage, store: installation.stores.usage, clock: clock, logger: logger)
    let search = SearchFiles(installation.search, logger: logger)
    let catalog = Catalog(
        stores: installation.stores, secret: installation.secret, analyst: VisibilityAnalyst(), hasher: hasher, clock: clock,
        webhookRule: installation.webhookRule, mailer: installation.mailer, search: search.index ?? NoAnswerSearch(),
        computing: ComputeThreads.forThisProcess,
        refresh: { try await mirror.catchUp(and: $0) }, flush: { await flusher.flush() })
    let registry = PrometheusRegistry()
    let metrics = RequestMetrics(factory: registry)
    return Components(
        stores: installation.stores, catalog: catalog, mirror: mirror, usage: usage, flusher: flusher, registry: registry,
        logger: logger, recorder: RequestRecorder(metrics: metrics, log: accessLog), metrics: metrics,
        columns: ColumnLibrary(
            observations: installation.stores.observations, directory: installation.columns, memory: columnsMemory,
            threads: Processors.allowed, logger: logger),
        exports: installation.exports, search: search)
}

/// What answers requests: the router, and the routes that need no task.
package struct Routes {
    package let router: Router<AppContext>
    package var direct: DirectRoutes
}

/// - Parameters:
///   - publicURL: the address that people use, where it is known; pages take it from the request otherwise.
///   - proxies: whose `X-Forwarded-For` is believed.
///   - leaks: what is taken of reports of leaked keys.
///   - identityProvider: by which people can sign in, beside passwords.
package func buildRoutes(
    _ parts: Components, publicURL: String?, secureCookies: Bool, proxies: TrustedProxies = .none,
    leaks: LeakSettings = LeakSettings(), identityProvider: (any IdentityProvider)? = nil
) throws -> Routes {
    let router = Router(context: AppContext.self, options: .autoGenerateHeadEndpoints)
    let document = try APIDocument.latchkey.get()
    let dashboard = try Dashboard(
        catalog: parts.catalog, executor: parts.columns,
        settings: DashboardSettings(baseURL: publicURL, secureCookies: secureCookies, exports: parts.exports), document: document,
        identityProvider: identityProvider, making: ComputeThreads.forPages)
    let allowed = AllowedMethodsBox()
    router.middlewares.add(
        RequestMiddleware(recorder: parts.recorder, proxies: proxies, logger: parts.logger) { error, request, context in
            render(error, request, context, dashboard, allowed.methods(for: request.uri.path))
        })
    let gate = Gate(
        verifier: parts.verifier, usage: parts.usage, metrics: parts.metrics, clock: parts.catalog.clock.moment)
    HealthController(
        stores: parts.stores, verifier: parts.verifier, registry: parts.registry, clock: parts.catalog.clock
    ).addRoutes(to: router)
    DocumentController(document: document).addRoutes(to: router)
    let api = DataAPI(gate: gate, catalog: parts.catalog, directory: parts.mirror.brands, executor: parts.columns, leaks: leaks)
    api.addRoutes(to: router)
    dashboard.addRoutes(to: router)
    allowed.fill(from: router)
    var direct = DirectRoutes(recorder: parts.recorder, proxies: proxies, clock: parts.catalog.clock.moment)
    api.addDirectRoutes(to: &direct)
    return Routes(router: router, direct: direct)
}

/// Pages for people, JSON for programs.
private func render(
    _ error: any Error, _ request: Request, _ context: AppContext, _ dashboard: Dashboard,
    _ allowed: [HTTPRequest.Method]
) -> Response {
    let isProgram = ["/v1", "/v2", "/health", "/metrics"].contains { prefix in
        request.uri.path == prefix || request.uri.path.hasPrefix(prefix + "/")
    }
    if !isProgram, request.headers[.accept]?.contains("text/html") ?? false {
        let status = (error as? any HTTPResponseError)?.status ?? .internalServerError
        return dashboard.errorPage(status: status, requestID: context.requestID)
    }
    return DataAPI.render(error, requestID: context.requestID, allowed: allowed)
}

package func buildApplication(
    _ settings: Settings, _ installation: Installation, logger: Logger,
    customize: (inout Routes) -> Void = { _ in },
    listening: @escaping @Sendable (_ port: Int) -> Void
) async throws -> some ApplicationProtocol {
    let log = AccessLog(.standardError, format: settings.logFormat, level: settings.logLevel)
    let parts = try await buildComponents(
        installation, logger: logger, accessLog: log, columnsMemory: settings.columnsMemory)
    let secure = settings.usesTLS || settings.publicURL?.hasPrefix("https:") ?? false
    var routes = try buildRoutes(
        parts, publicURL: settings.publicURL, secureCookies: secure, proxies: settings.trustedProxies,
        leaks: try LeakSettings(settings, logger: logger),
        identityProvider: try OpenIDProvider(settings, secret: installation.secret, clock: parts.catalog.clock))
    customize(&routes)
    return Application(
        router: routes.router,
        server: try server(settings, routes.direct),
        configuration: ApplicationConfiguration(
            address: .hostname(settings.host, port: settings.port), backlog: 1024,
            availableConnectionsDelegate: .maximum(settings.connections, logger: logger)),
        services: auditHeadExporters(settings, parts) + [
            parts.flusher,
            parts.columns,
            SearchIndexer(observations: parts.stores.observations, files: parts.search, logger: logger),
            Housekeeper(
                housekeeping: parts.catalog.housekeeping, clock: parts.catalog.clock, uptime: { Uptime.nanoseconds },
                usageDays: settings.usageDays, logger: logger),
            ChangePoller(mirror: parts.mirror, logger: logger),
            Reevaluator(catalog: parts.catalog, directory: parts.mirror.brands, logger: logger),
            Exporter(catalog: parts.catalog, files: installation.exports, logger: logger),
            LeakProcessor(leaks: parts.catalog.leaks, logger: logger),
            WebhookDispatcher(
                stores: parts.stores, sender: WebhookSender(rule: settings.webhookRule, group: .forThisProcess),
                clock: parts.catalog.clock, metrics: parts.registry, logger: logger),
        ],
        onServerRunning: { channel in listening(channel.localAddress?.port ?? settings.port) },
        eventLoopGroupProvider: .shared(MultiThreadedEventLoopGroup.forThisProcess),
        logger: logger)
}

/// One where the head of the audit log is to go somewhere; it stops last.
private func auditHeadExporters(_ settings: Settings, _ parts: Components) -> [any Service] {
    guard settings.auditHeadFile != nil || settings.auditHeadURL != nil else { return [] }
    return [
        AuditHeadExporter(
            audit: parts.catalog.audit, file: settings.auditHeadFile.map(HeadFile.init),
            post: settings.auditHeadURL.map { HeadPost($0, group: .forThisProcess) }, metrics: parts.registry,
            logger: parts.logger)
    ]
}

package func server(_ settings: Settings, _ direct: DirectRoutes) throws -> HTTPServerBuilder {
    let idle = TimeAmount.seconds(Int64(settings.idleSeconds))
    let http1 = HTTPServerBuilder { responder in
        OnEventLoop(
            base: HTTP1Channel(
                responder: responder,
                configuration: .init(
                    additionalChannelHandlers: [HangUpHandler(), SlowBodyHandler(grace: idle)], idleTimeout: idle)),
            direct: { DirectHandler(routes: direct, idleTimeout: idle) })
    }
    guard let certificate = settings.certificate, let privateKey = settings.privateKey else { return http1 }
    do {
        let chain = try NIOSSLCertificate.fromPEMFile(certificate).map { NIOSSLCertificateSource.certificate($0) }
        let key = try NIOSSLPrivateKey(file: privateKey, format: .pem)
        var tls = TLSConfiguration.makeServerConfiguration(certificateChain: chain, privateKey: .privateKey(key))
        tls.minimumTLSVersion = .tlsv12
        return try .tls(http1, tlsConfiguration: tls)
    } catch {
        throw OperatorError(
            "TLS cannot be set up from \(certificate) and \(privateKey): \(error). Both must be PEM files, and the key must belong to the certificate."
        )
    }
}
