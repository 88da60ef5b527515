internal import Catalog
internal import Hummingbird

/// The list of members, and what one of them may do.
struct MembersController: Sendable {
    let site: Site

    var entries: [SiteEntry] {
        [
            .admin(.members, .seeMembers, site, list),
            .admin(.member, .manageMembers, site) { visit, page in
                let member = try await site.catalog.members.find(page.number(), in: visit.organization)
                return try await show(member, MemberTermsInput(member.terms), nil, visit)
            },
            .adminForm(.member, .manageMembers, site, change),
        ]
    }

    @Sendable func list(_ visit: AdminVisit, _ page: PageRequest) async throws -> Response {
        let members = try await site.catalog.organizations.members(of: visit.organization)
        let brands = try await site.catalog.brands.list(of: visit.organization.id)
        let model = MembersPage(
            members, invitations: try await site.catalog.invitations.list(of: visit.organization),
            brandNames: Dictionary(uniqueKeysWithValues: brands.map { ($0.id, $0.name) }), you: visit.member.session.user,
            notice: MemberNotice.sentence(in: page.query, members: members), slug: visit.slug, words: site.words)
        return site.page(model, for: visit, at: .members)
    }

    @Sendable func change(_ visit: AdminVisit, _ form: CheckedForm, _ page: PageRequest) async throws -> Response {
        let member = try await site.catalog.members.find(page.number(), in: visit.organization)
        let brands = try await site.brandsToGive(visit.organization, holding: member.terms)
        let input = MemberTermsInput(form.fields, brands: brands)
        guard let terms = input.terms else { return try await show(member, input, ("role", MemberTermsInput.roleMissing), visit) }
        do {
            _ = try await site.catalog.members.change(
                member.user.id, to: terms, ifAt: form.fields[MemberPage.seen], in: visit.organization, by: visit.actor)
        } catch CatalogError.invalid(let field, let message) {
            return try await show(member, input, (field, message), visit)
        } catch CatalogError.conflict(let message) {
            return try await show(member, input, ("role", message), visit)
        } catch CatalogError.stale(let message) {
            let now = try await site.catalog.members.find(member.user.id, in: visit.organization)
            return try await show(now, MemberTermsInput(now.terms), ("role", message), visit)
        }
        let isYou = member.user.id == visit.member.session.user.id
        guard !isYou || terms.role.may(.seeMembers) else { return .seeOther(SitePath.organization(visit.slug).address) }
        return .seeOther(MemberNotice.changed.address(visit.slug, member: member.user.id))
    }

    private func show(
        _ member: Membership, _ input: MemberTermsInput, _ problem: (field: String, message: String)?, _ visit: AdminVisit
    ) async throws -> Response {
        let ends = try await site.whatEnds(with: member)
        let model = MemberPage(
            member, input, brands: try await site.brandsToGive(visit.organization, holding: member.terms),
            problem: problem, held: (ends.tokens.count, ends.invitations), isLastAdmin: ends.isLastAdmin,
            isYou: member.user.id == visit.member.session.user.id, slug: visit.slug)
        return site.page(model, for: visit, at: .members, status: model.hasProblems ? .unprocessableContent : .ok)
    }
}
