package import APIKeys

/// The services over one database, as the server, the commands and the tests use them.
package struct Catalog: Sendable {
    package let organizations: OrganizationService
    package let accounts: AccountService
    package let brands: BrandService
    package let keys: KeyService
    package let audit: AuditService
    package let clock: WallClock

    package init(
        stores: Stores, secret: ServerSecret, hasher: PasswordHasher = PasswordHasher(), clock: WallClock = .system,
        refresh: @escaping AccessRefresh = {}
    ) {
        organizations = OrganizationService(organizations: stores.organizations, members: stores.members, clock: clock)
        accounts = AccountService(
            accounts: stores.accounts, secret: secret, hasher: hasher, throttle: SignInThrottle(), clock: clock)
        brands = BrandService(brands: stores.brands, keys: stores.keys, clock: clock, refresh: refresh)
        keys = KeyService(keys: stores.keys, brands: stores.brands, clock: clock, refresh: refresh)
        audit = AuditService(audit: stores.audit)
        self.clock = clock
    }
}

/// One database's stores.
package struct Stores: Sendable {
    package let organizations: any OrganizationStore
    package let members: any MemberStore
    package let accounts: any AccountStore
    package let brands: any BrandStore
    package let keys: any KeyStore
    package let audit: any AuditStore
    package let feed: any ChangeFeed

    package init(
        organizations: any OrganizationStore, members: any MemberStore, accounts: any AccountStore,
        brands: any BrandStore, keys: any KeyStore, audit: any AuditStore, feed: any ChangeFeed
    ) {
        self.organizations = organizations
        self.members = members
        self.accounts = accounts
        self.brands = brands
        self.keys = keys
        self.audit = audit
        self.feed = feed
    }
}
