internal import APIKeys
internal import Catalog

/// What a key has not needed, in words.
struct LeastPrivilegeWords: Sendable {
    let scopes: [String]
    let brands: [String]

    init(_ hint: LeastPrivilege, brandNames: [Int: String]) {
        scopes = hint.unusedScopes.list.map(\.title)
        brands = hint.unusedBrands.map { brandNames[$0] ?? "Brand \($0)" }
    }

    /// "In the last 60 days it did not need Configure, nor the brands Contoso and Litware."
    var sentence: String {
        let reach =
            brands.count > 4
            ? "\(brands.count) of its brands" : "the brand\(brands.count == 1 ? "" : "s") \(brands.inWords)"
        let what =
            switch (scopes.isEmpty, brands.isEmpty) {
            case (false, false): "\(scopes.inWords), nor \(reach)"
            case (false, true): scopes.inWords
            default: reach
            }
        return "In the last \(LeastPrivilege.days) days it did not need \(what)."
    }
}
