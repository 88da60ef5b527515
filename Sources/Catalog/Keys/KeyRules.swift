internal import APIKeys

/// What every key of an organization must keep to, whichever way it is made or changed.
struct KeyRules: Sendable {
    let brands: any BrandStore
    let policies: any PolicyStore

    static let mostAddresses = 100

    /// - Parameters:
    ///   - before: what the key was allowed until now, when it is changed: nothing that it has already is refused.
    ///   - createdAt: when the key was made, for the longest life.
    /// - Throws: ``CatalogError/invalid(field:message:)`` with the field `scopes`, `brands`, `expires_at` or `addresses`.
    func check(
        _ grant: Grant, before: Grant?, in organization: Organization, policy: OrganizationPolicy, createdAt: Timestamp,
        now: Timestamp
    ) async throws {
        guard !grant.scopes.isEmpty else {
            throw CatalogError.invalid(
                field: "scopes",
                message: "Choose at least one scope: \(Scope.allCases.map(\.rawValue).joined(separator: ", ")).")
        }
        if grant.expiresAt != before?.expiresAt || before == nil {
            try Self.check(grant.expiresAt, policy: policy, createdAt: createdAt, now: now)
        }
        guard grant.addresses.count <= Self.mostAddresses else {
            throw CatalogError.invalid(
                field: "addresses",
                message: "\(grant.addresses.count) address blocks are too many; give at most \(Self.mostAddresses).")
        }
        if grant.brands != before?.brands { try await check(grant, before: before?.brands, in: organization) }
    }

    private static func check(
        _ expiresAt: Timestamp?, policy: OrganizationPolicy, createdAt: Timestamp, now: Timestamp
    ) throws {
        if let expiresAt, expiresAt <= now {
            throw CatalogError.invalid(
                field: "expires_at",
                message: "The expiry \(expiresAt.iso8601) is in the past. Choose a later one, or never.")
        }
        guard let days = policy.longestLifeDays else { return }
        let latest = createdAt + .seconds(days * 86_400)
        guard let expiresAt, expiresAt <= latest else {
            throw CatalogError.invalid(
                field: "expires_at",
                message:
                    "Keys of this organization live \(days) days at most: choose an expiry not after \(latest.iso8601).")
        }
    }

    /// Listed brands must be there and in use, unless the key has them already.
    private func check(_ grant: Grant, before: BrandAccess?, in organization: Organization) async throws {
        guard let ids = grant.brands.listed else { return }
        if ids.isEmpty, !grant.scopes.contains(.createBrand) {
            throw CatalogError.invalid(field: "brands", message: "Choose at least one brand, or all brands.")
        }
        let there = try await brands.brands(of: organization.id)
        for id in ids where before?.listed?.contains(id) != true {
            guard let brand = there.first(where: { $0.id == id }) else {
                throw CatalogError.invalid(field: "brands", message: "\(organization.name) has no brand \(id).")
            }
            guard !brand.isArchived else {
                throw CatalogError.invalid(
                    field: "brands", message: "Brand \(id) (\(brand.name)) is archived. Restore it first, or leave it out.")
            }
        }
    }
}
