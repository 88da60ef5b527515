internal import Catalog
internal import Hummingbird

/// Sharing a brand's report: a new link shown once, the list of them, and their end.
struct SharesController: Sendable {
    let site: Site

    var entries: [SiteEntry] {
        [
            .brand(.shares, .shareBrands, site, list),
            .brand(.newShare, .shareBrands, site) { visit, page in
                try await show(ShareInput(), BrandView(page.query, today: site.today), nil, visit)
            },
            .brandForm(.newShare, .shareBrands, site, create),
            .brand(.shareCreated, .shareBrands, site, created),
            .brand(.revokeShare, .shareBrands, site, confirmRevoke),
            .brandForm(.revokeShare, .shareBrands, site) { visit, _, page in
                _ = try await site.catalog.shares.revoke(page.number("share"), of: visit.brand, by: visit.actor)
                return .seeOther(ShareNotice.revoked.address(visit.slug, visit.brand.id))
            },
        ]
    }

    @Sendable func list(_ visit: BrandVisit, _ page: PageRequest) async throws -> Response {
        let part = ListPart(page)
        let shares = try await site.catalog.shares.list(of: visit.brand, part)
        let model = SharesPage(shares, part, notice: ShareNotice.sentence(in: page.query), visit, words: site.words)
        return site.page(model, for: visit, at: .overview)
    }

    @Sendable func create(_ visit: BrandVisit, _ form: CheckedForm, _ page: PageRequest) async throws -> Response {
        let input = ShareInput(form.fields)
        let view = BrandView(form.fields, today: site.today)
        // Other days than were asked for must not be shared unseen.
        if let complaint = view.complaint { return try await show(input, view, ("view", complaint), visit) }
        guard let days = input.chosenDays else {
            let message = "Choose for how many days the link is to work, 1 to \(ShareService.days.upperBound)."
            return try await show(input, view, ("days", message), visit)
        }
        do {
            let made = try await site.catalog.shares.create(
                for: input.recipient, view: SharedView(view).text, days: days, of: visit.brand, by: visit.actor)
            let nonce = site.reveals.put(
                .share(made), for: visit.visit.member.session.digest, at: site.catalog.clock.now())
            return .seeOther(SitePath.shareCreated(visit.slug, visit.brand.id, made.share.id).address(["once": nonce]))
        } catch CatalogError.invalid(let field, let message) {
            return try await show(input, view, (field, message), visit)
        }
    }

    @Sendable func created(_ visit: BrandVisit, _ page: PageRequest) async throws -> Response {
        let share = try await site.catalog.shares.find(page.number("share"), of: visit.brand)
        // A HEAD request shows nothing, so it must not use the one time up.
        guard page.isGet,
            let made = site.reveals.take(
                page.query["once"], share: share.id, for: visit.visit.member.session.digest, at: site.catalog.clock.now())
        else {
            let model = ShownOncePage(
                heading: "This link was shown already", name: share.recipient,
                explanation:
                    "the link was shown once, when it was made. Nobody can show it again: only a fingerprint of it is kept.",
                remedy: "If it is lost, revoke it in the list and make a new one.",
                againURL: SitePath.newShare(visit.slug, visit.brand.id).address, againLabel: "+ New link",
                listURL: SitePath.shares(visit.slug, visit.brand.id).address, listLabel: "Shared links")
            return site.page(model, for: visit, at: .overview)
        }
        let address = site.baseURL(page) + SitePath.shared(link: made.link).address
        return site.page(ShareCreatedPage(made, address: address, visit, words: site.words), for: visit, at: .overview)
    }

    @Sendable func confirmRevoke(_ visit: BrandVisit, _ page: PageRequest) async throws -> Response {
        let share = try await site.catalog.shares.find(page.number("share"), of: visit.brand)
        let opened = share.openedAt.map { "It was last opened \(site.words.hour($0).words)." }
        let model = ConfirmPage(
            heading: "Revoke the link for \(share.recipient)?",
            effect:
                "It opens nothing any more, at once and for good. Whoever opens it is told that it does not work, and not why.",
            remark: opened ?? "It was never opened.", action: "Revoke link",
            url: SitePath.revokeShare(visit.slug, visit.brand.id, share.id).address,
            cancelURL: SitePath.shares(visit.slug, visit.brand.id).address)
        return site.page(model, for: visit, at: .overview)
    }

    private func show(
        _ input: ShareInput, _ view: BrandView, _ problem: (field: String, message: String)?, _ visit: BrandVisit
    ) async throws -> Response {
        guard !visit.brand.isArchived else {
            throw CatalogError.conflict("\(visit.brand.name) is archived. Restore it, then share it.")
        }
        let open = try await site.catalog.shares.liveCount(of: visit.brand)
        let model = NewSharePage(input, view: view, problem: problem, open: open, visit, words: site.words)
        return site.page(model, for: visit, at: .overview, status: model.hasProblems ? .unprocessableContent : .ok)
    }
}
