package import APIKeys

/// Tokens that were found where they should not be: taking reports from anyone, and doing what the organization chose.
///
/// A report is answered before anything is looked up, and worked off afterwards: nothing in the answer, nor in the time until it
/// comes, depends on whether a token is one of this server.
package struct LeakService: Sendable {
    /// Reports that may wait at once, so that strangers cannot fill the disk. Signed ones find as much room again.
    package static let queueCapacity = 50_000
    /// Places of one token that are kept of each kind of reporter: who has a leaked key could report it from ever new ones.
    package static let mostPlaces = 20
    private static let batch = 500

    private let leaks: any LeakStore
    private let store: any KeyStore
    private let keys: KeyService
    private let adminTokens: AdminTokenService
    private let policies: any PolicyStore
    private let secret: ServerSecret
    private let clock: WallClock

    package init(
        leaks: any LeakStore, store: any KeyStore, keys: KeyService, adminTokens: AdminTokenService, policies: any PolicyStore,
        secret: ServerSecret, clock: WallClock
    ) {
        self.leaks = leaks
        self.store = store
        self.keys = keys
        self.adminTokens = adminTokens
        self.policies = policies
        self.secret = secret
        self.clock = clock
    }

    // MARK: Taking

    /// Takes all reports or none; they survive a crash when this returns.
    /// - Returns: false while too many wait.
    package func receive(_ reports: [LeakReport], areSigned: Bool = false) async throws -> Bool {
        let capacity = Self.queueCapacity * (areSigned ? 2 : 1)
        return try await leaks.enqueue(reports, capacity: capacity, at: clock.now())
    }

    // MARK: Working off

    /// What came of some of the reports that waited.
    package struct Progress: Sendable {
        /// The leaks of tokens of this server that were not known yet.
        package var new: [Leak] = []
        /// Reports that somebody else wrote into the queue, or changed there; they were dropped.
        package var damaged = 0
        /// Why reports could not be seen to, one sentence for each. They wait on, and stop no other.
        package var failures: [String] = []
        /// The number of the last report that was looked at.
        package var last: Int
        package var isMore = false
    }

    /// Sees to the oldest reports. May be run by several processes on one database, and again after a crash at any point.
    ///
    /// - Parameter number: of the last report that was looked at in this round.
    package func workOff(after number: Int = 0) async throws -> Progress {
        let batch = try await leaks.queued(after: number, limit: Self.batch)
        let numbers = batch.damaged + batch.reports.map(\.number)
        var progress = Progress(last: numbers.max() ?? number)
        progress.damaged = batch.damaged.count
        progress.isMore = numbers.count == Self.batch
        var waiting: Set<Int> = []
        for report in batch.reports {
            do {
                if let leak = try await see(to: report) { progress.new.append(leak) }
            } catch let error where !(error is CancellationError) {
                waiting.insert(report.number)
                progress.failures.append("\(error)")
            }
        }
        let done = numbers.filter { !waiting.contains($0) }
        if !done.isEmpty { try await leaks.drop(done) }
        return progress
    }

    private func see(to report: LeakBatch.Report) async throws -> Leak? {
        guard let token = try await recognise(report.trace) else { return nil }
        let policy = try await policies.policy(of: token.organization)
        return try await see(to: token, at: report.place, since: report.at, policy.onLeak, by: .server)
    }

    /// The key or admin token whose whole secret this is, in whatever state.
    package func recognise(_ token: Token) async throws -> KnownToken? {
        try await recognise(TokenTrace(token, under: secret))
    }

    private func recognise(_ trace: TokenTrace) async throws -> KnownToken? {
        switch trace.id.kind {
        case .key: try await store.recognise(trace).map(KnownToken.key)
        case .admin: try await adminTokens.recognise(trace).map(KnownToken.admin)
        }
    }

    /// Writes down that the token was found at `place`, and revokes it whatever its organization's policy says.
    /// - Returns: the token as it now is.
    package func revoke(_ token: KnownToken, foundAt place: LeakPlace, by actor: Actor) async throws -> KnownToken {
        _ = try await see(to: token, at: place, since: clock.now(), .revoke, by: actor)
        return try await end(token, because: nil, by: actor)
    }

    /// The entry comes first, so that after a crash in between the report is found again and the revocation made up for.
    /// - Returns: the leak when it was not known yet.
    private func see(
        to token: KnownToken, at place: LeakPlace, since moment: Timestamp, _ policy: OrganizationPolicy.LeakResponse,
        by actor: Actor
    ) async throws -> Leak? {
        let now = clock.now()
        let response: Leak.Response = token.isOver(at: now) ? .ended : policy == .revoke ? .revoked : .flagged
        let leak = Leak(organization: token.organization, token: token.id, place: place, at: moment, response: response)
        var detail = place.detail
        detail["name"] = token.name
        detail["response"] = response.rawValue
        let audit = AuditDraft(at: now, actor: actor, action: token.leakAction, detail: detail)
        let isNew = try await leaks.keep(leak, most: Self.mostPlaces, audit: audit)
        if response == .revoked { _ = try await end(token, because: "found in public (\(place.words))", by: actor) }
        return isNew ? leak : nil
    }

    /// Revoking twice is harmless.
    private func end(_ token: KnownToken, because reason: String?, by actor: Actor) async throws -> KnownToken {
        switch token {
        case .key(let key):
            try await keys.revoke(key.id, in: key.organization, by: actor, reason: reason).map(KnownToken.key) ?? token
        case .admin(let admin):
            try await adminTokens.revoke(admin.id, in: admin.organization, by: actor, reason: reason).map(KnownToken.admin)
                ?? token
        }
    }

    // MARK: Telling

    /// What admins are told: the latest first.
    package func recent(of organization: Organization, limit: Int = 100) async throws -> [Leak] {
        try await leaks.recent(of: organization.id, limit: limit)
    }
}
