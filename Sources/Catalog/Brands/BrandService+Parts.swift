// Competitors and personas one at a time. Each is a change of the brand, so that the rules for the whole (who owns a domain)
// and the brand's revision hold for them too.
extension BrandService {
    package func add<Content: BrandPartContent>(
        _ content: Content, to brand: Int, in organization: Int, by actor: Actor
    ) async throws -> BrandPart<Content> {
        let changed = try await write(brand, in: organization, by: actor) { brand, state in
            state[keyPath: Content.drafts].append(BrandPartDraft(id: nil, content: content))
            try Self.check(Content.self, at: state[keyPath: Content.drafts].count - 1, of: state, before: brand)
        }
        // Ids grow, so the newest is the last.
        guard let added = changed[keyPath: Content.parts].last else { throw StoreError.failed("what was added is not there") }
        return added
    }

    /// Replaces everything but the id.
    /// - Throws: ``CatalogError/notFound(_:)``, also for one that is archived or another brand's.
    package func replace<Content: BrandPartContent>(
        _ id: Int, with content: Content, of brand: Int, in organization: Int, by actor: Actor
    ) async throws -> BrandPart<Content> {
        let changed = try await write(brand, in: organization, by: actor) { brand, state in
            let index = try Self.index(Content.self, id, in: state, of: brand)
            state[keyPath: Content.drafts][index].content = content
            try Self.check(Content.self, at: index, of: state, before: brand)
        }
        return try part(id, of: changed)
    }

    /// - Throws: ``CatalogError/notFound(_:)``, also for one that is archived or another brand's.
    package func archive<Content: BrandPartContent>(
        _ kind: Content.Type, _ id: Int, of brand: Int, in organization: Int, by actor: Actor
    ) async throws {
        _ = try await write(brand, in: organization, by: actor) { brand, state in
            state[keyPath: Content.drafts].remove(at: try Self.index(kind, id, in: state, of: brand))
        }
    }

    /// - Throws: ``CatalogError/notFound(_:)``, also for one that is archived or another brand's.
    package func part<Content>(_ id: Int, of brand: Brand) throws(CatalogError) -> BrandPart<Content> {
        guard let found = brand[keyPath: Content.parts].first(where: { $0.id == id }) else {
            throw Self.noPart(Content.self, id, of: brand)
        }
        return found
    }

    /// The rules, with the field named as who sent one part calls it.
    private static func check<Content: BrandPartContent>(
        _ kind: Content.Type, at index: Int, of state: BrandState, before: Brand
    ) throws(CatalogError) {
        let place = "\(kind.listName).\(index)."
        do throws(CatalogError) {
            _ = try BrandRules.checked(state, before: before)
        } catch .invalid(let field, let message) where field.hasPrefix(place) {
            throw .invalid(field: String(field.dropFirst(place.count)), message: message)
        }
    }

    private static func index<Content: BrandPartContent>(
        _ kind: Content.Type, _ id: Int, in state: BrandState, of brand: Brand
    ) throws(CatalogError) -> Int {
        guard let index = state[keyPath: Content.drafts].firstIndex(where: { $0.id == id }) else {
            throw noPart(kind, id, of: brand)
        }
        return index
    }

    private static func noPart<Content: BrandPartContent>(_ kind: Content.Type, _ id: Int, of brand: Brand) -> CatalogError {
        .notFound("\(brand.name) has no \(kind.noun) \(id) in use.")
    }
}
