internal import APIKeys
internal import Catalog

/// What was found that an admin should know of, before it is put into words.
struct NoticeFacts: Sendable {
    /// How many days back, and ahead, notices look.
    static let days = 14

    /// Live keys that expire within ``days``, the first to end first.
    var ending: [APIKey] = []
    /// How many requests wait for a second admin.
    var waiting = 0
    /// Keys and admin tokens that were found in public, each once.
    var leaks: [LeakedToken] = []
    /// Entries of the audit log, newest first: rotated keys that asked for a successor once more.
    var reuses: [AuditEvent] = []
    /// Webhooks whose last attempt did not succeed.
    var failing: [(webhook: Webhook, delivery: WebhookDelivery)] = []

    init() {}

    /// - Parameter now: the end of what is looked at.
    static func gather(_ catalog: Catalog, _ organization: Organization, at now: Timestamp) async throws -> NoticeFacts {
        var facts = NoticeFacts()
        facts.ending = try await catalog.keys.ending(within: days, in: organization)
        facts.waiting = try await catalog.approvals.open(of: organization).count
        facts.leaks = try await leaks(catalog, organization, at: now)
        facts.reuses = try await reuses(catalog, organization, at: now)
        let attempts = try await catalog.webhooks.lastAttempts(of: organization).filter { $0.state != .delivered }
        if !attempts.isEmpty {
            let webhooks = try await catalog.webhooks.list(of: organization)
            facts.failing = attempts.compactMap { attempt in
                webhooks.first { $0.id == attempt.webhook }.map { ($0, attempt) }
            }
        }
        return facts
    }

    private static func leaks(
        _ catalog: Catalog, _ organization: Organization, at now: Timestamp
    ) async throws -> [LeakedToken] {
        let since = now + .seconds(-days * 86_400)
        var seen: Set<KeyID> = []
        let leaks = try await catalog.leaks.recent(of: organization).filter { $0.at >= since && seen.insert($0.token).inserted }
        var found: [LeakedToken] = []
        for leak in leaks {
            switch leak.token.kind {
            case .key:
                let key = try await catalog.keys.find(leak.token, in: organization)
                found.append(LeakedToken(leak, name: key.name, isLive: key.state(at: now).isLive))
            case .admin:
                let token = try await catalog.adminTokens.find(leak.token, in: organization)
                found.append(LeakedToken(leak, name: token.name, isLive: token.state(at: now) == .active))
            }
        }
        return found
    }

    private static func reuses(
        _ catalog: Catalog, _ organization: Organization, at now: Timestamp
    ) async throws -> [AuditEvent] {
        var query = AuditQuery()
        query.action = .keyReused
        query.since = now + .seconds(-days * 86_400)
        query.limit = 20
        return try await catalog.audit.list(query, of: organization)
    }
}

/// A key or admin token that was found in public, as it is now.
struct LeakedToken: Hashable, Sendable {
    let id: KeyID
    let name: String
    let at: Timestamp
    let response: Leak.Response
    /// Whether requests are still accepted on it.
    let isLive: Bool

    init(_ leak: Leak, name: String, isLive: Bool) {
        id = leak.token
        self.name = name
        at = leak.at
        response = leak.response
        self.isLive = isLive
    }
}
