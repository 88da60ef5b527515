internal import Catalog

/// The usual sets of stages. The raw value stands in addresses.
package enum StageSet: String, CaseIterable, Sendable {
    case standard, funnel

    var label: String {
        switch self {
        case .standard: "The standard set"
        case .funnel: "The sales funnel"
        }
    }

    private var content: [StageContent] {
        switch self {
        case .standard: StageContent.standard
        case .funnel: StageContent.funnel
        }
    }

    /// `Advice, Awareness, Evaluation, Comparison and Other`
    var stageNames: String { content.map(\.name).inWords }

    /// Whether the brand has these stages by their meaning, whatever it calls them.
    func isThat(of brand: Brand) -> Bool {
        brand.stages.count == content.count && Set(brand.stages.map(\.content.kind)) == Set(content.map(\.kind))
    }

    /// The stages of the brand that have no place in the set.
    func leavers(_ stages: [Stage]) -> [Stage] {
        let kept = Set(keepers(stages).values.map(\.id))
        return stages.filter { !kept.contains($0.id) }
    }

    /// Puts the set in place of the stages: one that means the same keeps its id, its name and its prompts.
    func replace(_ drafts: inout [BrandPartDraft<StageContent>]) {
        let keepers = keepers(drafts.compactMap { draft in draft.id.map { Stage(id: $0, content: draft.content) } })
        let kept = content.map { stage in
            stage.kind.flatMap { keepers[$0] }.map { BrandPartDraft(id: $0.id, content: $0.content) }
                ?? BrandPartDraft(id: nil, content: stage)
        }
        // A kept stage may be called like a new one.
        let taken = Set(kept.filter { $0.id != nil }.map(\.content.name))
        drafts = kept.map { draft in
            guard draft.id == nil, taken.contains(draft.content.name) else { return draft }
            var draft = draft
            draft.content.name += " 2"
            return draft
        }
    }

    /// By meaning, the first of the stages that has it.
    private func keepers(_ stages: [Stage]) -> [StageKind: Stage] {
        let wanted = Set(content.compactMap(\.kind))
        let pairs = stages.compactMap { stage in stage.content.kind.map { ($0, stage) } }.filter { wanted.contains($0.0) }
        return Dictionary(pairs, uniquingKeysWith: { first, _ in first })
    }
}
