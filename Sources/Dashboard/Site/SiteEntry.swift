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

    /// For everyone who has signed in, member of an organization or not.
    static func person(
        _ route: SiteRoute, _ site: Site, _ answer: @escaping @Sendable (PersonVisit, PageRequest) async throws -> Response
    ) -> SiteEntry {
        SiteEntry(method: .get, route: route, audience: .signedIn) { page in
            try await answer(site.door.person(page), page)
        }
    }

    static func personForm(
        _ route: SiteRoute, _ site: Site,
        _ answer: @escaping @Sendable (PersonVisit, CheckedForm, PageRequest) async throws -> Response
    ) -> SiteEntry {
        SiteEntry(method: .post, route: route, audience: .signedIn) { page in
            let sent = try await site.forms.check(page, from: site.door.person)
            return try await answer(sent.visit, sent.form, page)
        }
    }

    static func member(
        _ route: SiteRoute, _ site: Site, _ answer: @escaping @Sendable (MemberVisit, PageRequest) async throws -> Response
    ) -> SiteEntry {
        SiteEntry(method: .get, route: route, audience: .members(.seeOverview)) { page in
            try await answer(site.door.member(page), page)
        }
    }

    static func memberForm(
        _ route: SiteRoute, _ site: Site,
        _ answer: @escaping @Sendable (MemberVisit, CheckedForm, PageRequest) async throws -> Response
    ) -> SiteEntry {
        SiteEntry(method: .post, route: route, audience: .members(.seeOverview)) { page in
            let sent = try await site.forms.check(page, from: site.door.member)
            return try await answer(sent.visit, sent.form, page)
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
            let sent = try await site.forms.check(page) { try await site.door.admin($0, may: permission) }
            return try await answer(sent.visit, sent.form, page)
        }
    }

    static func brand(
        _ route: SiteRoute, _ permission: Permission, _ site: Site,
        _ answer: @escaping @Sendable (BrandVisit, PageRequest) async throws -> Response
    ) -> SiteEntry {
        SiteEntry(method: .get, route: route, audience: .brandMembers(permission)) { page in
            try await answer(site.door.brand(page, may: permission), page)
        }
    }

    /// For whoever has a link to a brand's report that is open.
    static func shared(
        _ route: SiteRoute, _ site: Site, _ answer: @escaping @Sendable (SharedVisit, PageRequest) async throws -> Response
    ) -> SiteEntry {
        SiteEntry(method: .get, route: route, audience: .shareHolders) { page in
            try await answer(site.door.shared(page), page)
        }
    }

    /// - Parameter limit: of the form's size, in bytes.
    static func brandForm(
        _ route: SiteRoute, _ permission: Permission, _ site: Site, upTo limit: Int = PageRequest.bodyLimit,
        _ answer: @escaping @Sendable (BrandVisit, CheckedForm, PageRequest) async throws -> Response
    ) -> SiteEntry {
        SiteEntry(method: .post, route: route, audience: .brandMembers(permission)) { page in
            let sent = try await site.forms.check(page, upTo: limit) { try await site.door.brand($0, may: permission) }
            return try await answer(sent.visit, sent.form, page)
        }
    }
}

/// Who may come to an address.
package enum Audience: Hashable, Sendable {
    case everyone
    /// Whoever has a link to a brand's report that is open; what it shows, and nothing else.
    case shareHolders
    /// Whoever has signed in, whatever they are a member of.
    case signedIn
    /// Members of the organization whose role permits this.
    case members(Permission)
    /// Members of the organization who reach the brand in the address and whose role on it permits this.
    case brandMembers(Permission)
}
