/// What belongs to a brand and is numbered within it: a competitor, a persona, a stage.
package struct BrandPart<Content: BrandPartContent>: Hashable, Sendable {
    package let id: Int
    package let content: Content

    package init(id: Int, content: Content) {
        self.id = id
        self.content = content
    }
}

/// A kind of part, and where a brand keeps its parts of that kind.
package protocol BrandPartContent: Hashable, Sendable {
    /// One of them, in sentences.
    static var noun: String { get }
    static var parts: KeyPath<Brand, [BrandPart<Self>]> { get }
    static var drafts: WritableKeyPath<BrandState, [BrandPartDraft<Self>]> { get }
    var name: String { get }
}

extension BrandPartContent {
    /// The name of the list in bodies and forms.
    package static var listName: String { noun + "s" }
}

package typealias Competitor = BrandPart<CompetitorContent>
package typealias Persona = BrandPart<PersonaContent>
package typealias Stage = BrandPart<StageContent>

package struct CompetitorContent: BrandPartContent {
    package static let noun = "competitor"
    package static var parts: KeyPath<Brand, [Competitor]> { \.competitors }
    package static var drafts: WritableKeyPath<BrandState, [BrandPartDraft<Self>]> { \.competitors }

    package var name: String
    package var alternativeNames: [String] = []
    /// Phrases that never count as a mention.
    package var excludedNames: [String] = []
    package var websites: [String] = []
    package var caseSensitive = false

    package init(name: String) { self.name = name }
}

/// Whom a prompt is asked for.
package struct PersonaContent: BrandPartContent {
    package static let noun = "persona"
    package static var parts: KeyPath<Brand, [Persona]> { \.personas }
    package static var drafts: WritableKeyPath<BrandState, [BrandPartDraft<Self>]> { \.personas }

    package var name: String
    package var description: String

    package init(name: String, description: String) {
        self.name = name
        self.description = description
    }
}

/// A step of the customer's journey, by the name that the brand gives it.
package struct StageContent: BrandPartContent {
    package static let noun = "stage"
    package static var parts: KeyPath<Brand, [Stage]> { \.stages }
    package static var drafts: WritableKeyPath<BrandState, [BrandPartDraft<Self>]> { \.stages }

    package var name: String
    /// By which rules prompts are put into it; `nil`: only where somebody says so.
    package var kind: StageKind?

    package init(name: String, kind: StageKind?) {
        self.name = name
        self.kind = kind
    }
}

/// What a stage means, whatever it is called. The raw value is stored and never changes.
package enum StageKind: String, CaseIterable, Sendable {
    case advice, awareness, evaluation, comparison, consideration, conversion, loyalty, other

    /// What a stage of this kind is called until somebody gives it another name.
    package var standardName: String { rawValue.prefix(1).uppercased() + rawValue.dropFirst() }
}

extension StageContent {
    /// The stages that a new brand has.
    package static let standard = [StageKind.advice, .awareness, .evaluation, .comparison, .other].map {
        StageContent(name: $0.standardName, kind: $0)
    }
    /// The other usual set: the sales funnel.
    package static let funnel = [StageKind.awareness, .consideration, .conversion, .loyalty, .other].map {
        StageContent(name: $0.standardName, kind: $0)
    }
}
