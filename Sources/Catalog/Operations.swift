package import APIKeys

/// Every operation of the data API and the scopes that open it. The gate, the API reference and the pages that explain a key
/// read the same list.
extension Operation {
    package static let describeService = Operation("service.describe", anyOf: [], target: .organization)
    package static let describeKey = Operation("key.describe", anyOf: [], target: .organization)
    package static let checkKey = Operation("key.check", anyOf: [], target: .organization)
    package static let rotateKey = Operation("key.rotate", anyOf: [], target: .itself)
    package static let listBrands = Operation("brands.list", anyOf: [], target: .organization)
    package static let createBrand = Operation("brands.create", anyOf: [.createBrand], target: .organization)
    package static let readBrand = Operation("brands.read", anyOf: [.query, .configure], target: .brand)
    package static let updateBrand = Operation("brands.update", anyOf: [.configure], target: .brand)
    package static let archiveBrand = Operation("brands.archive", anyOf: [.createBrand], target: .brand)
    package static let readCompetitors = Operation("competitors.read", anyOf: [.query, .configure], target: .brand)
    package static let changeCompetitors = Operation("competitors.change", anyOf: [.configure], target: .brand)
    package static let readPersonas = Operation("personas.read", anyOf: [.query, .configure], target: .brand)
    package static let changePersonas = Operation("personas.change", anyOf: [.configure], target: .brand)
    package static let readPrompts = Operation("prompts.read", anyOf: [.query, .configure], target: .brand)
    package static let changePrompts = Operation("prompts.change", anyOf: [.configure], target: .brand)
    package static let readCollections = Operation("collections.read", anyOf: [.query, .configure], target: .brand)
    package static let requestCollection = Operation("collections.request", anyOf: [.configure], target: .brand)
    package static let readResponses = Operation("responses.read", anyOf: [.query], target: .brand)
    package static let writeResponses = Operation("responses.write", anyOf: [.ingest], target: .brand)
    package static let query = Operation("queries.run", anyOf: [.query], target: .brand)

    package static let all = [
        describeService, describeKey, checkKey, rotateKey, listBrands, createBrand, readBrand, updateBrand, archiveBrand,
        readCompetitors, changeCompetitors, readPersonas, changePersonas, readPrompts, changePrompts, readCollections,
        requestCollection, readResponses, writeResponses, query,
    ]
}
