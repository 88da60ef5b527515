/// Every address pattern of the dashboard. The router registers these, and every link is made of them, so no link can lead
/// nowhere.
package enum SiteRoute: String, CaseIterable, Sendable {
    case home = "/"
    case signIn = "/sign-in"
    case signOut = "/sign-out"
    case setUp = "/set-up/:link"
    case organization = "/o/:slug"
    case keys = "/o/:slug/keys"
    case newKey = "/o/:slug/keys/new"
    case key = "/o/:slug/keys/:id"
    case keyCreated = "/o/:slug/keys/:id/created"
    case revokeKey = "/o/:slug/keys/:id/revoke"
    case brands = "/o/:slug/brands"
    case newBrand = "/o/:slug/brands/new"
    case archiveBrand = "/o/:slug/brands/:id/archive"
    case restoreBrand = "/o/:slug/brands/:id/restore"
    case members = "/o/:slug/members"
    case audit = "/o/:slug/audit"
    case asset = "/assets/:file"

    package var pattern: String { rawValue }
}
