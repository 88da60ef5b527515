internal import Catalog
internal import Hummingbird

/// What was asked of the platforms for one brand, and taking it back while it waits.
struct CollectionsController: Sendable {
    let site: Site

    var entries: [SiteEntry] {
        [
            .brand(.collections, .seeJobs, site, list),
            .brandForm(.cancelCollection, .cancelJobs, site) { visit, _, page in
                try await site.catalog.collections.cancel(
                    page.number("job"), of: visit.brand.id, in: visit.organization, by: visit.actor)
                return .seeOther(JobNotice.uncollected.address(.collections(visit.slug, visit.brand.id)))
            },
            // After signing in again a browser comes back to the address of the form that it could not send.
            .brand(.cancelCollection, .cancelJobs, site) { visit, _ in
                .seeOther(SitePath.collections(visit.slug, visit.brand.id).address)
            },
        ]
    }

    @Sendable func list(_ visit: BrandVisit, _ page: PageRequest) async throws -> Response {
        let offset = max(0, min(Int(page.query["offset"]) ?? 0, 1_000_000))
        let collections = site.catalog.collections
        let (jobs, total) = try await collections.list(
            of: visit.brand.id, state: nil, limit: CollectionsPage.pageSize, offset: offset)
        let maySeeList = visit.visit.member.role.may(.seeJobs)
        let model = CollectionsPage(
            jobs, total: total, offset: offset, texts: try await texts(of: jobs, visit.brand), of: visit.brand,
            mayCancel: visit.role.may(.cancelJobs), hasCollector: collections.hasCollector,
            notice: JobNotice.sentence(in: page.query), listURL: maySeeList ? SitePath.jobs(visit.slug).address : nil,
            slug: visit.slug, words: site.words)
        return site.page(model, for: visit.visit, at: maySeeList ? .jobs : nil)
    }

    /// Of the prompts of a page, by id.
    private func texts(of jobs: [CollectionJob], _ brand: Brand) async throws -> [Int: String] {
        var texts: [Int: String] = [:]
        for prompt in Set(jobs.map(\.prompt)) { texts[prompt] = try await site.catalog.prompts.find(prompt, of: brand).text }
        return texts
    }
}
