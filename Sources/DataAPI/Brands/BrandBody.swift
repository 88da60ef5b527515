internal import Catalog
internal import Web

// The bodies that make and change brands.

extension BrandDraft {
    /// The body of `POST /v1/brands`.
    init(reading body: inout BodyReader) {
        var content = BrandContent(
            name: body.string("name", minimum: 1), website: body.string("website"), description: body.string("description"))
        content.alternativeNames = body.strings("alternative_names")
        content.excludedNames = body.strings("excluded_names")
        content.alternativeWebsites = body.strings("alternative_websites")
        content.keyTopics = body.strings("key_topics")
        content.status = body.choice("status", default: .customer)
        content.caseSensitive = body.bool("case_sensitive", default: false)
        self.init(content)
        competitors = body.objects("competitors") { CompetitorContent(reading: &$0) }
        personas = body.objects("personas") { PersonaContent(reading: &$0) }
    }
}

extension BrandPatch {
    /// The body of `PATCH /v1/brands/{brand_id}`: what is left out, or `null`, stays as it is.
    init(reading body: inout BodyReader) {
        self.init()
        name = body.given("name", .string())
        alternativeNames = body.given("alternative_names", .list(of: .string()))
        excludedNames = body.given("excluded_names", .list(of: .string()))
        website = body.given("website", .string())
        alternativeWebsites = body.given("alternative_websites", .list(of: .string()))
        description = body.given("description", .string())
        competitors = body.given("competitors", .list(of: .part()))
        personas = body.given("personas", .list(of: .part()))
        keyTopics = body.given("key_topics", .list(of: .string()))
        status = body.given("status", .choice())
        caseSensitive = body.given("case_sensitive", .bool)
    }
}

extension FieldKind {
    /// An element of a list that replaces what a brand has: with the id of what it changes, or without.
    fileprivate static func part<Content: BrandPartResource>() -> FieldKind where Value == BrandPartDraft<Content> {
        .object { part in
            let id = part.given("id", .integer)
            return BrandPartDraft(id: id, content: Content(reading: &part))
        }
    }
}

extension JSONWriter.Object {
    /// A brand as `GET /v1/brands/{brand_id}` lists it.
    mutating func brand(_ brand: Brand) {
        let content = brand.content
        field("id", brand.id)
        field("name", content.name)
        field("description", content.description)
        field("website", content.website)
        field("status", content.status.rawValue)
        field("alternative_names", content.alternativeNames)
        field("excluded_names", content.excludedNames)
        field("alternative_websites", content.alternativeWebsites)
        field("case_sensitive", content.caseSensitive)
        field("competitors", array: brand.competitors) { writer, competitor in writer.object { $0.part(competitor) } }
        field("personas", array: brand.personas) { writer, persona in writer.object { $0.part(persona) } }
        field("key_topics", content.keyTopics)
    }

    mutating func part<Content: BrandPartResource>(_ part: BrandPart<Content>) {
        field("id", part.id)
        part.content.write(to: &self)
    }
}
