internal import Catalog

/// The part of a form that says what somebody may do, as it was sent.
struct MemberTermsInput: Hashable, Sendable {
    /// `nil` until one is chosen.
    var role: Role?
    var brandRoles: [Int: BrandRole] = [:]

    init() {}

    init(_ terms: MemberTerms) {
        role = terms.role
        brandRoles = terms.brandRoles
    }

    /// - Parameter brands: those that the form asked about.
    init(_ fields: FormFields, brands: [Brand]) {
        role = Role(rawValue: fields["role"])
        for brand in brands { brandRoles[brand.id] = BrandRole(rawValue: fields[Self.field(brand.id)]) }
    }

    static func field(_ brand: Int) -> String { "brand.\(brand)" }

    /// What was chosen for brands counts where the role leaves something to give; the form hides it elsewhere.
    var terms: MemberTerms? {
        role.map { role in MemberTerms(role, brandRoles: brandRoles.filter { role.brandRoles.contains($0.value) }) }
    }

    static let roleMissing = "Choose a role."
}
