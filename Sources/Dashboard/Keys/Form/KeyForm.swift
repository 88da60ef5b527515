internal import APIKeys
internal import Catalog

/// The fields of a key, as the pages of a new one and of a change show them.
struct KeyForm: Sendable {
    let name: String
    let nameError: String?
    let scopeCards: [ScopeCard]
    let scopesError: String?
    let isSpecific: Bool
    let isAll: Bool
    let brands: [BrandChoice]
    let hasBrands: Bool
    let brandCount: String
    let brandsError: String?
    let newBrandURL: String
    let expiry: ExpiryField
    let isAdvanced: Bool
    let addresses: String
    let addressesError: String?
    let perMinute: String
    let burst: String
    let limitError: String?
    let rotatesItself: Bool
    let sentence: [KeySentence.Part]
    /// Whether a key for all brands, or with Create Brand, waits for a second admin.
    let fourEyes: Bool
    /// Whether what is chosen as the page opens does.
    let waits: Bool

    struct ScopeCard: Sendable {
        let value: String
        let label: String
        let text: String
        let deed: String
        let isChosen: Bool
    }

    struct BrandChoice: Sendable {
        let id: Int
        let label: String
        /// Archived: it can only be kept.
        let isAway: Bool
        let isChosen: Bool
    }

    /// What the form is about.
    struct Setting: Sendable {
        let slug: String
        let policy: OrganizationPolicy
        let brands: [Brand]
        let choices: ExpiryChoices
        let words: DateWords
    }

    /// - Parameter key: the one that is changed; `nil` for a new one.
    init(_ input: KeyInput, problems: KeyProblems, in setting: Setting, of key: APIKey? = nil) {
        let found = problems.byField
        name = input.name
        nameError = found[.name]
        scopeCards = Scope.allCases.map {
            ScopeCard(
                value: $0.rawValue, label: $0.title, text: $0.explanation, deed: $0.deed,
                isChosen: input.scopes.contains($0.rawValue))
        }
        scopesError = found[.scopes]
        isSpecific = input.access == KeyInput.Access.specific.rawValue
        isAll = input.access == KeyInput.Access.all.rawValue
        brands = Self.offer(setting.brands, input, held: Set(key?.grant.brands.listed ?? []))
        hasBrands = !brands.isEmpty
        brandCount = counted(brands.count, "brand")
        brandsError = found[.brands]
        newBrandURL = SitePath.newBrand(setting.slug).address
        expiry = ExpiryField(
            setting.choices, chosen: input.expiry, date: input.date, error: found[.expires],
            current: key.map(\.grant.expiresAt), words: setting.words)
        addressesError = found[.addresses]
        limitError = found[.limit]
        isAdvanced = input.isAdvanced || addressesError != nil || limitError != nil
        addresses = input.addresses
        perMinute = input.perMinute
        burst = input.burst
        rotatesItself = input.rotatesItself
        sentence = Self.sentence(input, chosen: brands.filter(\.isChosen).map(\.label), setting, of: key)
        fourEyes = setting.policy.fourEyes
        waits =
            setting.policy.fourEyes && (isAll || input.scopes.contains(Scope.createBrand.rawValue))
    }

    /// Those in use, and those that the key has already.
    private static func offer(_ brands: [Brand], _ input: KeyInput, held: Set<Int>) -> [BrandChoice] {
        brands.filter { !$0.isArchived || held.contains($0.id) }
            .sorted { ($0.name.lowercased(), $0.id) < ($1.name.lowercased(), $1.id) }
            .map {
                BrandChoice(
                    id: $0.id, label: $0.name, isAway: $0.isArchived, isChosen: input.brands.contains(String($0.id)))
            }
    }

    private static func sentence(
        _ input: KeyInput, chosen: [String], _ setting: Setting, of key: APIKey?
    ) -> [KeySentence.Part] {
        guard case .success(let moment) = setting.choices.moment(of: input.expiry, date: input.date) else {
            return [KeySentence.Part(plain: KeySentence.incomplete, strong: "")]
        }
        let end = moment ?? key?.grant.expiresAt
        return KeySentence(
            scopes: Scopes(input.scopes.compactMap(Scope.init(rawValue:))),
            brands: input.access == KeyInput.Access.all.rawValue ? nil : chosen,
            until: end.map { setting.words.lastDay(before: $0).long }, addresses: input.addressLines,
            perMinute: Int(input.perMinute.trimmed)
        ).parts
    }
}
