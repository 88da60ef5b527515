package import APIKeys

/// One address of the dashboard, with its parts in place.
package enum SitePath: Hashable, Sendable {
    case home
    case signIn
    case signOut
    case setUp(link: String)
    case organization(String)
    case keys(String)
    case newKey(String)
    case key(String, KeyID)
    case keyCreated(String, KeyID)
    case revokeKey(String, KeyID)
    case brands(String)
    case newBrand(String)
    case archiveBrand(String, Int)
    case restoreBrand(String, Int)
    case members(String)
    case audit(String)
    case asset(String)

    package var route: SiteRoute { parts.route }

    /// The path as it stands in a link.
    package var address: String {
        let (route, values) = parts
        var rest = values[...]
        let segments = route.pattern.split(separator: "/").map { segment in
            segment.first == ":" ? PercentEncoding.encode(rest.popFirst() ?? "") : String(segment)
        }
        return "/" + segments.joined(separator: "/")
    }

    /// The path with a query behind it; empty values are left out.
    package func address(_ query: KeyValuePairs<String, String>) -> String {
        let text = query.filter { !$0.value.isEmpty }
            .map { "\(PercentEncoding.encode($0.key))=\(PercentEncoding.encode($0.value))" }
            .joined(separator: "&")
        return text.isEmpty ? address : "\(address)?\(text)"
    }

    private var parts: (route: SiteRoute, values: [String]) {
        switch self {
        case .home: (.home, [])
        case .signIn: (.signIn, [])
        case .signOut: (.signOut, [])
        case .setUp(let link): (.setUp, [link])
        case .organization(let slug): (.organization, [slug])
        case .keys(let slug): (.keys, [slug])
        case .newKey(let slug): (.newKey, [slug])
        case .key(let slug, let id): (.key, [slug, id.description])
        case .keyCreated(let slug, let id): (.keyCreated, [slug, id.description])
        case .revokeKey(let slug, let id): (.revokeKey, [slug, id.description])
        case .brands(let slug): (.brands, [slug])
        case .newBrand(let slug): (.newBrand, [slug])
        case .archiveBrand(let slug, let id): (.archiveBrand, [slug, String(id)])
        case .restoreBrand(let slug, let id): (.restoreBrand, [slug, String(id)])
        case .members(let slug): (.members, [slug])
        case .audit(let slug): (.audit, [slug])
        case .asset(let file): (.asset, [file])
        }
    }
}
