internal import HTTPTypes
internal import Synchronization
internal import Web

/// How much memory large bodies may take together, however many clients send one at once.
final class BodyAllowance: Sendable {
    /// In bytes.
    static let small = 1 << 20

    private let bytes: Int
    private let taken = Mutex(0)

    init(bytes: Int) { self.bytes = bytes }

    /// Runs `body` while the request's body has its place.
    ///
    /// - Parameters:
    ///   - length: as the client says; `nil` where it does not.
    ///   - limit: what a body may have at most, and what one of unknown length is taken for.
    /// - Throws: ``Problem`` 503 when there is no room now.
    func hold<Result>(
        _ length: Int?, upTo limit: Int, _ body: () async throws -> Result
    ) async throws -> Result {
        let size = max(0, min(length ?? limit, limit))
        // Small ones need no place: many of them are few bytes, and nobody who holds the others may keep them out.
        guard size > Self.small else { return try await body() }
        let isThere = taken.withLock { taken in
            guard taken + size <= bytes else { return false }
            taken += size
            return true
        }
        guard isThere else {
            throw Problem(
                .serviceUnavailable, code: "server_busy",
                "Too many large requests are being read at this moment. Nothing was stored; send it again in a few seconds.",
                headers: [.retryAfter: "2"])
        }
        defer { taken.withLock { $0 -= size } }
        return try await body()
    }
}
