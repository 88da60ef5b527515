internal import Catalog
internal import Logging
internal import ServiceLifecycle

/// Notices what other processes changed in the database, well within a second.
struct ChangePoller: Service {
    let mirror: AccessMirror
    let logger: Logger
    static let interval = Duration.milliseconds(200)

    func run() async throws {
        await cancelWhenGracefulShutdown {
            while !Task.isCancelled {
                try? await Task.sleep(for: Self.interval)
                do {
                    try await mirror.catchUp()
                } catch is CancellationError {
                    return
                } catch {
                    logger.error("Changes made by other processes cannot be read", metadata: ["error": "\(error)"])
                }
            }
        }
    }
}
