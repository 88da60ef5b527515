internal import Catalog

/// For whom prompts are asked: of several with the same text it tells which is which.
struct PromptPersonas: Hashable, Sendable {
    /// By prompt.
    private let names: [Int: String]

    static let none = PromptPersonas(names: [:])

    private init(names: [Int: String]) { self.names = names }

    init(_ prompts: [Prompt], of brand: Brand) {
        let known = prompts.compactMap { prompt in
            prompt.settings.persona.map { (prompt.id, PromptChoices.personaName($0, of: brand).oneLine(most: 60)) }
        }
        names = Dictionary(known, uniquingKeysWith: { first, _ in first })
    }

    /// `nil` of a prompt that is asked for nobody in particular.
    func name(_ prompt: Int) -> String? { names[prompt] }
}

extension Site {
    /// Of these prompts.
    func personas(of prompts: [Int], _ brand: Brand) async throws -> PromptPersonas {
        guard !prompts.isEmpty else { return .none }
        var wanted = PromptQuery()
        (wanted.status, wanted.ids, wanted.limit) = (.all, prompts, prompts.count)
        return PromptPersonas(try await catalog.prompts.list(wanted, of: brand), of: brand)
    }
}
