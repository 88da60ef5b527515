package import APIKeys

/// Links to a brand's report for people without an account: making them, opening them, ending them.
package struct ShareService: Sendable {
    /// A link with its secret part, which is known at this moment only.
    package struct Made: Sendable {
        package let share: Share
        package let link: String
    }

    package static let standardDays = 30
    package static let days = 1...365
    /// Of one brand, that could still open.
    package static let mostOpen = 200
    /// Of a view, in bytes; the longest that the dashboard writes.
    package static let longestView = 64 * 1024
    private static let hour: Int64 = 3_600_000

    private let shares: any ShareStore
    private let brands: any BrandStore
    private let organizations: any OrganizationStore
    private let secret: ServerSecret
    private let clock: WallClock

    package init(
        shares: any ShareStore, brands: any BrandStore, organizations: any OrganizationStore, secret: ServerSecret,
        clock: WallClock
    ) {
        self.shares = shares
        self.brands = brands
        self.organizations = organizations
        self.secret = secret
        self.clock = clock
    }

    /// Every link that could still open, and a part of those that are over.
    package func list(of brand: Brand, _ part: ListPart = ListPart()) async throws -> LiveList<Share> {
        try await shares.shares(of: brand, part, at: clock.now())
    }

    /// How many links could still open.
    package func liveCount(of brand: Brand) async throws -> Int { try await shares.liveCount(of: brand, at: clock.now()) }

    /// - Throws: ``CatalogError/notFound(_:)``.
    package func find(_ id: Int, of brand: Brand) async throws -> Share {
        guard let found = try await shares.find(id, of: brand) else { throw Self.noShare(id, brand) }
        return found
    }

    /// Makes a link.
    ///
    /// - Parameter view: which of the brand's answers it shows, as the dashboard writes it; it cannot be widened by who opens it.
    /// - Throws: ``CatalogError``; `.invalid` with the field `recipient`, `days` or `view`, `.conflict`.
    package func create(
        for recipient: String, view: String, days: Int = standardDays, of brand: Brand, by actor: Actor
    ) async throws -> Made {
        let recipient = try TextRule.shareRecipient.check(recipient)
        guard Self.days.contains(days) else {
            throw CatalogError.invalid(field: "days", message: "A link works for 1 to \(Self.days.upperBound) days.")
        }
        guard view.utf8.count <= Self.longestView else {
            throw CatalogError.invalid(field: "view", message: "The view has too many filters to be shared.")
        }
        let (now, link) = (clock.now(), RandomText.make(length: 43))
        let draft = ShareDraft(
            brand: brand, recipient: recipient, view: view, digest: digest(link), createdBy: actor.name, createdAt: now,
            expiresAt: now + .seconds(days * 86_400))
        let detail = [
            "brand": brand.name, "brand_id": String(brand.id), "recipient": recipient, "expires": draft.expiresAt.iso8601,
            "view": view.count > Self.viewInLog ? view.prefix(Self.viewInLog) + "…" : view,
        ]
        let audit = AuditDraft(at: now, actor: actor, action: .shareCreated, detail: detail)
        return Made(share: try await shares.insert(draft, limit: Self.mostOpen, audit: audit), link: link)
    }

    /// Ends it: its link opens nothing any more, at once.
    /// - Throws: ``CatalogError/notFound(_:)``.
    package func revoke(_ id: Int, of brand: Brand, by actor: Actor) async throws -> Share {
        let now = clock.now()
        let revoked = try await shares.revoke(id, of: brand) {
            AuditDraft(at: now, actor: actor, action: .shareRevoked, detail: $0.detail(of: brand))
        }
        guard let revoked else { throw Self.noShare(id, brand) }
        return revoked
    }

    /// What the link shows; `nil` when it was revoked or has run out, its brand is archived, or it never was.
    package func open(_ link: String) async throws -> SharedReport? {
        guard link.utf8.count <= 128, let share = try await shares.find(digest: digest(link)), share.isIntact,
            let brand = try await brands.brand(share.brand, in: share.organization),
            let organization = try await organizations.find(id: share.organization)
        else { return nil }
        guard share.state(at: clock.now(), of: brand) == .open else { return nil }
        return SharedReport(share: share, brand: brand, organization: organization)
    }

    /// Whether it is to be kept that the link was opened now.
    package func isOpenedAnew(_ share: Share) -> Bool { share.openedAt.map { $0 < currentHour } ?? true }

    /// Keeps the hour in which the link was opened: a write an hour at most.
    package func keepOpened(_ share: Share) async {
        guard isOpenedAnew(share) else { return }
        // A disk that is full must not keep anybody from reading.
        try? await shares.keepOpened(share.id, hour: currentHour)
    }

    private var currentHour: Timestamp {
        let now = clock.now().milliseconds
        return Timestamp(milliseconds: now - now % Self.hour)
    }

    /// As much of a view as an entry of the audit log holds.
    private static let viewInLog = 500

    private func digest(_ link: String) -> AuthenticationCode { secret.code(for: Array(link.utf8), .shareLink) }

    private static func noShare(_ id: Int, _ brand: Brand) -> CatalogError {
        .notFound("\(brand.name) has no shared link \(id).")
    }
}
