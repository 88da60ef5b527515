package import Catalog
package import HTTPTypes
package import Hummingbird
internal import Logging
package import Web

/// The web pages: signing in, and what an organization's people see and do there.
package struct Dashboard: Sendable {
    private let site: Site
    private let entries: [SiteEntry]

    /// Parses every template, once.
    ///
    /// - Parameter document: of the API, for its reference.
    package init(catalog: Catalog, settings: DashboardSettings, document: APIDocument) throws {
        let site = try Site(catalog: catalog, settings: settings)
        self.site = site
        entries =
            HomeController(site: site).entries
            + SignInController(site: site).entries
            + SetUpController(site: site).entries
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
            + SettingsController(site: site).entries
            + PromptsController(site: site).entries
            + NewPromptsController(site: site).entries
            + ImportController(site: site).entries
            + PromptController(site: site).entries
            + MembersController(site: site).entries
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
                await respond(PageRequest(request: request, context: context), with: entry.answer)
            }
        }
        for route in SiteRoute.allCases {
            let known = entries.filter { $0.route == route }.map(\.method)
            for method in [HTTPRequest.Method.get, .post, .put, .patch, .delete] where !known.contains(method) {
                router.on(RouterPath(route.pattern), method: method) { request, context in
                    await respond(PageRequest(request: request, context: context)) { _ in throw WrongMethod(allowed: known) }
                }
            }
        }
    }

    /// A page of the same look for what happens outside the dashboard's own addresses: an address that nothing answers, a
    /// failure in between.
    package func errorPage(status: HTTPResponse.Status, requestID: String) -> Response {
        var response = errorResponse(PageFailure(status: status), requestID: requestID)
        SecurityHeaders.apply(to: &response)
        return response
    }

    private func respond(_ page: PageRequest, with answer: SiteEntry.Answer) async -> Response {
        var response: Response
        do {
            response = try await answer(page)
        } catch {
            response = await recover(from: error, page)
        }
        SecurityHeaders.apply(to: &response)
        return response
    }

    private func recover(from error: any Error, _ page: PageRequest) async -> Response {
        switch error {
        case let error as SignInNeeded:
            return .seeOther(SitePath.signIn.address(["next": NextPath.sanitized(error.next) ?? ""]))
        case let error as Forbidden:
            await site.catalog.denials.record(error.denial(page))
            return site.page(ErrorPage(error, requestID: page.id), for: error.visit, at: nil, status: .forbidden)
        case let error as PageFailure:
            return errorResponse(error, requestID: page.id)
        case let error as CatalogError:
            return errorResponse(PageFailure(error), requestID: page.id)
        case let error as WrongMethod:
            var response = errorResponse(.wrongMethod, requestID: page.id)
            response.headers[.allow] = error.allowed.map(\.rawValue).joined(separator: ", ")
            return response
        case let error as StoreError:
            page.context.logger.error("\(error.message)", metadata: ["request_id": "\(page.id)"])
            return errorResponse(PageFailure(error), requestID: page.id)
        default:
            page.context.logger.error(
                "A page failed", metadata: ["error": "\(error)", "request_id": "\(page.id)"])
            return errorResponse(.broken, requestID: page.id)
        }
    }

    private func errorResponse(_ failure: PageFailure, requestID: String) -> Response {
        site.renderer.response(ErrorPage(failure, requestID: requestID), status: failure.status)
    }
}

/// The address is there, the method is not.
private struct WrongMethod: Error {
    let allowed: [HTTPRequest.Method]
}
