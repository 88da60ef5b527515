internal import Catalog

/// A form over a part of a brand's settings: which fields it has, how they are read from the brand, and how they are written
/// back. Everything beside the part stays as it is.
struct BrandForm: Sendable {
    /// From a field in the catalog's words, such as `competitors.3.websites.0`, to the form's field and the place in its list.
    typealias Locate = @Sendable (String) -> (name: String, index: Int?)

    let specs: @Sendable (Brand) -> [FieldSpec]
    /// - Throws: ``CatalogError/notFound(_:)`` when the part is no longer there.
    let read: @Sendable (Brand) throws -> FormValues
    /// - Throws: ``CatalogError/notFound(_:)`` when the part is no longer there.
    let write: @Sendable (FormValues, inout BrandState) throws -> Locate

    /// What was sent, and what came of it.
    enum Outcome: Sendable {
        /// The brand as it now is, and whether that is something else than before.
        case saved(Brand, isChanged: Bool)
        case refused(FormValues, FormProblems)
        /// Somebody else changed this part since the form was opened.
        case stale(FormValues, Brand)
    }

    /// The name of the field that carries ``FormValues/fingerprint(_:)`` of what the form began with.
    static let seen = "seen"

    /// Saves what was sent, unless this part of the brand is no longer what the sender saw. Changes to other parts of the brand
    /// in the meantime are in nobody's way: the form writes on top of them.
    func save(_ fields: FormFields, _ visit: BrandVisit, _ brands: BrandService) async throws -> Outcome {
        var brand = visit.brand
        // Again only when somebody changes the brand in the same moment.
        for _ in 0..<5 {
            let specs = specs(brand)
            let values = FormValues(fields, of: specs)
            guard try read(brand).fingerprint(specs) == fields[Self.seen] else { return .stale(values, brand) }
            var state = BrandState(brand)
            let locate = try write(values, &state)
            do {
                let changed = try await brands.change(
                    brand.id, BrandPatch(state), in: visit.organization, ifAt: [brand.revision], by: visit.actor)
                return .saved(changed, isChanged: changed.revision != brand.revision)
            } catch CatalogError.stale {
                brand = try await brands.find(brand.id, in: visit.organization)
            } catch let error as CatalogError {
                guard let problems = FormProblems(error, values, specs, locate) else { throw error }
                return .refused(values, problems)
            }
        }
        return .stale(FormValues(fields, of: specs(brand)), brand)
    }
}

extension BrandPatch {
    /// Makes a brand exactly this; only together with the revision that the state was made from.
    init(_ state: BrandState) {
        self.init()
        let content = state.content
        (name, website, description) = (content.name, content.website, content.description)
        (alternativeNames, excludedNames) = (content.alternativeNames, content.excludedNames)
        (alternativeWebsites, keyTopics) = (content.alternativeWebsites, content.keyTopics)
        (status, caseSensitive, language) = (content.status, content.caseSensitive, content.language)
        (competitors, personas, stages) = (state.competitors, state.personas, state.stages)
    }
}
