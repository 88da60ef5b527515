internal import APIKeys
internal import Catalog
internal import Hummingbird
internal import Web

// Ours: many prompts in one request, all or none.
extension PromptsController {
    /// More in one request are a mistake.
    static let mostPrompts = 10_000
    /// Larger than that of other bodies: ten thousand prompts are a lot of text.
    private static let bodyLimit = 16 * 1024 * 1024

    /// `{"prompts": […]}`, each as `POST /v1/{brand_id}/prompts` takes it. What is wrong with any of them is told by its place in
    /// the list, and then none is made. With `?dry_run=true` it is only said what would happen.
    func createMany(
        _ request: Request, _ context: AppContext, _ key: VerifiedKey, isDryRun: Bool
    ) async throws -> Response {
        var body = try await BodyReader.read(request, upTo: Self.bodyLimit)
        let kind = FieldKind<PromptDraft>.object { PromptDraft(reading: &$0) }
        let drafts = body.required("prompts", .list(of: kind, minimum: 1)) ?? []
        try body.check()
        let batch = try await prompts.prepare(drafts, of: key.brand ?? 0, in: key.organization)
        guard batch.faults.isEmpty else { throw Problem(faults: batch.faults.prefix(100).map(InputFault.init)) }
        let added = try await prompts.add(batch, isRehearsal: isDryRun, by: .key(key.id))
        return Self.report(added, isDryRun: isDryRun)
    }

    private static func report(_ added: [AddedPrompt], isDryRun: Bool) -> Response {
        var json = JSONWriter(capacity: 64 * 1024)
        json.object { object in
            object.field("dry_run", isDryRun)
            for outcome in AddedPrompt.Outcome.allCases {
                object.field(outcome.rawValue, added.count { $0.outcome == outcome })
            }
            object.field("items", array: added) { writer, added in
                writer.object { item in
                    // One that was not made has no id.
                    item.field("id", isDryRun && added.outcome == .created ? nil : added.prompt.id)
                    item.field("outcome", added.outcome.rawValue)
                    item.field("stage", added.prompt.stageName)
                    item.field("branded", added.prompt.isBranded)
                }
            }
        }
        return json.response()
    }
}

extension InputFault {
    fileprivate init(_ fault: PromptBatch.Fault) {
        let place: [Place] = ["body", "prompts", .index(fault.index)]
        let field: String
        switch fault.error {
        case .invalid(let name, _): field = name
        case .unknownStage: field = "stage"
        default: field = "text"
        }
        self.init(at: place + Place.path(field), fault.error.message, type: "value_error")
    }
}
