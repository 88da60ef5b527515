internal import APIKeys
internal import Catalog

/// The form of a new key.
struct NewKeyPage: Page {
    static let template = Template.newKey
    var title: String { "New API Key" }

    let createURL: String
    let cancelURL: String
    let newBrandURL: String
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
    let expiries: [ExpiryPill]
    let date: String
    let earliest: String
    let expiresError: String?
    let sentence: [KeySentence.Part]
    let problems: [Problem]
    let hasProblems: Bool

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
        let isChosen: Bool
    }

    struct ExpiryPill: Sendable {
        let value: String
        let label: String
        /// The last day on which the key would work; `nil` where the choice does not say.
        let day: String?
        let longDay: String?
        let isDate: Bool
        let isChosen: Bool
    }

    /// - Parameter brands: those in use.
    init(
        _ input: NewKeyInput, problems found: NewKeyInput.Problems = [:], slug: String, brands: [Brand], words: DateWords
    ) {
        createURL = SitePath.keys(slug).address
        cancelURL = SitePath.keys(slug).address
        newBrandURL = SitePath.newBrand(slug).address
        name = input.name
        nameError = found[.name]
        scopeCards = Scope.allCases.map {
            ScopeCard(
                value: $0.rawValue, label: $0.title, text: $0.explanation, deed: $0.deed,
                isChosen: input.scopes.contains($0.rawValue))
        }
        scopesError = found[.scopes]
        isSpecific = input.access == NewKeyInput.Access.specific.rawValue
        isAll = input.access == NewKeyInput.Access.all.rawValue
        let offered = brands.filter { !$0.isArchived }.sorted { ($0.name.lowercased(), $0.id) < ($1.name.lowercased(), $1.id) }
        self.brands = offered.map {
            BrandChoice(id: $0.id, label: $0.name, isChosen: input.brands.contains(String($0.id)))
        }
        hasBrands = !offered.isEmpty
        brandCount = counted(offered.count, "brand")
        brandsError = found[.brands]
        expiries = NewKeyInput.ExpiryChoice.allCases.map { choice in
            let day = choice.period?.moment(from: words.now).map(words.lastDay(before:))
            return ExpiryPill(
                value: choice.rawValue, label: choice.label, day: day?.shortWithYear, longDay: day?.long,
                isDate: choice == .date, isChosen: input.expiry == choice.rawValue)
        }
        date = input.date
        earliest = words.now.day
        expiresError = found[.expires]
        sentence = Self.sentence(input, chosen: self.brands.filter(\.isChosen).map(\.label), words: words)
        problems = NewKeyField.allCases.compactMap { field in
            found[field].map { Problem(anchor: field.rawValue, message: $0) }
        }
        hasProblems = !problems.isEmpty
    }

    private static func sentence(_ input: NewKeyInput, chosen: [String], words: DateWords) -> [KeySentence.Part] {
        guard case .success(let end) = input.expiryMoment(at: words.now) else {
            return [KeySentence.Part(plain: KeySentence.incomplete, strong: "")]
        }
        return KeySentence(
            scopes: Scopes(input.scopes.compactMap(Scope.init(rawValue:))),
            brands: input.access == NewKeyInput.Access.all.rawValue ? nil : chosen,
            until: end.map { words.lastDay(before: $0).long }
        ).parts
    }
}
