internal import Foundation
internal import Hummingbird
package import Logging
internal import NIOCore
internal import ServiceLifecycle
internal import UnixSignals
internal import Web

/// Runs the server until it is asked to stop (SIGTERM or SIGINT), then finishes the requests in flight and writes what has
/// gathered.
package func serve(
    _ settings: Settings, _ installation: Installation, logger: Logger,
    customize: (inout Routes) -> Void = { _ in },
    listening: @escaping @Sendable (_ port: Int) -> Void
) async throws {
    defer { LineWriter.standardError.finish() }
    if settings.isOpenWithoutTLS {
        logger.warning(
            "Keys and passwords travel unencrypted to this address; set tls.certificate, or put a proxy with TLS before it and set public.url",
            metadata: ["host": "\(settings.host)"])
    }
    let application = try await buildApplication(
        settings, installation, logger: logger, customize: customize, listening: listening)
    var configuration = ServiceGroupConfiguration(
        services: [application], gracefulShutdownSignals: [.sigterm, .sigint], logger: logger)
    configuration.maximumGracefulShutdownDuration = .seconds(30)
    do {
        try await ServiceGroup(configuration: configuration).run()
    } catch let error as IOError where error.errnoCode == EADDRINUSE {
        throw OperatorError(
            "Port \(settings.port) on \(settings.host) is in use. Stop the program that has it, or choose another with --port.")
    } catch let error as IOError where error.errnoCode == EACCES {
        throw OperatorError("Port \(settings.port) may not be used by this account. Choose one above 1023 with --port.")
    } catch let error as IOError {
        throw OperatorError("The server cannot listen on \(settings.host):\(settings.port): \(error)")
    }
    try installation.close()
}

extension Settings {
    /// A logger as configured, to standard error.
    package func makeLogger() -> Logger {
        Logger(label: "latchkey") { label in
            LineLogHandler(label: label, level: logLevel, format: logFormat, writer: .standardError)
        }
    }
}
