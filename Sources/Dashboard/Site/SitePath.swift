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
    case activity(String, KeyID)
    case explainKey(String, KeyID)
    case receipt(String, KeyID)
    case editKey(String, KeyID)
    case confirmEdit(String, KeyID)
    case narrowKey(String, KeyID)
    case rotateKey(String, KeyID)
    case rotation(String, KeyID)
    case finishRotation(String, KeyID)
    case revokeKey(String, KeyID)
    case approvals(String)
    case approval(String, Int)
    case policy(String)
    case adminTokens(String)
    case newAdminToken(String)
    case adminTokenCreated(String, KeyID)
    case revokeAdminToken(String, KeyID)
    case webhooks(String)
    case newWebhook(String)
    case webhook(String, Int)
    case webhookCreated(String, Int)
    case testWebhook(String, Int)
    case removeWebhook(String, Int)
    /// The last number is the delivery's.
    case delivery(String, Int, Int)
    case brands(String)
    case newBrand(String)
    case archiveBrand(String, Int)
    case restoreBrand(String, Int)
    case brand(String, Int)
    case settings(String, Int)
    case settingsSection(String, Int, SettingsSection)
    case newPart(String, Int, SettingsSection)
    /// The last number is the competitor's or persona's.
    case part(String, Int, SettingsSection, Int)
    case archivePart(String, Int, SettingsSection, Int)
    case stageSet(String, Int, StageSet)
    case prompts(String, Int)
    case newPrompts(String, Int)
    case importPrompts(String, Int)
    case exportPrompts(String, Int)
    /// The last number is the prompt's.
    case prompt(String, Int, Int)
    case favoritePrompt(String, Int, Int)
    case archivePrompt(String, Int, Int)
    case restorePrompt(String, Int, Int)
    case members(String)
    case audit(String)
    /// Of the API.
    case reference
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
    package func address(_ query: KeyValuePairs<String, String>) -> String { address(query.map { ($0.key, $0.value) }) }

    package func address(_ query: [(name: String, value: String)]) -> String {
        let text = query.filter { !$0.value.isEmpty }
            .map { "\(PercentEncoding.encode($0.name))=\(PercentEncoding.encode($0.value))" }
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
        case .activity(let slug, let id): (.activity, [slug, id.description])
        case .explainKey(let slug, let id): (.explainKey, [slug, id.description])
        case .receipt(let slug, let id): (.receipt, [slug, id.description])
        case .editKey(let slug, let id): (.editKey, [slug, id.description])
        case .confirmEdit(let slug, let id): (.confirmEdit, [slug, id.description])
        case .narrowKey(let slug, let id): (.narrowKey, [slug, id.description])
        case .rotateKey(let slug, let id): (.rotateKey, [slug, id.description])
        case .rotation(let slug, let id): (.rotation, [slug, id.description])
        case .finishRotation(let slug, let id): (.finishRotation, [slug, id.description])
        case .revokeKey(let slug, let id): (.revokeKey, [slug, id.description])
        case .approvals(let slug): (.approvals, [slug])
        case .approval(let slug, let id): (.approval, [slug, String(id)])
        case .policy(let slug): (.policy, [slug])
        case .adminTokens(let slug): (.adminTokens, [slug])
        case .newAdminToken(let slug): (.newAdminToken, [slug])
        case .adminTokenCreated(let slug, let id): (.adminTokenCreated, [slug, id.description])
        case .revokeAdminToken(let slug, let id): (.revokeAdminToken, [slug, id.description])
        case .webhooks(let slug): (.webhooks, [slug])
        case .newWebhook(let slug): (.newWebhook, [slug])
        case .webhook(let slug, let id): (.webhook, [slug, String(id)])
        case .webhookCreated(let slug, let id): (.webhookCreated, [slug, String(id)])
        case .testWebhook(let slug, let id): (.testWebhook, [slug, String(id)])
        case .removeWebhook(let slug, let id): (.removeWebhook, [slug, String(id)])
        case .delivery(let slug, let id, let delivery): (.delivery, [slug, String(id), String(delivery)])
        case .brands(let slug): (.brands, [slug])
        case .newBrand(let slug): (.newBrand, [slug])
        case .archiveBrand(let slug, let id): (.archiveBrand, [slug, String(id)])
        case .restoreBrand(let slug, let id): (.restoreBrand, [slug, String(id)])
        case .brand(let slug, let id): (.brand, [slug, String(id)])
        case .settings(let slug, let id): (.settings, [slug, String(id)])
        case .settingsSection(let slug, let id, let section): (.settingsSection, [slug, String(id), section.rawValue])
        case .newPart(let slug, let id, let section): (.newPart, [slug, String(id), section.rawValue])
        case .part(let slug, let id, let section, let part): (.part, [slug, String(id), section.rawValue, String(part)])
        case .archivePart(let slug, let id, let section, let part):
            (.archivePart, [slug, String(id), section.rawValue, String(part)])
        case .stageSet(let slug, let id, let set): (.stageSet, [slug, String(id), set.rawValue])
        case .prompts(let slug, let id): (.prompts, [slug, String(id)])
        case .newPrompts(let slug, let id): (.newPrompts, [slug, String(id)])
        case .importPrompts(let slug, let id): (.importPrompts, [slug, String(id)])
        case .exportPrompts(let slug, let id): (.exportPrompts, [slug, String(id)])
        case .prompt(let slug, let id, let prompt): (.prompt, [slug, String(id), String(prompt)])
        case .favoritePrompt(let slug, let id, let prompt): (.favoritePrompt, [slug, String(id), String(prompt)])
        case .archivePrompt(let slug, let id, let prompt): (.archivePrompt, [slug, String(id), String(prompt)])
        case .restorePrompt(let slug, let id, let prompt): (.restorePrompt, [slug, String(id), String(prompt)])
        case .members(let slug): (.members, [slug])
        case .audit(let slug): (.audit, [slug])
        case .reference: (.reference, [])
        case .asset(let file): (.asset, [file])
        }
    }
}
