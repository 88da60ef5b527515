package import Catalog
package import HTTPTypes
package import Hummingbird
internal import Logging
package import Visibility
package import Web

/// The web pages: signing in, and what an organization's people see and do there.
package struct Dashboard: Sendable {
    let site: Site
    private let entries: [SiteEntry]
    private let making: any TaskExecutor

    /// Parses every template, once.
    ///
    /// - Parameters:
    ///   - executor: answers the queries behind charts, the same that answers those of the API.
    ///   - document: of the API, for its reference.
    ///   - identityProvider: by which people can sign in, beside passwords.
    ///   - making: runs what makes pages. That takes milliseconds, and a second for a page of the longest answer, in which a connection's
    ///     own thread would serve no other connection.
    package init(
        catalog: Catalog, executor: any QueryExecutor, settings: DashboardSettings, document: APIDocument,
        identityProvider: (any IdentityProvider)? = nil, making: any TaskExecutor = globalConcurrentExecutor
    ) throws {
        self.making = making
        let site = try Site(catalog: catalog, executor: executor, settings: settings, identityProvider: identityProvider)
        self.site = site
        entries =
            HomeController(site: site).entries
            + SignInController(site: site).entries
            + SignInCodeController(site: site).entries
            + ProviderController(site: site).entries
            + SetUpController(site: site).entries
            + AccountController(site: site).entries
            + TwoFactorController(site: site).entries
            + OverviewController(site: site).entries
            + KeysController(site: site).entries
            + NewKeyController(site: site).entries
            + KeyController(site: site).entries
            + EditKeyController(site: site).entries
            + NarrowKeyController(site: site).entries
            + RotationController(site: site).entries
            + RevokeKeyController(site: site).entries
            + ApprovalsController(site: site).entries
            + PolicyController(site: site).entries
            + AdminTokensController(site: site).entries
            + WebhooksController(site: site).entries
            + DeliveriesController(site: site).entries
            + BrandsController(site: site).entries
            + BrandOverviewController(site: site).entries
            + SharesController(site: site).entries
            + SharedController(site: site).entries
            + SourcesController(site: site).entries
            + CompetitorsController(site: site).entries
            + ExplorerController(site: site).entries
            + SettingsController(site: site).entries
            + PromptsController(site: site).entries
            + NewPromptsController(site: site).entries
            + ImportController(site: site).entries
            + PromptController(site: site).entries
            + JobsController(site: site).entries
            + ExportsController(site: site).entries
            + CollectionsController(site: site).entries
            + ResponsesController(site: site).entries
            + MembersController(site: site).entries
            + RemovalController(site: site).entries
            + InvitationsController(site: site).entries
            + InviteController(site: site).entries
            + AuditController(site: site).entries
            + ReferenceController(site: site, document: document).entries
    }

    /// Every method and address pattern that ``addRoutes(to:)`` registers, and for whom it is.
    package var routes: [(method: HTTPRequest.Method, path: String, audience: Audience)] {
        entries.map { ($0.method, $0.route.pattern, $0.audience) }
    }

    package func addRoutes(to router: Router<AppContext>) {
        for entry in entries {
            router.on(RouterPath(entry.route.pattern), method: entry.method) { request, context in
                await respond(PageRequest(request: request, context: context), with: entry.answer, for: entry.audience)
            }
        }
        for route in SiteRoute.allCases {
            let served = entries.filter { $0.route == route }
            let known = served.map(\.method)
            for method in [HTTPRequest.Method.get, .post, .put, .patch, .delete] where !known.contains(method) {
                router.on(RouterPath(route.pattern), method: method) { request, context in
                    await respond(
                        PageRequest(request: request, context: context), with: { _ in throw WrongMethod(allowed: known) },
                        for: served.first?.audience ?? .everyone)
                }
            }
        }
        addWayBack(to: router)
    }

    /// An address that nothing answers, inside an organization or a brand, is a slip of the pen: the page that says so has the way
    /// around it, for whoever reaches that. Others get the one of ``errorPage(status:requestID:)``.
    private func addWayBack(to router: Router<AppContext>) {
        for (place, audience) in [(SiteRoute.organization, Audience.members(.seeBrands)), (.brand, .brandMembers(.seeBrands))] {
            router.get(RouterPath(place.pattern + "/**")) { request, context in
                await respond(
                    PageRequest(request: request, context: context), with: { _ in throw PageFailure(status: .notFound) },
                    for: audience)
            }
        }
    }

    /// A page of the same look for what happens outside the dashboard's own addresses: an address that nothing answers, a
    /// failure in between.
    package func errorPage(status: HTTPResponse.Status, requestID: String) -> Response {
        var response = errorResponse(PageFailure(status: status), requestID: requestID)
        SecurityHeaders.apply(to: &response, for: .everyone)
        return response
    }

    private func respond(
        _ page: PageRequest, with answer: SiteEntry.Answer, for audience: Audience
    ) async -> Response {
        await withTaskExecutorPreference(making) {
            var response: Response
            do {
                response = try await answer(page)
            } catch {
                response = await recover(from: error, page, audience)
            }
            SecurityHeaders.apply(to: &response, for: audience)
            return response
        }
    }

    private func recover(from error: any Error, _ page: PageRequest, _ audience: Audience) async -> Response {
        switch error {
        case let error as SignInNeeded:
            return .seeOther(SitePath.signIn.address(["next": NextPath.sanitized(error.next) ?? ""]))
        case let error as Forbidden:
            await site.catalog.denials.record(error.denial(page))
            return await explained(ErrorPage(error, requestID: page.id), page, audience, status: .forbidden)
        case is ShareClosed:
            return site.renderer.response(ShareClosedPage(), status: .notFound)
        case is Turns<Int>.Crowded:
            var response = errorResponse(.crowded, requestID: page.id)
            response.headers[.retryAfter] = "2"
            return response
        case let error as PageFailure:
            return await explained(ErrorPage(error, requestID: page.id), page, audience, status: error.status)
        case let error as CatalogError:
            let failure = PageFailure(error)
            return await explained(ErrorPage(failure, requestID: page.id), page, audience, status: failure.status)
        case let error as WrongMethod:
            let failure = PageFailure.wrongMethod
            var response = await explained(ErrorPage(failure, requestID: page.id), page, audience, status: failure.status)
            response.headers[.allow] = error.allowed.map(\.rawValue).joined(separator: ", ")
            return response
        case let error as StoreError:
            page.context.logger.error("\(error.message)", metadata: ["request_id": "\(page.id)"])
            return errorResponse(PageFailure(error), requestID: page.id)
        case let error as any HTTPResponseError:
            return errorResponse(PageFailure(status: error.status), requestID: page.id)
        default:
            page.context.logger.error(
                "A page failed", metadata: ["error": "\(error)", "request_id": "\(page.id)"])
            return errorResponse(.broken, requestID: page.id)
        }
    }

    /// What went wrong, with as much of the way around it as the person reaches: of a brand that they do not, they see no more than of one
    /// that is not there.
    private func explained(
        _ error: ErrorPage, _ page: PageRequest, _ audience: Audience, status: HTTPResponse.Status
    ) async -> Response {
        if case .brandMembers = audience, let visit = try? await site.door.brand(page, may: .seeBrands) {
            return site.page(error.inside(visit.slug), for: visit, at: nil, status: status)
        }
        switch audience {
        case .members, .brandMembers:
            guard let visit = try? await site.door.member(page) else { break }
            return site.page(error.inside(visit.slug), for: visit, at: nil, status: status)
        case .signedIn:
            guard let visit = try? await site.door.person(page) else { break }
            return site.page(error, for: visit, status: status)
        case .everyone, .shareHolders: break
        }
        return site.renderer.response(error, status: status)
    }

    /// Without asking who it is for: the database may be what failed.
    private func errorResponse(_ failure: PageFailure, requestID: String) -> Response {
        site.renderer.response(ErrorPage(failure, requestID: requestID), status: failure.status)
    }
}

/// The address is there, the method is not.
private struct WrongMethod: Error {
    let allowed: [HTTPRequest.Method]
}
