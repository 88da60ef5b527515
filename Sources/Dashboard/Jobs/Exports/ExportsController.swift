internal import Catalog
internal import HTTPTypes
internal import Hummingbird

/// Answers as files: asking for one, and fetching it.
struct ExportsController: Sendable {
    let site: Site

    var entries: [SiteEntry] {
        [
            .admin(.exportChoice, .seeJobs, site, choose),
            .brand(.exports, .seeJobs, site) { visit, page in show(ExportForm(page.query), isSent: false, visit) },
            .brandForm(.exports, .seeJobs, site, request),
            .brand(.exportFile, .seeBrands, site, fetch),
        ]
    }

    @Sendable func choose(_ visit: AdminVisit, _ page: PageRequest) async throws -> Response {
        if let brand = Int(page.query["brand"]) { return .seeOther(SitePath.exports(visit.slug, brand).address) }
        let names = try await site.catalog.brands.names(of: visit.organization.id)
        let brands = visit.member.membership.reachable(among: names)
        if brands.count == 1, let only = brands.first { return .seeOther(SitePath.exports(visit.slug, only.id).address) }
        return site.page(ExportChoicePage(brands, slug: visit.slug), for: visit, at: .jobs)
    }

    @Sendable func request(_ visit: BrandVisit, _ sent: CheckedForm, _ page: PageRequest) async throws -> Response {
        let form = ExportForm(sent.fields)
        guard let request = form.request else { return show(form, isSent: true, visit) }
        let job = try await site.catalog.jobs.requestExport(request, of: visit.brand, by: visit.actor)
        return .seeOther(JobNotice.exported.address(.brandJob(visit.slug, visit.brand.id, job.id)))
    }

    private func show(_ form: ExportForm, isSent: Bool, _ visit: BrandVisit) -> Response {
        let maySeeList = visit.visit.member.role.may(.seeJobs)
        let back: SitePath = maySeeList ? .jobs(visit.slug) : .brand(visit.slug, visit.brand.id)
        let model = ExportPage(form, isSent: isSent, cancelURL: back.address, brand: visit.brand, slug: visit.slug)
        return site.page(
            model, for: visit.visit, at: maySeeList ? .jobs : nil, status: model.hasProblems ? .unprocessableContent : .ok)
    }

    @Sendable func fetch(_ visit: BrandVisit, _ page: PageRequest) async throws -> Response {
        let job = try await site.job(page, of: visit)
        guard let files = site.settings.exports, let request = job.export, site.catalog.jobs.isKept(job) else {
            throw PageFailure.notFound
        }
        let body: ResponseBody
        do {
            body = try await FileIO().loadFile(path: files.path(of: job.id, attempt: job.attempt), context: page.context)
        } catch let error as HTTPError where error.status == .notFound {
            throw PageFailure.notFound
        }
        let name = "answers-\(job.brand)-\(job.id).\(request.format.rawValue).gz"
        return Response(
            status: .ok,
            headers: [.contentType: "application/gzip", .contentDisposition: "attachment; filename=\"\(name)\""], body: body)
    }
}
