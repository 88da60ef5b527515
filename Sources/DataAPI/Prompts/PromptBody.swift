internal import APIKeys
internal import Catalog
internal import NIOCore
internal import Web

// The bodies that make and change prompts, and what is answered.

extension PromptDraft {
    /// One prompt as `POST /v1/{brand_id}/prompts` takes it.
    init(reading body: inout BodyReader) {
        self.init(text: body.string("text", in: TextRule.promptText.length))
        persona = body.given("persona_id", .integer)
        stage = body.given("stage", .string())
        tags = body.optional("tags", .labels)
        topics = body.optional("key_topics", .labels)
        language = body.given("language", .language)
        platforms = body.optional("platforms", .list(of: .choice()))
    }
}

extension PromptEdit {
    /// The body of `PATCH /v1/{brand_id}/prompts/{prompt_id}`: what is left out stays as it is; `null` does too, but for the
    /// persona, which it takes away.
    init(reading body: inout BodyReader) {
        self.init()
        stage = body.given("stage", .string())
        persona = body.nullable("persona_id", .integer)
        tags = body.given("tags", .labels)
        topics = body.given("key_topics", .labels)
        platforms = body.given("platforms", .list(of: .choice()))
        isFavorite = body.given("favorite", .bool)
        isArchived = body.given("status", .choice()).map { (status: PromptStatus) in status == .archived }
    }
}

extension FieldKind where Value == [String] {
    /// Tags or topics.
    fileprivate static var labels: FieldKind {
        .list(of: .string(in: TextRule.itemLength), maximum: PromptDraft.mostLabels)
    }
}

extension FieldKind where Value == String {
    fileprivate static var language: FieldKind {
        FieldKind { value, place, faults in
            guard let text = string().read(value, place, &faults) else { return nil }
            if LanguageCode.isCode(text) { return text }
            faults.add(InputFault(at: place, LanguageCode.message(text), type: "value_error", input: value))
            return nil
        }
    }
}

/// How the API names whether a prompt is in use.
enum PromptStatus: String, CaseIterable { case active, archived }

extension JSONWriter.Object {
    /// A prompt as the original API lists it.
    mutating func prompt(_ prompt: Prompt) {
        field("id", prompt.id)
        field("text", prompt.text)
        field("stage", prompt.stageName)
        field("persona_id", prompt.settings.persona)
        field("platforms") { writer in
            // Most prompts are put to all of them.
            if prompt.settings.platforms.isEmpty { writer.raw(allPlatforms) } else { writer.platforms(prompt.settings.platforms) }
        }
        field("tags", prompt.settings.tags)
        field("topics", prompt.settings.topics)
        field("branded", prompt.isBranded)
        field("favorite", prompt.settings.isFavorite)
        field("status", (prompt.isArchived ? PromptStatus.archived : .active).rawValue)
        field("created_at", prompt.createdAt.iso8601)
    }
}

extension JSONWriter {
    fileprivate mutating func platforms(_ platforms: [Platform]) { array(platforms) { $0.string($1.rawValue) } }
}

private let allPlatforms: String = {
    var json = JSONWriter()
    json.platforms(Platform.allCases)
    return String(buffer: json.written())
}()
