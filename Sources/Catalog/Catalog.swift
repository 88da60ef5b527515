package import APIKeys

/// The services over one database, as the server, the commands and the tests use them.
package struct Catalog: Sendable {
    package let organizations: OrganizationService
    package let members: MemberService
    package let invitations: InvitationService
    package let shares: ShareService
    package let accounts: AccountService
    package let identities: IdentityService
    package let brands: BrandService
    package let prompts: PromptService
    package let collections: CollectionService
    package let observations: ObservationService
    package let jobs: JobService
    package let answers: AnswerFinder
    package let keys: KeyService
    package let insight: KeyInsight
    package let adminTokens: AdminTokenService
    package let policies: PolicyService
    package let approvals: ApprovalService
    package let housekeeping: Housekeeping
    package let webhooks: WebhookService
    package let leaks: LeakService
    package let audit: AuditService
    package let denials: DenialLog
    package let clock: WallClock

    /// - Parameters:
    ///   - analyst: reads what is in the text of a prompt.
    ///   - webhookRule: where webhooks may point.
    ///   - mailer: sends mail, where the operator has said how.
    ///   - search: the index of answers, where one is kept.
    ///   - computing: runs what computes for long.
    ///   - refresh: brings what is held in memory up to what was just committed.
    ///   - flush: writes what gathered in memory.
    package init(
        stores: Stores, secret: ServerSecret, analyst: any PromptAnalyst, hasher: PasswordHasher = PasswordHasher(),
        clock: WallClock = .system,
        webhookRule: WebhookAddressRule = .publicOnly, mailer: (any Mailer)? = nil,
        search: any AnswerSearch = NoAnswerSearch(),
        computing: any TaskExecutor = globalConcurrentExecutor,
        refresh: @escaping AccessRefresh = { _ in }, flush: @escaping UsageFlush = {}
    ) {
        organizations = OrganizationService(organizations: stores.organizations, members: stores.members, clock: clock)
        members = MemberService(members: stores.members, brands: stores.brands, clock: clock)
        accounts = AccountService(
            accounts: stores.accounts, secret: secret, hasher: hasher, throttle: SignInThrottle(), clock: clock)
        invitations = InvitationService(
            invitations: stores.invitations, brands: stores.brands, accounts: accounts, mailer: mailer, secret: secret,
            clock: clock)
        shares = ShareService(
            shares: stores.shares, brands: stores.brands, organizations: stores.organizations, secret: secret, clock: clock)
        identities = IdentityService(
            accounts: accounts, store: stores.accounts, members: stores.members, invitations: invitations, clock: clock)
        brands = BrandService(
            brands: stores.brands, keys: stores.keys, analyst: analyst, clock: clock, refresh: refresh)
        prompts = PromptService(
            prompts: stores.prompts, observations: stores.observations, brands: brands, analyst: analyst, clock: clock)
        collections = CollectionService(jobs: stores.collections, brands: brands, prompts: prompts, clock: clock)
        observations = ObservationService(
            observations: stores.observations, brands: brands, clock: clock, computing: computing)
        jobs = JobService(jobs: stores.jobs, brands: brands, clock: clock)
        answers = AnswerFinder(
            answers: stores.observations, prompts: stores.prompts, search: search, computing: computing)
        keys = KeyService(
            keys: stores.keys, brands: stores.brands, policies: stores.policies, approvals: stores.approvals, clock: clock,
            refresh: refresh)
        insight = KeyInsight(
            keys: keys, usage: stores.usage, brands: stores.brands, audit: stores.audit, clock: clock, flush: flush)
        adminTokens = AdminTokenService(
            tokens: stores.adminTokens, members: stores.members, secret: secret, clock: clock)
        policies = PolicyService(
            policies: stores.policies, approvals: stores.approvals, keys: stores.keys, clock: clock, flush: flush)
        approvals = ApprovalService(
            approvals: stores.approvals, store: stores.keys, policies: stores.policies, keys: keys, clock: clock,
            refresh: refresh)
        housekeeping = Housekeeping(
            store: stores.keys, usage: stores.usage, policies: stores.policies, deliveries: stores.webhookQueue, keys: keys,
            refresh: refresh, flush: flush)
        webhooks = WebhookService(webhooks: stores.webhooks, secret: secret, rule: webhookRule, clock: clock)
        leaks = LeakService(
            leaks: stores.leaks, store: stores.keys, keys: keys, adminTokens: adminTokens, policies: stores.policies,
            secret: secret, clock: clock)
        audit = AuditService(audit: stores.audit, members: stores.members, secret: secret, clock: clock)
        denials = DenialLog(audit: stores.audit, clock: clock)
        self.clock = clock
    }
}

/// One database's stores.
package struct Stores: Sendable {
    package let organizations: any OrganizationStore
    package let members: any MemberStore
    package let invitations: any InvitationStore
    package let shares: any ShareStore
    package let accounts: any AccountStore
    package let brands: any BrandStore
    package let prompts: any PromptStore
    package let collections: any CollectionStore
    package let observations: any ObservationStore
    package let jobs: any JobStore
    package let keys: any KeyStore
    package let usage: any UsageStore
    package let adminTokens: any AdminTokenStore
    package let policies: any PolicyStore
    package let approvals: any ApprovalStore
    package let webhooks: any WebhookStore
    package let webhookQueue: any WebhookQueue
    package let leaks: any LeakStore
    package let audit: any AuditStore
    package let feed: any ChangeFeed

    package init(
        organizations: any OrganizationStore, members: any MemberStore, invitations: any InvitationStore,
        shares: any ShareStore,
        accounts: any AccountStore,
        brands: any BrandStore, prompts: any PromptStore, collections: any CollectionStore, observations: any ObservationStore,
        jobs: any JobStore,
        keys: any KeyStore,
        usage: any UsageStore, adminTokens: any AdminTokenStore,
        policies: any PolicyStore, approvals: any ApprovalStore, webhooks: any WebhookStore,
        webhookQueue: any WebhookQueue, leaks: any LeakStore, audit: any AuditStore, feed: any ChangeFeed
    ) {
        self.organizations = organizations
        self.members = members
        self.invitations = invitations
        self.shares = shares
        self.accounts = accounts
        self.brands = brands
        self.prompts = prompts
        self.collections = collections
        self.observations = observations
        self.jobs = jobs
        self.keys = keys
        self.usage = usage
        self.adminTokens = adminTokens
        self.policies = policies
        self.approvals = approvals
        self.webhooks = webhooks
        self.webhookQueue = webhookQueue
        self.leaks = leaks
        self.audit = audit
        self.feed = feed
    }
}
