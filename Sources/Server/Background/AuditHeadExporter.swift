internal import APIKeys
package import Catalog
package import Logging
package import Metrics
internal import ServiceLifecycle

/// Signs the head of the audit log each hour and takes it to places where whoever can write the database cannot reach it.
///
/// Each head is signed only when it follows from the one before: a log that was cut or written anew while the server ran, or while it
/// did not, gets no head, and that is logged at critical. A head is written whether the log moved or not, so that an hour without one
/// says that the server did not run or could not deliver.
package struct AuditHeadExporter: Service {
    private let audit: AuditService
    private let targets: [any HeadTarget]
    private let file: HeadFile?
    private let metrics: HeadMetrics
    private let logger: Logger
    private let first: Duration
    private let interval: Duration

    /// - Parameters:
    ///   - file: whose last head is where the check goes on after a restart; it is a target too.
    ///   - first: how long after the start the first head is signed.
    package init(
        audit: AuditService, file: HeadFile?, post: HeadPost?, metrics factory: any MetricsFactory, logger: Logger,
        first: Duration = .seconds(60), interval: Duration = .seconds(3600)
    ) {
        self.audit = audit
        self.file = file
        let all: [(any HeadTarget)?] = [file, post]
        targets = all.compactMap { $0 }
        metrics = HeadMetrics(factory)
        self.logger = logger
        self.first = first
        self.interval = interval
    }

    package func run() async throws {
        let start = lastHead()
        let last = await cancelWhenGracefulShutdown {
            var last = start
            var pause = first
            while (try? await Task.sleep(for: pause)) != nil {
                last = await export(after: last)
                pause = interval
            }
            return last
        }
        // What was done since the last hour shall not wait for the next start.
        if (try? await audit.head()) != last?.head { _ = await export(after: last) }
    }

    /// What the file ends with.
    private func lastHead() -> SignedHead? {
        do {
            guard let list = try file?.heads(signedBy: audit.publicKey()) else { return nil }
            if !list.isSound {
                logger.critical(
                    "The file of signed heads has lines that this server did not sign; see \"latchkey audit verify --heads\"",
                    metadata: ["file": "\(file?.name ?? "")"])
            }
            return list.last
        } catch {
            logger.error("The file of signed heads cannot be read", metadata: ["error": "\(error)"])
            return nil
        }
    }

    /// One round.
    /// - Returns: the head that the next one must follow from.
    package func export(after last: SignedHead?) async -> SignedHead? {
        do {
            switch try await audit.signedHead(after: last) {
            case .success(let head): return await deliver(head) ? head : last
            case .failure(let broken):
                metrics.count(.broken)
                logger.critical(
                    "The audit log does not follow from its last signed head, so none was signed; run \"latchkey audit verify\"",
                    metadata: ["fault": "\(broken.verdict.faults.first?.what ?? "unknown")"])
            }
        } catch is CancellationError {
        } catch {
            metrics.count(.failed)
            logger.error(
                "The head of the audit log cannot be signed; it is tried again in an hour", metadata: ["error": "\(error)"])
        }
        return last
    }

    private func deliver(_ head: SignedHead) async -> Bool {
        var delivered = false
        for target in targets {
            do {
                try await target.deliver(head)
                delivered = true
                metrics.count(.delivered)
            } catch is CancellationError {
            } catch {
                metrics.count(.failed)
                logger.error(
                    "The signed head of the audit log was not delivered; the next one is due in an hour",
                    metadata: ["to": "\(target.name)", "error": "\(error)"])
            }
        }
        if delivered { metrics.delivered(head) }
        return delivered
    }
}

/// What an operator can set an alarm on.
private struct HeadMetrics: Sendable {
    enum Outcome: String, CaseIterable { case delivered, failed, broken }

    private let exports: [Outcome: Counter]
    private let sequence: Gauge
    private let time: Gauge

    init(_ factory: any MetricsFactory) {
        exports = Dictionary(
            uniqueKeysWithValues: Outcome.allCases.map { outcome in
                let labels = [("outcome", outcome.rawValue)]
                return (outcome, Counter(label: "latchkey_audit_head_exports_total", dimensions: labels, factory: factory))
            })
        sequence = Gauge(label: "latchkey_audit_head_sequence", factory: factory)
        time = Gauge(label: "latchkey_audit_head_delivered_timestamp_seconds", factory: factory)
    }

    func count(_ outcome: Outcome) { exports[outcome]?.increment() }

    func delivered(_ head: SignedHead) {
        sequence.record(head.head.sequence)
        time.record(head.at.milliseconds / 1000)
    }
}
