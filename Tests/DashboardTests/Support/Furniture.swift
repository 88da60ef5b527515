import APIKeys
import Catalog
import Testing

@testable import Dashboard

/// Things for the addresses of the dashboard to name, made as they are needed.
struct Furniture: Sendable {
    let site: TestSite
    private let admin: User

    init(_ site: TestSite) async throws {
        self.site = site
        let members = try await site.catalog.organizations.members(of: site.northwind)
        admin = try #require(members.first { $0.user.email == "admin@northwind.example" }).user
    }

    /// What a brand has one of.
    struct Things: Sendable {
        let competitor: Int
        let prompt: Int
        let answer: Int
        let share: Int
        let job: Int
        let collection: Int
    }

    /// Unlike every other.
    private var name: String { "Thing \(KeyID.random())" }

    func things(of brand: Brand) async throws -> Things {
        let (catalog, organization) = (site.catalog, site.northwind.id)
        let competitor = try await catalog.brands.add(
            CompetitorContent(name: name), to: brand.id, in: organization, by: .commandLine)
        let prompt = try await catalog.prompts.create(
            PromptDraft(text: name), of: brand.id, in: organization, by: .commandLine
        ).prompt
        let answer = AnswerDraft(prompt: .id(prompt.id), platform: .chatGPT, text: "Nobody is named.")
        let answers = try await catalog.observations.add([answer], to: brand.id, in: organization).get()
        let share = try await catalog.shares.create(
            for: name, view: SharedView(BrandView()).text, of: brand, by: .commandLine
        ).share
        let job = try await catalog.jobs.begin(JobDraft(.responseImport, of: brand, title: name, by: .commandLine))
        let collections = try await catalog.collections.request(
            prompt: prompt.id, on: [.chatGPT], of: brand.id, in: organization, by: .commandLine)
        return Things(
            competitor: competitor.id, prompt: prompt.id, answer: try #require(answers.ids.first), share: share.id,
            job: job.ticket.job, collection: try #require(collections.first).id)
    }

    /// A brand that was archived with all that it has.
    func archivedBrand() async throws -> (brand: Brand, things: Things) {
        let brand = try await brand("Proseware")
        let things = try await things(of: brand)
        return (try await site.catalog.brands.archive(brand.id, in: site.northwind.id, by: .commandLine), things)
    }

    private func brand(_ name: String) async throws -> Brand {
        try await site.catalog.brands.create(
            BrandDraft(BrandContent(name: name, website: "", description: "")), in: site.northwind.id, by: .commandLine)
    }

    // MARK: Addresses

    /// Of a page or form of a brand.
    func address(_ route: SiteRoute, of brand: Brand, _ things: Things) -> String {
        let isPart = [.newPart, .part, .archivePart].contains(route)
        let chart =
            switch route {
            case .sourceChart: "owners.csv"
            case .competitorChart: "share-of-voice.csv"
            case .promptChart: "prompt-trend.csv"
            default: "trend.csv"
            }
        let job = route == .cancelCollection ? things.collection : things.job
        let path = filled(
            route,
            [
                "id": brand.id, "part": things.competitor, "prompt": things.prompt, "answer": things.answer,
                "share": things.share, "job": job, "section": isPart ? "competitors" : "names", "set": "funnel", "chart": chart,
            ])
        return route == .sourceDomain ? "\(path)?domain=news.example" : path
    }

    /// Of a page or form of the organization, with a thing of its own that no other request has touched.
    func address(_ route: SiteRoute) async throws -> String {
        let pattern = route.pattern
        guard pattern.contains(":id") else { return filled(route, [:]) }
        if pattern.contains("/keys/") { return filled(route, ["id": try await key(for: route)]) }
        let (catalog, northwind) = (site.catalog, site.northwind)
        if pattern.contains("/admin-tokens/") {
            let made = try await catalog.adminTokens.create(name: "Terraform", for: admin, in: northwind, by: .commandLine)
            return filled(route, ["id": made.token.id])
        }
        if pattern.contains("/webhooks/") {
            let webhook = try await catalog.webhooks.create(
                url: "https://hooks.example.com/x", in: northwind, by: .commandLine
            ).webhook
            let delivery = try await catalog.webhooks.sendTest(to: webhook.id, in: northwind, by: .commandLine)
            return filled(route, ["id": webhook.id, "delivery": delivery.id])
        }
        let email = "\(KeyID.random())@northwind.example".lowercased()
        if pattern.contains("/invitations/") {
            let made = try await catalog.invitations.invite(
                email: email, terms: MemberTerms(.viewer), to: northwind, by: .commandLine, address: { $0 })
            return filled(route, ["id": made.invitation.id])
        }
        if pattern.contains("/members/") {
            let membership = try await catalog.members.add(
                email: email, terms: MemberTerms(.viewer), to: northwind, by: .commandLine)
            return filled(route, ["id": membership.user.id])
        }
        if pattern.contains("/brands/") { return filled(route, ["id": try await brand(name).id]) }
        if pattern.contains("/jobs/") {
            let draft = JobDraft(.responseImport, of: site.fabrikam, title: name, by: .commandLine)
            return filled(route, ["id": try await catalog.jobs.begin(draft).ticket.job])
        }
        return filled(route, ["id": 1])
    }

    /// In the state that the page is about.
    private func key(for route: SiteRoute) async throws -> KeyID {
        let keys = site.catalog.keys
        let draft = KeyDraft(name: "Looker", scopes: [.query], brands: .all, expiresAt: nil)
        let key = try await keys.create(draft, in: site.northwind, by: .commandLine).key.id
        switch route {
        case .rotation, .finishRotation:
            _ = try await keys.rotate(key, RotationRequest(overlap: .seconds(86_400)), in: site.northwind, by: .commandLine)
        case .receipt: _ = try await keys.revoke(key, in: site.northwind, by: .commandLine)
        default: break
        }
        return key
    }

    private func filled(_ route: SiteRoute, _ values: [String: any CustomStringConvertible]) -> String {
        let parts = route.pattern.split(separator: "/").map { part -> String in
            guard part.first == ":" else { return String(part) }
            let name = String(part.dropFirst())
            return name == "slug" ? site.northwind.slug : values[name]?.description ?? "1"
        }
        return "/" + parts.joined(separator: "/")
    }
}
