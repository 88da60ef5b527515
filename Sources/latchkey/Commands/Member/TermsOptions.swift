internal import ArgumentParser
internal import Catalog

/// What somebody may do: `--role` and any number of `--brand`.
struct TermsOptions: ParsableArguments {
    @Option(help: "admin, editor, viewer or guest.") var role: Role
    @Option(
        help: ArgumentHelp(
            "A role on one brand, such as 4=editor: for a guest viewer or editor, for a viewer editor. Repeat it for more.",
            valueName: "id=role"))
    var brand: [BrandRoleArgument] = []

    var terms: MemberTerms {
        MemberTerms(role, brandRoles: Dictionary(brand.map { ($0.brand, $0.role) }, uniquingKeysWith: { _, last in last }))
    }
}

/// `4=editor`
struct BrandRoleArgument: ExpressibleByArgument {
    let brand: Int
    let role: BrandRole

    init?(argument: String) {
        let parts = argument.split(separator: "=", maxSplits: 1).map(String.init)
        guard parts.count == 2, let brand = Int(parts[0]), let role = BrandRole(rawValue: parts[1]) else { return nil }
        self.brand = brand
        self.role = role
    }

    static func text(_ given: [Int: BrandRole]) -> String {
        given.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value.rawValue)" }.joined(separator: " ")
    }
}

extension Role: ExpressibleByArgument {}
