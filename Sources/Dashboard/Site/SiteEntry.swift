internal import HTTPTypes
internal import Hummingbird

/// One line of the table of contents: a method, an address, who may come, and what answers. Which proof a handler takes says
/// who may reach it, so the two cannot disagree.
struct SiteEntry: Sendable {
    typealias Answer = @Sendable (PageRequest) async throws -> Response

    let method: HTTPRequest.Method
    let route: SiteRoute
    let audience: Audience
    let answer: Answer

    /// For everyone, signed in or not.
    static func visitor(_ route: SiteRoute, _ answer: @escaping Answer) -> SiteEntry {
        SiteEntry(method: .get, route: route, audience: .everyone, answer: answer)
    }

    /// A form for people who have not signed in.
    static func visitorForm(
        _ route: SiteRoute, _ site: Site, _ answer: @escaping @Sendable (CheckedForm, PageRequest) async throws -> Response
    ) -> SiteEntry {
        SiteEntry(method: .post, route: route, audience: .everyone) { page in
            try await answer(site.forms.checkVisitor(page), page)
        }
    }

    static func member(
        _ route: SiteRoute, _ site: Site, _ answer: @escaping @Sendable (MemberVisit, PageRequest) async throws -> Response
    ) -> SiteEntry {
        SiteEntry(method: .get, route: route, audience: .members(.seeOverview)) { page in
            try await answer(site.door.member(page), page)
        }
    }

    static func admin(
        _ route: SiteRoute, _ permission: Permission, _ site: Site,
        _ answer: @escaping @Sendable (AdminVisit, PageRequest) async throws -> Response
    ) -> SiteEntry {
        SiteEntry(method: .get, route: route, audience: .members(permission)) { page in
            try await answer(site.door.admin(page, may: permission), page)
        }
    }

    static func adminForm(
        _ route: SiteRoute, _ permission: Permission, _ site: Site,
        _ answer: @escaping @Sendable (AdminVisit, CheckedForm, PageRequest) async throws -> Response
    ) -> SiteEntry {
        SiteEntry(method: .post, route: route, audience: .members(permission)) { page in
            let visit = try await site.door.admin(page, may: permission)
            return try await answer(visit, site.forms.check(page, session: visit.member.session), page)
        }
    }

    static func brand(
        _ route: SiteRoute, _ permission: Permission, _ site: Site,
        _ answer: @escaping @Sendable (BrandVisit, PageRequest) async throws -> Response
    ) -> SiteEntry {
        SiteEntry(method: .get, route: route, audience: .members(permission)) { page in
            try await answer(site.door.brand(page, may: permission), page)
        }
    }

    /// - Parameter limit: of the form's size, in bytes.
    static func brandForm(
        _ route: SiteRoute, _ permission: Permission, _ site: Site, upTo limit: Int = PageRequest.bodyLimit,
        _ answer: @escaping @Sendable (BrandVisit, CheckedForm, PageRequest) async throws -> Response
    ) -> SiteEntry {
        SiteEntry(method: .post, route: route, audience: .members(permission)) { page in
            let visit = try await site.door.brand(page, may: permission)
            return try await answer(visit, site.forms.check(page, session: visit.visit.member.session, upTo: limit), page)
        }
    }
}

/// Who may come to an address.
package enum Audience: Hashable, Sendable {
    case everyone
    /// Members of the organization whose role permits this.
    case members(Permission)
}
