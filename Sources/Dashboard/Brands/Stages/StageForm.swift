internal import Catalog

extension BrandForm {
    /// The form over a brand's stages: a row for each, and one for another.
    static let stages = BrandForm(
        specs: { brand in brand.stages.flatMap { StageFields($0.id).specs } + StageFields.new.specs },
        read: { brand in
            var values = FormValues()
            for stage in brand.stages {
                let fields = StageFields(stage.id)
                values[fields.name] = stage.content.name
                values[fields.kind] = stage.content.kind?.rawValue ?? ""
            }
            return values
        },
        write: { values, state in
            var drafts: [BrandPartDraft<StageContent>] = []
            var places: [String: String] = [:]
            func add(_ id: Int?, _ fields: StageFields) {
                places["stages.\(drafts.count).name"] = fields.name
                drafts.append(
                    BrandPartDraft(
                        id: id, content: StageContent(name: values[fields.name], kind: StageKind(rawValue: values[fields.kind]))))
            }
            for id in state.stages.compactMap(\.id) where !values.flag(StageFields(id).isGone) { add(id, StageFields(id)) }
            if !values[StageFields.new.name].trimmed.isEmpty { add(nil, .new) }
            state.stages = drafts
            return { [places] field in (places[field] ?? "", nil) }
        })
}

/// The names of the fields of one stage.
struct StageFields: Hashable, Sendable {
    static let new = StageFields("new")

    let name: String
    let kind: String
    let isGone: String

    init(_ id: Int) { self.init(String(id)) }

    private init(_ id: String) {
        name = "stage-\(id)-name"
        kind = "stage-\(id)-kind"
        isGone = "stage-\(id)-gone"
    }

    var specs: [FieldSpec] {
        [
            FieldSpec(name, "Name", .line(most: 100)), FieldSpec(kind, "What belongs in it", .choice(Self.kinds)),
            FieldSpec(isGone, "Remove", .flag),
        ]
    }

    private static let kinds =
        [FormField.Option("", "Only what somebody puts there")]
        + StageKind.allCases.map { FormField.Option($0.rawValue, $0.meaning) }
}

extension StageKind {
    /// Which prompts the rules put into a stage of this kind.
    var meaning: String {
        switch self {
        case .advice: "Advice: how to do something"
        case .awareness: "Awareness: what a thing is"
        case .evaluation: "Evaluation: what is best, what it costs"
        case .comparison: "Comparison: one thing against another"
        case .consideration: "Consideration: which to choose"
        case .conversion: "Conversion: where to buy"
        case .loyalty: "Loyalty: help with what one has"
        case .other: "Other: everything else"
        }
    }
}
