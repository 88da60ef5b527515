internal import Mustache

/// The templates, compiled into the binary from the `.mustache` files beside the pages.
enum Template: String, CaseIterable, Sendable {
    // Parts of pages.
    case layout
    case formToken = "form-token"
    case moment
    case problems
    case pager
    // Pages.
    case error
    case signIn = "sign-in"
    case setUp = "set-up"
    case setUpOver = "set-up-over"
    case noOrganization = "no-organization"
    case overview
    case keys
    case newKey = "new-key"
    case key
    case keyCreated = "key-created"
    case keyShown = "key-shown"
    case revokeKey = "revoke-key"
    case brands
    case newBrand = "new-brand"
    case brandState = "brand-state"
    case members
    case audit

    var text: String {
        let bytes =
            switch self {
            case .layout: PackageResources.layout_mustache
            case .formToken: PackageResources.form_token_mustache
            case .moment: PackageResources.moment_mustache
            case .problems: PackageResources.problems_mustache
            case .pager: PackageResources.pager_mustache
            case .error: PackageResources.error_mustache
            case .signIn: PackageResources.sign_in_mustache
            case .setUp: PackageResources.set_up_mustache
            case .setUpOver: PackageResources.set_up_over_mustache
            case .noOrganization: PackageResources.no_organization_mustache
            case .overview: PackageResources.overview_mustache
            case .keys: PackageResources.keys_mustache
            case .newKey: PackageResources.new_key_mustache
            case .key: PackageResources.key_mustache
            case .keyCreated: PackageResources.key_created_mustache
            case .keyShown: PackageResources.key_shown_mustache
            case .revokeKey: PackageResources.revoke_key_mustache
            case .brands: PackageResources.brands_mustache
            case .newBrand: PackageResources.new_brand_mustache
            case .brandState: PackageResources.brand_state_mustache
            case .members: PackageResources.members_mustache
            case .audit: PackageResources.audit_mustache
            }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// Every template, parsed.
    static func library() throws -> MustacheLibrary {
        MustacheContentTypes.register(HTMLEscaping(), named: HTMLEscaping.name)
        var library = MustacheLibrary()
        for template in allCases {
            try library.register(template.text, named: template.rawValue)
        }
        return library
    }
}
