internal import APIKeys
internal import Catalog
internal import Visibility
internal import Web

extension JSONWriter.Object {
    /// An answer as the original API lists it, with whether the assistant searched beside.
    mutating func answer(_ answer: ObservedAnswer, of brand: Brand) {
        let (observation, prompt) = (answer.observation, answer.prompt)
        field("id", observation.id)
        field("created_at", answer.createdAt.iso8601)
        field("prompt_id", prompt.id)
        field("prompt", prompt.text)
        field("persona_id", answer.persona)
        field("persona_name", answer.personaName)
        field("country", observation.country)
        field("stage", prompt.stageName)
        field("branded", prompt.isBranded)
        field("tags", prompt.settings.tags)
        field("key_topics", prompt.settings.topics)
        field("platform", observation.platform)
        field("search_enabled", observation.searchEnabled)
        field("brand_present", observation.brand.present)
        field("brand_sentiment", observation.brand.sentiment?.rawValue)
        field("brand_position", observation.brand.position?.rawValue)
        field("competitors_present", answer.competitorsPresent(brand))
        field("response_text", answer.text)
        field("citations") { $0.citations(answer) }
        field("competitors") { $0.competitors(answer, of: brand) }
        field("query_fanout") { $0.raw(answer.extras.queryFanout ?? "null") }
        field("shopping_results") { $0.raw(answer.extras.shopping) }
    }
}

extension JSONWriter {
    mutating func citations(_ answer: ObservedAnswer) {
        array(zip(answer.observation.citations, answer.pages)) { writer, each in
            let (citation, page) = each
            writer.object { object in
                object.field("url", citation.url)
                object.field("domain", citation.registeredDomain)
                object.field("source_type", citation.type.rawValue)
                object.field("title", page.title)
                object.field("snippet", page.snippet)
            }
        }
    }

    /// Every competitor in use, present or not.
    mutating func competitors(_ answer: ObservedAnswer, of brand: Brand) {
        array(brand.competitors) { writer, competitor in
            let appearance = answer.observation.competitors[competitor.id] ?? .absent
            writer.object { object in
                object.field("id", competitor.id)
                object.field("name", competitor.content.name)
                object.field("present", appearance.present)
                object.field("position", appearance.position?.rawValue)
                object.field("sentiment", appearance.sentiment?.rawValue)
            }
        }
    }
}

extension ObservedAnswer {
    func competitorsPresent(_ brand: Brand) -> [String] {
        brand.competitors.filter { observation.competitors[$0.id]?.present ?? false }.map(\.content.name)
    }
}
