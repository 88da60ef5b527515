internal import Catalog
internal import Hummingbird

/// Long work: the list, one job, and ending one before its time.
struct JobsController: Sendable {
    let site: Site

    /// More at once are not followed by anybody.
    private static let mostOpen = 100

    var entries: [SiteEntry] {
        [
            .admin(.jobs, .seeJobs, site, list),
            // What knows a job only by its number comes here.
            .admin(.job, .seeJobs, site) { visit, page in
                let job = try await site.catalog.jobs.find(page.number(), in: visit.organization.id)
                return .seeOther(SitePath.brandJob(visit.slug, job.brand, job.id).address)
            },
            .brand(.brandJob, .seeJobs, site, show),
            .brandForm(.cancelJob, .seeJobs, site) { visit, _, page in
                let found = try await site.job(page, of: visit)
                guard visit.role.may(.cancelJobs) || found.isOwn(of: visit.visit.member) else {
                    throw try await site.door.forbidden(visit, .cancelJobs)
                }
                let job = try await site.catalog.jobs.cancel(found.id, in: visit.organization, by: visit.actor)
                let notice = job.state.isOver ? JobNotice.cancelled : .asked
                return .seeOther(notice.address(.brandJob(visit.slug, job.brand, job.id)))
            },
            // After signing in again a browser comes back to the address of the form that it could not send.
            .brand(.cancelJob, .seeJobs, site, toJob),
            .brandForm(.resumeJob, .cancelJobs, site) { visit, _, page in
                _ = try await site.job(page, of: visit)
                let job = try await site.catalog.jobs.resumeReevaluation(of: visit.brand, by: visit.actor)
                return .seeOther(JobNotice.resumed.address(.brandJob(visit.slug, job.brand, job.id)))
            },
            .brand(.resumeJob, .cancelJobs, site, toJob),
        ]
    }

    @Sendable func toJob(_ visit: BrandVisit, _ page: PageRequest) async throws -> Response {
        let job = try await site.job(page, of: visit)
        return .seeOther(SitePath.brandJob(visit.slug, job.brand, job.id).address)
    }

    @Sendable func list(_ visit: AdminVisit, _ page: PageRequest) async throws -> Response {
        let organization = visit.organization.id
        var lists = JobsPage.Lists()
        lists.before = Int(page.query["before"]).flatMap { $0 > 0 ? $0 : nil }
        var query = JobQuery()
        (query.isOver, query.limit) = (false, Self.mostOpen)
        lists.open = try await site.catalog.jobs.list(query, of: organization)
        (query.isOver, query.limit, query.before) = (true, JobsPage.pageSize + 1, lists.before)
        lists.ended = try await site.catalog.jobs.list(query, of: organization)
        lists.tallies = try await site.catalog.collections.tallies(of: organization)
        let inUse = try await site.catalog.brands.names(of: organization)
        let names = try await names(in: lists, inUse, of: organization)
        let words = site.words
        let model = JobsPage(
            lists, brandNames: names, hasBrands: !inUse.isEmpty, hasCollector: site.catalog.collections.hasCollector,
            notice: JobNotice.sentence(in: page.query), slug: visit.slug, words: words
        ) { job in
            JobRow(
                job, brandName: names[job.brand] ?? "Brand \(job.brand)",
                mayCancel: visit.member.may(.cancelJobs, on: job.brand) || job.isOwn(of: visit.member),
                isKept: site.catalog.jobs.isKept(job), slug: visit.slug,
                words: words)
        }
        return site.page(model, for: visit, at: .jobs)
    }

    /// Of brands by id: those in use, and those of jobs that were archived since.
    private func names(in lists: JobsPage.Lists, _ inUse: [BrandName], of organization: Int) async throws -> [Int: String] {
        var names = Dictionary(inUse.map { ($0.id, $0.name) }) { first, _ in first }
        for brand in Set((lists.open + lists.ended).map(\.brand)) where names[brand] == nil {
            names[brand] = try await site.catalog.brands.find(brand, in: organization).name
        }
        return names
    }

    @Sendable func show(_ visit: BrandVisit, _ page: PageRequest) async throws -> Response {
        let job = try await site.job(page, of: visit)
        let words = site.words
        let maySeeList = visit.visit.member.role.may(.seeJobs)
        let mayCancel = visit.role.may(.cancelJobs)
        let stopped = try await site.stoppedEvaluation(of: visit.brand)
        let isStopped = stopped == job.id
        let row = JobRow(
            job, brandName: visit.brand.name, mayCancel: mayCancel || job.isOwn(of: visit.visit.member),
            isKept: site.catalog.jobs.isKept(job), slug: visit.slug, words: words)
        let model = JobPage(
            job, row: row, faults: try await site.catalog.jobs.faults(of: job),
            resumeURL: isStopped && mayCancel ? SitePath.resumeJob(visit.slug, job.brand, job.id).address : nil,
            notice: JobNotice.sentence(in: page.query),
            listURL: maySeeList ? SitePath.jobs(visit.slug).address : nil, slug: visit.slug,
            words: words)
        return site.page(model, for: visit.visit, at: maySeeList ? .jobs : nil)
    }
}

extension Job {
    /// Whether it is an export that the member asked for, which they may end whatever their role.
    func isOwn(of visit: MemberVisit) -> Bool { kind == .export && startedBy == visit.session.user.email }
}

extension MemberVisit {
    /// Whether the member's role on a brand permits it.
    func may(_ permission: Permission, on brand: Int) -> Bool { membership.role(on: brand)?.may(permission) ?? false }
}

extension Site {
    /// The evaluation of a brand's answers that somebody ended, where it can go on.
    fileprivate func stoppedEvaluation(of brand: Brand) async throws -> Int? {
        guard !brand.isArchived, let last = try await catalog.jobs.openReevaluation(of: brand) else { return nil }
        return last.state.isOver ? last.id : nil
    }

    /// The job in the address.
    /// - Throws: ``CatalogError/notFound(_:)``, also for one of another brand.
    func job(_ page: PageRequest, of visit: BrandVisit) async throws -> Job {
        let job = try await catalog.jobs.find(page.number("job"), in: visit.organization)
        guard job.brand == visit.brand.id else { throw PageFailure.notFound }
        return job
    }
}
