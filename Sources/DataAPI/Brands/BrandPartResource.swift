internal import APIKeys
internal import Catalog
internal import Web

/// A part of a brand that has routes of its own.
protocol BrandPartResource: BrandPartContent {
    static var readOperation: APIKeys.Operation { get }
    static var changeOperation: APIKeys.Operation { get }
    init(reading body: inout BodyReader)
    /// Everything but the id.
    func write(to object: inout JSONWriter.Object)
}

extension CompetitorContent: BrandPartResource {
    static var readOperation: APIKeys.Operation { .readCompetitors }
    static var changeOperation: APIKeys.Operation { .changeCompetitors }

    init(reading body: inout BodyReader) {
        self.init(name: body.string("name", in: TextRule.competitorName.length))
        alternativeNames = body.strings("alternative_names", in: TextRule.itemLength)
        excludedNames = body.strings("excluded_names", in: TextRule.itemLength)
        websites = body.urls("websites")
        caseSensitive = body.bool("case_sensitive", default: false)
    }

    func write(to object: inout JSONWriter.Object) {
        object.field("name", name)
        object.field("alternative_names", alternativeNames)
        object.field("excluded_names", excludedNames)
        object.field("websites", websites)
        object.field("case_sensitive", caseSensitive)
    }
}

extension PersonaContent: BrandPartResource {
    static var readOperation: APIKeys.Operation { .readPersonas }
    static var changeOperation: APIKeys.Operation { .changePersonas }

    init(reading body: inout BodyReader) {
        self.init(
            name: body.string("name", in: TextRule.personaName.length),
            description: body.string("description", in: TextRule.personaDescription.length))
    }

    func write(to object: inout JSONWriter.Object) {
        object.field("name", name)
        object.field("description", description)
    }
}
