package import APIKeys

/// What happens without anyone asking at that moment: deadlines, notices and policies that people set before, and what is kept for
/// a time only. Each step may be run at any time, any number of times, by several processes on one database.
package struct Housekeeping: Sendable {
    /// Unused keys of one organization that are revoked in one go.
    static let mostUnused = 1000
    /// Keys that are looked at in one go.
    static let page = 200
    /// For how many days the delivery log tells of a message.
    static let deliveryDays = 30

    private let store: any KeyStore
    private let usage: any UsageStore
    private let policies: any PolicyStore
    private let deliveries: any WebhookQueue
    private let keys: KeyService
    private let refresh: AccessRefresh
    private let flush: UsageFlush

    package init(
        store: any KeyStore, usage: any UsageStore, policies: any PolicyStore, deliveries: any WebhookQueue,
        keys: KeyService, refresh: @escaping AccessRefresh, flush: @escaping UsageFlush
    ) {
        self.store = store
        self.usage = usage
        self.policies = policies
        self.deliveries = deliveries
        self.keys = keys
        self.refresh = refresh
        self.flush = flush
    }

    /// Ends the overlaps whose deadline has passed, or whose old key has been silent for as long as its admin chose.
    package func finishRotations(at now: Timestamp) async throws {
        try await Self.eachPage {
            let due = try await store.overlapsDue(at: now, limit: Self.page)
            guard !due.isEmpty else { return (0, 0) }
            // What gathered since may tell that a key is not silent.
            await flush()
            var finished: Set<KeyID> = []
            for candidate in due where try await finish(candidate, at: now) { finished.insert(candidate.id) }
            if !finished.isEmpty { try await refresh(finished) }
            return (due.count, finished.count)
        }
    }

    /// - Returns: whether its overlap is over now.
    private func finish(_ candidate: APIKey, at now: Timestamp) async throws -> Bool {
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
        return key?.grant.end != candidate.grant.end
    }

    /// Tells of keys that will expire, once for each notice. Of several that are due at once only the nearest is given, and a key
    /// that was made with less time left than a notice has is not told of that one.
    package func noticeExpiries(at now: Timestamp) async throws {
        for notice in ExpiryNotice.all {
            try await Self.eachPage {
                let due = try await store.due(notice, at: now, limit: Self.page)
                var told = 0
                for key in due where try await tell(notice, of: key, at: now) { told += 1 }
                return (due.count, told)
            }
        }
    }

    private func tell(_ notice: ExpiryNotice, of key: APIKey, at now: Timestamp) async throws -> Bool {
        guard let expiresAt = key.grant.expiresAt else { return false }
        let detail = ["name": key.name, "expires": expiresAt.iso8601, "days": String(notice.days)]
        let audit = AuditDraft(at: now, actor: .server, action: .keyExpiring, detail: detail)
        return try await store.keepNotice(key, days: notice.days, audit: audit)
    }

    /// Goes on while pages are full, so that nobody's keys keep those of others waiting: what was seen to is not on the next page. A
    /// page on which nothing could be seen to is the last.
    private static func eachPage(_ see: () async throws -> (found: Int, done: Int)) async throws {
        var (found, done) = (page, 1)
        while found == page, done > 0 { (found, done) = try await see() }
    }

    /// The organizations whose policy somebody else wrote; the strictest holds for them. Report them as critical.
    package func brokenPolicies() async throws -> [Int] { try await policies.broken() }

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

    /// Brings forward the deliveries to webhooks that wait for a time to come that no delivery waits for.
    package func hastenDeliveries(at now: Timestamp) async throws { try await deliveries.hasten(at: now) }

    /// Forgets the deliveries of longer ago that came to their end.
    package func forgetDeliveries(at now: Timestamp) async throws {
        try await deliveries.prune(before: now + .seconds(-Self.deliveryDays * 86_400))
    }

    /// Forgets what was counted longer ago.
    package func forgetUsage(keepingDays days: Int, at now: Timestamp) async throws {
        try await usage.forget(before: now + .seconds(-days * 86_400))
    }
}
