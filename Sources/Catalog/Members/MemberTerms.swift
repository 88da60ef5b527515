/// What a member may do, or will be able to when they accept: the role, and what is given on single brands.
package struct MemberTerms: Hashable, Sendable {
    package let role: Role
    /// By the brand's id.
    package let brandRoles: [Int: BrandRole]

    package init(_ role: Role, brandRoles: [Int: BrandRole] = [:]) {
        self.role = role
        self.brandRoles = brandRoles
    }

    /// A member can be given this many brands singly; who needs more reads them all.
    package static let mostBrands = 1000

    /// - Parameter brands: the organization's, archived ones included.
    /// - Throws: ``CatalogError/invalid(field:message:)`` with the field `brands`.
    package func check(among brands: [Brand]) throws(CatalogError) {
        guard brandRoles.count <= Self.mostBrands else {
            throw .invalid(field: "brands", message: "At most \(Self.mostBrands) brands can be given singly.")
        }
        for (id, given) in brandRoles.sorted(by: { $0.key < $1.key }) {
            guard let brand = brands.first(where: { $0.id == id }) else {
                throw .invalid(field: "brands", message: "This organization has no brand \(id).")
            }
            guard role.brandRoles.contains(given) else { throw .invalid(field: "brands", message: refusal(given, brand.name)) }
        }
    }

    private func refusal(_ given: BrandRole, _ brand: String) -> String {
        switch role {
        case .admin, .editor: "An \(role.rawValue) edits every brand already: give no role on \(brand)."
        case .viewer, .guest: "A \(role.rawValue) cannot be given \"\(given.rawValue)\" on \(brand): they have that already."
        }
    }
}

// How the audit log writes them: roles on brands as `4 editor, 7 viewer`, by id.
extension MemberTerms {
    package var detail: [String: String] {
        brandRoles.isEmpty ? ["role": role.rawValue] : ["role": role.rawValue, "brand_roles": brandText]
    }

    package func changes(since before: MemberTerms) -> [FieldChange] {
        [
            FieldChange("role", before: before.role.rawValue, after: role.rawValue),
            FieldChange("brand_roles", before: before.brandText, after: brandText),
        ]
    }

    /// Tells these terms from all others; for forms, which bring back what they showed.
    package var mark: String { "\(role.rawValue): \(brandText)" }

    private var brandText: String {
        brandRoles.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value.rawValue)" }.joined(separator: ", ")
    }
}
