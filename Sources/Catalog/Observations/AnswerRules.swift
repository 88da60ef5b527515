/// What is wrong with answers that were sent in.
package struct AnswerFaults: Error, Sendable {
    package struct Fault: Sendable {
        /// Among what was sent, from 0.
        package let index: Int
        /// As in the body; within a list `list.index.name`.
        package let field: String
        package let message: String
    }

    package let list: [Fault]
}

/// What an answer must be to belong to a brand.
struct AnswerRules {
    /// More faults help nobody.
    private static let mostFaults = 100

    private let brand: Brand
    private let prompts: [PromptKey: Int]
    private let personas: Set<Int>
    private let competitors: Set<Int>

    init(_ brand: Brand, prompts: [PromptKey: Int]) {
        self.brand = brand
        self.prompts = prompts
        personas = Set(brand.personas.map(\.id))
        competitors = Set(brand.competitors.map(\.id))
    }

    func faults(in drafts: [AnswerDraft]) -> [AnswerFaults.Fault] {
        var faults: [AnswerFaults.Fault] = []
        for (index, draft) in drafts.enumerated() where faults.count < Self.mostFaults {
            faults += self.faults(in: draft).map { AnswerFaults.Fault(index: index, field: $0.field, message: $0.message) }
        }
        return faults
    }

    private func faults(in draft: AnswerDraft) -> [(field: String, message: String)] {
        var faults: [(field: String, message: String)] = []
        if prompts[draft.promptKey] == nil {
            switch draft.prompt {
            case .id(let id): faults.append(("prompt_id", "\(brand.name) has no prompt \(id)."))
            case .text:
                faults.append(
                    (
                        "prompt",
                        "\(brand.name) has no prompt with this text. Add it to the brand's prompts first, or name one by prompt_id."
                    ))
            }
        }
        if let persona = draft.persona, !personas.contains(persona) {
            faults.append(("persona_id", "\(brand.name) has no persona \(persona)."))
        }
        for (index, id) in (draft.evaluation?.competitors.keys.sorted() ?? []).enumerated() where !competitors.contains(id) {
            faults.append(("evaluation.competitors.\(index).id", "\(brand.name) has no competitor \(id)."))
        }
        return faults
    }
}
