internal import Catalog
internal import HTTPTypes
internal import Hummingbird

/// Taking somebody out of the organization, and leaving it oneself.
struct RemovalController: Sendable {
    let site: Site

    var entries: [SiteEntry] {
        [
            .admin(.removeMember, .manageMembers, site) { visit, page in
                let member = try await site.catalog.members.find(page.number(), in: visit.organization)
                guard member.user.id != visit.member.session.user.id else { return .seeOther(SitePath.leave(visit.slug).address) }
                return try await confirm(member, visit.member, at: .members)
            },
            .adminForm(.removeMember, .manageMembers, site) { visit, _, page in
                let id = try page.number()
                guard id != visit.member.session.user.id else { return .seeOther(SitePath.leave(visit.slug).address) }
                _ = try await site.catalog.members.remove(id, from: visit.organization, by: visit.actor)
                return .seeOther(MemberNotice.removed.address(visit.slug))
            },
            .member(.leave, site) { visit, _ in try await confirm(visit.membership, visit, at: nil) },
            .memberForm(.leave, site, leave),
        ]
    }

    @Sendable func leave(_ visit: MemberVisit, _ form: CheckedForm, _ page: PageRequest) async throws -> Response {
        // Which organization is left stands in the form too: a form that says nothing asks first.
        guard form.fields[MemberEndPage.field] == visit.slug else {
            return try await confirm(visit.membership, visit, at: nil, status: .unprocessableContent)
        }
        let user = visit.session.user
        _ = try await site.catalog.members.remove(user.id, from: visit.organization, by: .user(user))
        return .seeOther(SitePath.home.address)
    }

    private func confirm(
        _ member: Membership, _ visit: MemberVisit, at section: Section?, status: HTTPResponse.Status = .ok
    ) async throws -> Response {
        let ends = try await site.whatEnds(with: member)
        let model = MemberEndPage(
            member, tokens: ends.tokens, invitations: ends.invitations, isLastAdmin: ends.isLastAdmin,
            isYou: member.user.id == visit.session.user.id)
        return site.page(model, for: visit, at: section, status: status)
    }
}

extension Site {
    /// What hangs on somebody's being an admin: the names of their admin tokens that work, how many invitations of theirs are open, and
    /// whether nobody else is an admin.
    func whatEnds(with member: Membership) async throws -> (tokens: [String], invitations: Int, isLastAdmin: Bool) {
        let tokens = try await catalog.adminTokens.working(of: member.user, in: member.organization)
        let invitations = try await catalog.invitations.list(of: member.organization)
            .count { $0.inviter == member.user.id && $0.state(at: words.now) == .open }
        let admins = try await catalog.organizations.members(of: member.organization).count { $0.role == .admin }
        return (tokens.map(\.name), invitations, member.role == .admin && admins == 1)
    }
}
