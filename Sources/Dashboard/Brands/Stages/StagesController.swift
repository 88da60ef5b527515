internal import Catalog
internal import HTTPTypes
internal import Hummingbird

/// The stages of a brand, and putting one of the usual sets in their place.
struct StagesController: Sendable {
    let site: Site

    var entries: [SiteEntry] {
        [
            .brand(.stageSet, .changeBrands, site, confirm),
            .brandForm(.stageSet, .changeBrands, site, use),
        ]
    }

    func show(_ visit: BrandVisit, _ page: PageRequest) async throws -> Response {
        let notice = SettingsNotice.sentence(in: page.query) { _ in nil }
        let model = try StagesPage(visit, counts: try await counts(visit.brand), notice: notice)
        return site.page(model, for: visit, at: .settings)
    }

    func save(_ visit: BrandVisit, _ form: CheckedForm) async throws -> Response {
        switch try await BrandForm.stages.save(form.fields, visit, site.catalog.brands) {
        case .saved(let brand, let isChanged):
            let notice: SettingsNotice = isChanged ? .saved : .same
            return .seeOther(notice.address(.settingsSection(visit.slug, brand.id, .stages)))
        case .refused(let values, let problems):
            let counts = try await counts(visit.brand)
            let model = try StagesPage(visit, counts: counts, values: values, problems: problems)
            return site.page(model, for: visit, at: .settings, status: .unprocessableContent)
        case .stale(let values, let brand):
            let model = try StagesPage(visit, counts: try await counts(brand), values: values, staleAt: brand)
            return site.page(model, for: visit, at: .settings, status: .conflict)
        }
    }

    @Sendable func confirm(_ visit: BrandVisit, _ page: PageRequest) async throws -> Response {
        let set = try page.stageSet()
        let counts = try await counts(visit.brand)
        let leavers = set.leavers(visit.brand.stages)
        let moving = leavers.reduce(0) { $0 + (counts[$1.id] ?? 0) }
        let remark =
            leavers.isEmpty
            ? "No stage of \(visit.brand.name) is removed."
            : "\(leavers.map(\.content.name).inWords) \(leavers.count == 1 ? "is" : "are") removed; \(counted(moving, "prompt")) \(moving == 1 ? "stays" : "stay") there until somebody moves \(moving == 1 ? "it" : "them")."
        let model = ConfirmPage(
            heading: "Use \(set.label.prefix(1).lowercased() + set.label.dropFirst())?",
            effect:
                "\(visit.brand.name) then has the stages \(set.stageNames). A stage that means the same as one of these keeps its name and its prompts.",
            remark: remark, action: "Use this set", url: SitePath.stageSet(visit.slug, visit.brand.id, set).address,
            cancelURL: SitePath.settingsSection(visit.slug, visit.brand.id, .stages).address)
        return site.page(model, for: visit, at: .settings)
    }

    @Sendable func use(_ visit: BrandVisit, _ form: CheckedForm, _ page: PageRequest) async throws -> Response {
        let set = try page.stageSet()
        var state = BrandState(visit.brand)
        set.replace(&state.stages)
        var patch = BrandPatch()
        patch.stages = state.stages
        let brand = try await site.catalog.brands.change(
            visit.brand.id, patch, in: visit.organization, ifAt: [visit.brand.revision], by: visit.actor)
        let notice: SettingsNotice = brand.revision != visit.brand.revision ? .saved : .same
        return .seeOther(notice.address(.settingsSection(visit.slug, brand.id, .stages)))
    }

    /// How many prompts in use each stage has.
    private func counts(_ brand: Brand) async throws -> [Int: Int] {
        var counts: [Int: Int] = [:]
        for stage in brand.stages {
            var query = PromptQuery()
            query.stage = stage.content.name
            counts[stage.id] = try await site.catalog.prompts.count(query, of: brand)
        }
        return counts
    }
}

extension PageRequest {
    fileprivate func stageSet() throws -> StageSet {
        guard let set = StageSet(rawValue: context.parameters.get("set") ?? "") else { throw PageFailure.notFound }
        return set
    }
}
