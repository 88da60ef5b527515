internal import Catalog
internal import Web

// The bodies that make and change brands. Lengths are those of the catalog's rules; the catalog finds fault with all else.

extension BrandDraft {
    /// The body of `POST /v1/brands`.
    init(reading body: inout BodyReader) {
        var content = BrandContent(
            name: body.string("name", in: TextRule.brandName.length),
            website: body.string("website", in: TextRule.website.length),
            description: body.string("description", in: TextRule.description.length))
        content.alternativeNames = body.strings("alternative_names", in: TextRule.itemLength)
        content.excludedNames = body.strings("excluded_names", in: TextRule.itemLength)
        content.alternativeWebsites = body.strings("alternative_websites", in: TextRule.website.length)
        content.keyTopics = body.strings("key_topics", in: TextRule.itemLength)
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
        name = body.given("name", .string(in: TextRule.brandName.length))
        alternativeNames = body.given("alternative_names", .list(of: .string(in: TextRule.itemLength)))
        excludedNames = body.given("excluded_names", .list(of: .string(in: TextRule.itemLength)))
        website = body.given("website", .string(in: TextRule.website.length))
        alternativeWebsites = body.given("alternative_websites", .list(of: .string(in: TextRule.website.length)))
        description = body.given("description", .string(in: TextRule.description.length))
        competitors = body.given("competitors", .list(of: .part()))
        personas = body.given("personas", .list(of: .part()))
        keyTopics = body.given("key_topics", .list(of: .string(in: TextRule.itemLength)))
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
