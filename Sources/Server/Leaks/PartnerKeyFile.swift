internal import Catalog
internal import Foundation
internal import Logging
internal import Synchronization

/// GitHub's public keys in a file that its operator keeps up to date, read again when it changes.
///
/// While a new version of the file makes no sense, such as one that is half written, the last good one counts. A file that is gone
/// means that nobody is trusted any more.
final class PartnerKeyFile: Sendable {
    private struct State {
        var stamp: Stamp?
        var keys: PartnerKeys?
    }

    /// What tells one version of a file from another.
    private struct Stamp: Equatable {
        let changedAt: Date
        let size: Int
        let number: Int
    }

    private let url: URL
    private let logger: Logger
    private let state: Mutex<State>

    /// - Throws: ``OperatorError`` when it cannot be read now.
    init(_ url: URL, logger: Logger) throws {
        self.url = url
        self.logger = logger
        let stamp = Self.stamp(url)
        do {
            state = Mutex(State(stamp: stamp, keys: try PartnerKeys(json: try Data(contentsOf: url))))
        } catch {
            throw OperatorError(
                "github.keys names \(url.path), which cannot be used: \(Self.reason(error)). It must be what GitHub answers at "
                    + "https://api.github.com/meta/public_keys/secret_scanning.")
        }
    }

    var current: PartnerKeys? {
        state.withLock { state in
            let stamp = Self.stamp(url)
            guard stamp != state.stamp else { return state.keys }
            state.stamp = stamp
            do {
                let keys = try PartnerKeys(json: try Data(contentsOf: url))
                state.keys = keys
                logger.notice("Read GitHub's public keys again", metadata: ["file": "\(url.path)", "keys": "\(keys.count)"])
            } catch {
                if stamp == nil { state.keys = nil }
                logger.warning(
                    stamp == nil
                        ? "GitHub's public keys are gone; no signed report is taken"
                        : "GitHub's public keys cannot be read; those read before count",
                    metadata: ["file": "\(url.path)", "reason": "\(Self.reason(error))"])
            }
            return state.keys
        }
    }

    private static func stamp(_ url: URL) -> Stamp? {
        guard let facts = try? FileManager.default.attributesOfItem(atPath: url.path),
            let changedAt = facts[.modificationDate] as? Date
        else { return nil }
        return Stamp(
            changedAt: changedAt, size: (facts[.size] as? NSNumber)?.intValue ?? 0,
            number: (facts[.systemFileNumber] as? NSNumber)?.intValue ?? 0)
    }

    private static func reason(_ error: any Error) -> String {
        (error as? PartnerKeys.Unreadable)?.reason ?? error.localizedDescription
    }
}
