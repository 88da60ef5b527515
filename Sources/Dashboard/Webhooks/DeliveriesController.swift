internal import Catalog
internal import Hummingbird

/// One webhook and its delivery log: reading it, sending a test, sending a message again.
struct DeliveriesController: Sendable {
    let site: Site

    var entries: [SiteEntry] {
        [
            .admin(.webhook, .manageWebhooks, site, log),
            .adminForm(.testWebhook, .manageWebhooks, site) { visit, _, page in
                let delivery = try await site.catalog.webhooks.sendTest(
                    to: page.number(), in: visit.organization, by: visit.actor)
                return .seeOther(WebhookNotice.tested.address(visit.slug, delivery.webhook))
            },
            // After signing in again a browser comes back to the address of the form that it could not send.
            .admin(.testWebhook, .manageWebhooks, site) { visit, page in
                try .seeOther(SitePath.webhook(visit.slug, page.number()).address)
            },
            .admin(.delivery, .manageWebhooks, site, show),
            .adminForm(.delivery, .manageWebhooks, site) { visit, _, page in
                let (delivery, webhook) = try await find(visit, page)
                _ = try await site.catalog.webhooks.redeliver(delivery.id, in: visit.organization)
                return .seeOther(WebhookNotice.resent.address(visit.slug, webhook.id))
            },
        ]
    }

    @Sendable func log(_ visit: AdminVisit, _ page: PageRequest) async throws -> Response {
        let before = Int(page.query["before"]).flatMap { $0 > 0 ? $0 : nil }
        let webhook = try await site.catalog.webhooks.find(page.number(), in: visit.organization)
        let deliveries = try await site.catalog.webhooks.deliveries(
            of: webhook.id, in: visit.organization, before: before, limit: WebhookPage.pageSize + 1)
        let model = WebhookPage(
            webhook, deliveries: deliveries, before: before, notice: WebhookNotice.sentence(in: page.query), slug: visit.slug,
            words: site.words)
        return site.page(model, for: visit, at: .webhooks)
    }

    @Sendable func show(_ visit: AdminVisit, _ page: PageRequest) async throws -> Response {
        let (delivery, webhook) = try await find(visit, page)
        let model = DeliveryPage(delivery, to: webhook, slug: visit.slug, words: site.words)
        return site.page(model, for: visit, at: .webhooks)
    }

    private func find(_ visit: AdminVisit, _ page: PageRequest) async throws -> (WebhookDelivery, Webhook) {
        let webhook = try await site.catalog.webhooks.find(page.number(), in: visit.organization)
        let delivery = try await site.catalog.webhooks.delivery(page.number("delivery"), in: visit.organization)
        guard delivery.webhook == webhook.id else { throw PageFailure.notFound }
        return (delivery, webhook)
    }
}
