internal import Catalog
internal import Mustache

/// The part of a form that asks what somebody may do: a card for each role, and the brands given singly.
struct MemberTermsField: Sendable {
    let roleQuestion: String
    let brandQuestion: String
    let roleChoices: [RoleChoice]
    let roleError: String?
    let brandLines: [BrandLine]
    let hasBrandLines: Bool
    let brandsError: String?

    struct RoleChoice: Sendable {
        let value: String
        let label: String
        let text: String
        /// For the sentence that the form makes with a script; empty where the brands say it all.
        let deed: String
        let isChosen: Bool
    }

    struct BrandLine: Sendable, MustacheParent {
        let field: String
        let brandName: String
        let isAway: Bool
        let isReader: Bool
        let isEditor: Bool

        func child(named name: String) -> Any? {
            switch name {
            case "field": field
            case "brandName": brandName
            case "isAway": isAway
            case "isReader": isReader
            case "isEditor": isEditor
            default: nil
            }
        }
    }

    /// - Parameter isYou: whether whoever fills it in is asked about themselves.
    init(
        _ input: MemberTermsInput, brands: [Brand], isYou: Bool = false, problem: (field: String, message: String)? = nil
    ) {
        roleQuestion = "What may \(isYou ? "you" : "they") do?"
        brandQuestion = "What may \(isYou ? "you" : "they") do on each brand?"
        roleChoices = Role.allCases.map {
            RoleChoice(
                value: $0.rawValue, label: $0.word, text: $0.explanation, deed: $0.deed, isChosen: $0 == input.role)
        }
        brandLines = brands.map { brand in
            let given = input.brandRoles[brand.id]
            return BrandLine(
                field: MemberTermsInput.field(brand.id), brandName: brand.name, isAway: brand.isArchived,
                isReader: given == .viewer, isEditor: given == .editor)
        }
        hasBrandLines = !brandLines.isEmpty
        roleError = problem?.field == "role" ? problem?.message : nil
        brandsError = problem?.field == "brands" ? problem?.message : nil
    }
}

extension Site {
    /// The brands that a form asks about: those in use, and of the archived ones those that the person was given.
    func brandsToGive(_ organization: Organization, holding terms: MemberTerms? = nil) async throws -> [Brand] {
        try await catalog.brands.list(of: organization.id)
            .filter { !$0.isArchived || terms?.brandRoles[$0.id] != nil }
            .sorted { ($0.name.lowercased(), $0.id) < ($1.name.lowercased(), $1.id) }
    }
}
