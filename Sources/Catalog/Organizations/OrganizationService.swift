internal import APIKeys

/// Organizations and who belongs to them.
package struct OrganizationService: Sendable {
    private let organizations: any OrganizationStore
    private let members: any MemberStore
    private let clock: WallClock

    package init(organizations: any OrganizationStore, members: any MemberStore, clock: WallClock) {
        self.organizations = organizations
        self.members = members
        self.clock = clock
    }

    package func all() async throws -> [Organization] { try await organizations.all() }

    /// - Throws: ``CatalogError/notFound(_:)`` with the slugs there are.
    package func find(slug: String) async throws -> Organization {
        if let organization = try await organizations.find(slug: slug) { return organization }
        let known = try await organizations.all().prefix(10).map(\.slug)
        let hint =
            known.isEmpty
            ? "There is none yet; make one with \"latchkey org create\"." : "There is: \(known.joined(separator: ", "))."
        throw CatalogError.notFound("There is no organization \"\(slug)\". \(hint)")
    }

    /// - Throws: ``CatalogError/notFound(_:)``.
    package func find(id: Int) async throws -> Organization {
        guard let organization = try await organizations.find(id: id) else {
            throw CatalogError.notFound("There is no organization \(id).")
        }
        return organization
    }

    /// Makes the organization; its slug comes from its name, with a number behind it when that is taken.
    package func create(name: String, by actor: Actor) async throws -> Organization {
        let name = try TextRule.organizationName.check(name)
        let base = Self.slug(of: name)
        let taken = Set(try await organizations.all().map(\.slug))
        let slug = taken.contains(base) ? (2...).lazy.map { "\(base)-\($0)" }.first { !taken.contains($0) } : base
        let audit = AuditDraft(at: clock.now(), actor: actor, action: .organizationCreated, detail: ["name": name])
        return try await organizations.insert(slug: slug ?? base, name: name, audit: audit)
    }

    /// Makes the person a member without asking them; see ``InvitationService`` for asking.
    /// - Throws: ``CatalogError/conflict(_:)`` when the person is a member already.
    package func add(
        email: String, role: Role, to organization: Organization, by actor: Actor
    ) async throws -> Membership {
        let email = try EmailRule.check(email)
        let terms = MemberTerms(role)
        let audit = AuditDraft(
            at: clock.now(), actor: actor, action: .memberAdded, detail: terms.detail.merging(["email": email]) { $1 })
        return try await members.add(email: email, terms: terms, to: organization, audit: audit)
    }

    package func members(of organization: Organization) async throws -> [Membership] {
        try await members.members(of: organization.id)
    }

    package func memberships(of user: User) async throws -> [Membership] {
        try await members.memberships(of: user.id)
    }

    static func slug(of name: String) -> String {
        let words = name.lowercased().split { !($0.isASCII && ($0.isLetter || $0.isNumber)) }
        let slug = words.joined(separator: "-").prefix(40)
        return slug.isEmpty ? "organization" : String(slug)
    }
}

/// An e-mail address as an identity: one `@`, something on both sides, no space; lower case. Only a mail proves more.
package enum EmailRule {
    package static func check(_ text: String) throws(CatalogError) -> String {
        let email = text.trimmed.lowercased()
        let parts = email.split(separator: "@", omittingEmptySubsequences: false)
        let plain = email.unicodeScalars.allSatisfy { $0.isASCII && $0.value > 0x20 && $0.value < 0x7F }
        guard parts.count == 2, !parts[0].isEmpty, !parts[1].isEmpty, plain, email.count <= 254,
            !email.contains(where: { "<>\"'`,;".contains($0) })
        else {
            throw .invalid(field: "email", message: "\"\(text.prefix(80))\" is not an e-mail address.")
        }
        return email
    }
}
