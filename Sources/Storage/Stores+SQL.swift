package import APIKeys
package import Catalog

extension Stores {
    /// The stores over one database. The secret seals what is written and checks what is read.
    package init(database: some Database, secret: ServerSecret) {
        let log = AuditLog(secret: secret)
        self.init(
            organizations: OrganizationRepository(database: database, log: log),
            members: MemberRepository(database: database, log: log),
            invitations: InvitationRepository(database: database, log: log),
            shares: ShareRepository(database: database, log: log),
            accounts: AccountRepository(database: database, log: log),
            brands: BrandRepository(database: database, log: log),
            prompts: PromptRepository(database: database, log: log),
            collections: CollectionRepository(database: database, log: log),
            observations: ObservationRepository(database: database),
            jobs: JobRepository(database: database, log: log),
            keys: KeyRepository(database: database, log: log),
            usage: UsageRepository(database: database),
            adminTokens: AdminTokenRepository(database: database, log: log),
            policies: PolicyRepository(database: database, log: log),
            approvals: ApprovalRepository(database: database, log: log),
            webhooks: WebhookRepository(database: database, log: log),
            webhookQueue: WebhookQueueRepository(database: database, log: log),
            leaks: LeakRepository(database: database, log: log),
            audit: AuditRepository(database: database, log: log),
            feed: ChangeRepository(database: database, secret: secret))
    }
}
