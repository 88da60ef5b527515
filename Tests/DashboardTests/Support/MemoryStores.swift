import APIKeys
import Catalog
import Synchronization

/// A database in memory, with just as much as the pages ask for.
final class MemoryStores: Sendable {
    struct State {
        var organizations: [Organization] = []
        var memberships: [Membership] = []
        var passwords: [Int: String] = [:]
        var links: [(digest: AuthenticationCode, user: User, until: Timestamp)] = []
        var sessions: [Session] = []
        var brands: [Brand] = []
        var keys: [(key: APIKey, organization: Int)] = []
        var events: [AuditEvent] = []
        /// Thrown by everything that writes.
        var failure: StoreError?
        /// The largest page of keys that was asked for.
        var largestPage = 0
    }

    let state = Mutex(State())

    var stores: Stores {
        Stores(organizations: self, members: self, accounts: self, brands: self, keys: self, audit: self, feed: self)
    }

    private func write<T>(
        _ audit: AuditDraft?, in organization: Int? = nil, subject: String = "", kind: String = "",
        _ body: (inout State) throws -> T
    ) throws -> T {
        try state.withLock { state in
            if let failure = state.failure { throw failure }
            let value = try body(&state)
            if let audit {
                let event = AuditEvent(
                    sequence: state.events.count + 1, at: audit.at, organization: organization, actorKind: "user",
                    actor: audit.actor.name, action: audit.action.rawValue, subjectKind: kind, subject: subject,
                    detail: audit.detail)
                state.events.append(event)
            }
            return value
        }
    }
}

extension MemoryStores: OrganizationStore, MemberStore {
    func all() -> [Organization] { state.withLock { $0.organizations } }

    func find(slug: String) -> Organization? { state.withLock { $0.organizations.first { $0.slug == slug } } }

    func insert(slug: String, name: String, audit: AuditDraft) throws -> Organization {
        try write(audit) { state in
            let organization = Organization(id: state.organizations.count + 1, slug: slug, name: name, createdAt: audit.at)
            state.organizations.append(organization)
            return organization
        }
    }

    func members(of organization: Int) -> [Membership] {
        state.withLock { $0.memberships.filter { $0.organization.id == organization } }
    }

    func memberships(of user: Int) -> [Membership] { state.withLock { $0.memberships.filter { $0.user.id == user } } }

    func add(email: String, role: Role, to organization: Organization, audit: AuditDraft) throws -> Membership {
        try write(audit, in: organization.id) { state in
            let known = state.memberships.first { $0.user.email == email }?.user
            let user = known ?? User(id: state.memberships.count + 1, email: email)
            let membership = Membership(
                organization: organization, user: user, role: role, since: audit.at,
                isSetUp: state.passwords[user.id] != nil)
            state.memberships.append(membership)
            return membership
        }
    }
}

extension MemoryStores: AccountStore {
    func user(email: String) -> User? { state.withLock { $0.memberships.first { $0.user.email == email }?.user } }
    func passwordHash(of user: Int) -> String? { state.withLock { $0.passwords[user] } }

    func setPassword(_ hash: String, of user: Int, audit: AuditDraft) throws {
        try write(audit) { $0.passwords[user] = hash }
    }

    func saveSetupLink(digest: AuthenticationCode, user: Int, expiresAt: Timestamp, audit: AuditDraft) throws {
        try write(nil) { state in
            guard let user = state.memberships.first(where: { $0.user.id == user })?.user else { return }
            state.links.append((digest, user, expiresAt))
        }
    }

    func setupLinkOwner(digest: AuthenticationCode, at now: Timestamp) -> User? {
        state.withLock { $0.links.first { $0.digest == digest && $0.until > now }?.user }
    }

    func spendSetupLink(digest: AuthenticationCode, passwordHash: String, audit: AuditDraft) throws -> User? {
        try write(audit) { state in
            guard let place = state.links.firstIndex(where: { $0.digest == digest }) else { return nil }
            let user = state.links.remove(at: place).user
            state.passwords[user.id] = passwordHash
            return user
        }
    }

    func openSession(_ session: Session, audit: AuditDraft) throws { try write(audit) { $0.sessions.append(session) } }

    func session(digest: AuthenticationCode, at now: Timestamp) -> Session? {
        state.withLock { $0.sessions.first { $0.digest == digest && $0.expiresAt > now } }
    }

