internal import Catalog
internal import Hummingbird

/// Webhooks: the list, a new one with its secret shown once, and their end.
struct WebhooksController: Sendable {
    let site: Site

    var entries: [SiteEntry] {
        [
            .admin(.webhooks, .manageWebhooks, site, list),
            .admin(.newWebhook, .manageWebhooks, site) { visit, _ in show(WebhookInput(), nil, visit) },
            .adminForm(.webhooks, .manageWebhooks, site, create),
            .admin(.webhookCreated, .manageWebhooks, site, created),
            .admin(.removeWebhook, .manageWebhooks, site, confirmRemove),
            .adminForm(.removeWebhook, .manageWebhooks, site) { visit, _, page in
                let webhook = try await site.catalog.webhooks.remove(page.number(), in: visit.organization, by: visit.actor)
                return .seeOther(WebhookNotice.removed.address(visit.slug, webhook.id))
            },
        ]
    }

    @Sendable func list(_ visit: AdminVisit, _ page: PageRequest) async throws -> Response {
        let webhooks = try await site.catalog.webhooks.list(of: visit.organization)
        let attempts = try await site.catalog.webhooks.lastAttempts(of: visit.organization)
        let model = WebhooksPage(
            webhooks, attempts: Dictionary(attempts.map { ($0.webhook, $0) }, uniquingKeysWith: { first, _ in first }),
            notice: WebhookNotice.sentence(in: page.query), slug: visit.slug, words: site.words)
        return site.page(model, for: visit, at: .webhooks)
    }

    @Sendable func create(_ visit: AdminVisit, _ form: CheckedForm, _ page: PageRequest) async throws -> Response {
        let input = WebhookInput(form.fields)
        guard let events = input.chosen else { return show(input, ("events", "Choose all events, or some."), visit) }
        do {
            let made = try await site.catalog.webhooks.create(
                url: input.url, events: events, in: visit.organization, by: visit.actor)
            let nonce = site.reveals.put(
                .webhook(made.webhook.id, made.secret), for: visit.member.session.digest, at: site.catalog.clock.now())
            return .seeOther(SitePath.webhookCreated(visit.slug, made.webhook.id).address(["once": nonce]))
        } catch CatalogError.invalid(let field, let message) {
            return show(input, (field, message), visit)
        } catch CatalogError.conflict(let message) {
            return show(input, ("", message), visit)
        }
    }

    @Sendable func created(_ visit: AdminVisit, _ page: PageRequest) async throws -> Response {
        let webhook = try await site.catalog.webhooks.find(page.number(), in: visit.organization)
        // A HEAD request shows nothing, so it must not use the one time up.
        guard page.isGet,
            let secret = site.reveals.take(
                page.query["once"], webhook: webhook.id, for: visit.member.session.digest, at: site.catalog.clock.now())
        else {
            let model = ShownOncePage(
                heading: "This signing secret was shown already", name: webhook.url.text,
                explanation: "its secret was shown once, when the webhook was made. Nobody can show it again: it is not stored.",
                remedy: "If not, add a second webhook for the same address and remove this one.",
                againURL: SitePath.newWebhook(visit.slug).address, againLabel: "+ New webhook",
                listURL: SitePath.webhook(visit.slug, webhook.id).address, listLabel: "The webhook")
            return site.page(model, for: visit, at: .webhooks)
        }
        return site.page(WebhookCreatedPage(webhook, secret: secret, slug: visit.slug), for: visit, at: .webhooks)
    }

    @Sendable func confirmRemove(_ visit: AdminVisit, _ page: PageRequest) async throws -> Response {
        let webhook = try await site.catalog.webhooks.find(page.number(), in: visit.organization)
        guard webhook.removed == nil else { return .seeOther(SitePath.webhook(visit.slug, webhook.id).address) }
        let model = ConfirmPage(
            heading: "Remove the webhook to \(webhook.url.host)?",
            effect:
                "Nothing more is sent to \(webhook.url.text), not even what is on its way. Its delivery log is kept for 30 days.",
            remark: "To have it back, add it anew: it will sign with another secret.", action: "Remove webhook",
            url: SitePath.removeWebhook(visit.slug, webhook.id).address,
            cancelURL: SitePath.webhook(visit.slug, webhook.id).address)
        return site.page(model, for: visit, at: .webhooks)
    }

    private func show(_ input: WebhookInput, _ problem: (field: String, message: String)?, _ visit: AdminVisit) -> Response {
        let model = NewWebhookPage(input, problem: problem, slug: visit.slug)
        return site.page(model, for: visit, at: .webhooks, status: model.hasProblems ? .unprocessableContent : .ok)
    }
}
