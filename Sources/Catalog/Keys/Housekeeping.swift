package import APIKeys

/// What happens to keys without anyone asking at that moment: deadlines, notices and policies that people set before. Each step
/// may be run at any time, any number of times, by several processes on one database.
package struct Housekeeping: Sendable {
    /// How many days before a key's expiry its organization is told.
    package static let noticeDays = [0, 3, 14]

    /// Unused keys of one organization that are revoked in one go.
    static let mostUnused = 1000

    private let store: any KeyStore
    private let usage: any UsageStore
    private let policies: any PolicyStore
    private let keys: KeyService
    private let refresh: AccessRefresh
    private let flush: UsageFlush

    package init(
        store: any KeyStore, usage: any UsageStore, policies: any PolicyStore, keys: KeyService,
        refresh: @escaping AccessRefresh, flush: @escaping UsageFlush
    ) {
        self.store = store
        self.usage = usage
        self.policies = policies
        self.keys = keys
        self.refresh = refresh
        self.flush = flush
    }

    /// Ends the overlaps whose deadline has passed, or whose old key has been silent for as long as its admin chose.
    package func finishRotations(at now: Timestamp) async throws {
        let rotating = try await store.rotating()
        guard !rotating.isEmpty else { return }
        await flush()
        var isChanged = false
        for candidate in rotating {
            let key = try await store.change(candidate.id, in: candidate.organization) { key in
                guard case .rotated(let rotation)? = key.grant.end, key.isIntact, !rotation.isOver else { return nil }
                if rotation.until <= now {
                    return KeyService.finish(key, by: .server, at: now, because: "the overlap ended")
                }
                guard let quiet = key.quietFor else { return nil }
                let last = max(key.lastUse?.at ?? rotation.since, rotation.since)
                guard last + quiet <= now else { return nil }
                return KeyService.finish(
                    key, by: .server, at: now, because: "not used for \(quiet.components.seconds) seconds")
            }
            isChanged = isChanged || key?.grant.end != candidate.grant.end
        }
        if isChanged { try await refresh() }
    }

    /// Tells of keys that will expire, once for each threshold. Of several that passed at once only the nearest is told, and a key
    /// that was made with less time left than a threshold is not told of that one.
    package func noticeExpiries(at now: Timestamp) async throws {
        for days in Self.noticeDays {
            let span = Duration.seconds(days * 86_400)
            // On the last day means: when less than a day is left.
            let reach = days == 0 ? Duration.seconds(86_400) : span
            for key in try await store.expiring(before: now + reach, notice: days) {
                guard let expiresAt = key.grant.expiresAt, now < expiresAt else { continue }
                let isNew = key.createdAt + reach > expiresAt
                let isNearer = Self.noticeDays.contains { other in
                    other < days && expiresAt <= now + .seconds(max(1, other) * 86_400)
                }
                let detail = [
                    "name": key.name, "expires": expiresAt.iso8601, "days": String(days),
                ]
                guard !isNew, !isNearer else { continue }
                let audit = AuditDraft(at: now, actor: .server, action: .keyExpiring, detail: detail)
                _ = try await store.keepNotice(key, days: days, audit: audit)
            }
        }
    }

    /// Revokes the keys that organizations do not want to be kept unused.
    package func revokeUnused(at now: Timestamp) async throws {
        for (organization, days) in try await policies.withUnusedRule() {
            await flush()
            let since = now + .seconds(-days * 86_400)
            for key in try await store.unused(in: organization, since: since, limit: Self.mostUnused) {
                _ = try await keys.revoke(
                    key.id, in: organization, by: .server, reason: "not used for \(days) days")
            }
        }
    }

    /// Forgets what was counted longer ago.
    package func forgetUsage(keepingDays days: Int, at now: Timestamp) async throws {
        try await usage.forget(before: now + .seconds(-days * 86_400))
    }
}