    func closeSession(digest: AuthenticationCode, audit: AuditDraft) throws {
        try write(audit) { $0.sessions.removeAll { $0.digest == digest } }
    }
}

extension MemoryStores: BrandStore {
    func brands(of organization: Int) -> [Brand] { state.withLock { $0.brands.filter { $0.organization == organization } } }

    func brand(_ id: Int, in organization: Int) -> Brand? { brands(of: organization).first { $0.id == id } }

    func insert(_ draft: BrandDraft, into organization: Int, creator: KeyID?, audit: AuditDraft) throws -> Brand {
        let id = state.withLock { $0.brands.count + 1 }
        return try write(audit, in: organization, subject: String(id), kind: "brand") { state in
            let brand = Brand(
                id: id, organization: organization, content: draft.content, createdAt: audit.at, archivedAt: nil,
                revision: id, competitors: [], personas: [])
            state.brands.append(brand)
            return brand
        }
    }

    func setArchived(_ archived: Bool, brand: Int, in organization: Int, audit: AuditDraft) throws -> Brand? {
        try write(audit, in: organization, subject: String(brand), kind: "brand") { state in
            guard let place = state.brands.firstIndex(where: { $0.id == brand && $0.organization == organization }) else {
                return nil
            }
            let old = state.brands[place]
            state.brands[place] = Brand(
                id: old.id, organization: old.organization, content: old.content, createdAt: old.createdAt,
                archivedAt: archived ? audit.at : nil, revision: old.revision + 1, competitors: [], personas: [])
            return state.brands[place]
        }
    }
}

extension MemoryStores: KeyStore {
    func insert(_ key: APIKey, token: Token, audit: AuditDraft) throws {
        try write(audit, in: key.grant.organization, subject: key.id.description, kind: "key") {
            $0.keys.append((key, key.grant.organization))
        }
    }

    func find(_ id: KeyID, in organization: Int) -> APIKey? {
        state.withLock { $0.keys.first { $0.key.id == id && $0.organization == organization }?.key }
    }

    func list(_ query: KeyQuery, of organization: Int, at now: Timestamp) -> KeyPage {
        state.withLock { state in
            state.largestPage = max(state.largestPage, query.limit)
            let found = state.keys.filter { $0.organization == organization }.map(\.key)
                .filter { query.state == nil || $0.state(at: now) == query.state }
                .filter { query.search.isEmpty || $0.name.contains(query.search) || $0.id.description.hasPrefix(query.search) }
            return KeyPage(keys: Array(found.dropFirst(query.offset).prefix(query.limit)), total: found.count)
        }
    }

    func end(_ end: Grant.End, key: KeyID, in organization: Int, audit: AuditDraft) throws -> APIKey? {
        try write(audit, in: organization, subject: key.description, kind: "key") { state in
            guard let place = state.keys.firstIndex(where: { $0.key.id == key && $0.organization == organization }) else {
                return nil
            }
            let old = state.keys[place].key
            state.keys[place].key = APIKey(
                grant: old.grant.ended(end), name: old.name, createdAt: old.createdAt, createdBy: old.createdBy,
                lastUse: old.lastUse, isIntact: old.isIntact)
            return state.keys[place].key
        }
    }

    func countReaching(brand: Int, in organization: Int, at now: Timestamp) -> Int {
        state.withLock { $0.keys.filter { $0.organization == organization && $0.key.grant.brands.grants(brand) }.count }
    }

    func saveUses(_ uses: [KeyID: UsageLedger.Use]) {}
}

extension MemoryStores: AuditStore, ChangeFeed {
    func list(_ query: AuditQuery, of organization: Int) -> [AuditEvent] {
        let events = state.withLock { $0.events.filter { $0.organization == organization }.reversed() }
        return Array(
            events.filter { event in query.before.map { event.sequence < $0 } ?? true }
                .filter { query.action == nil || $0.action == query.action?.rawValue }
                .filter { query.actor.isEmpty || $0.actor.contains(query.actor) }
                .filter { query.key == nil || $0.subject == query.key?.description }.prefix(query.limit))
    }

    func verify() -> AuditVerdict { .intact(entries: state.withLock { $0.events.count }) }
    func loadAll(_ take: @escaping @Sendable (MirrorChanges) -> Void) -> Int { 0 }
    func changes(after sequence: Int) -> (MirrorChanges, last: Int) { (MirrorChanges(), sequence) }
}
