package import APIKeys

/// One address of the dashboard, with its parts in place.
package enum SitePath: Hashable, Sendable {
    case home
    case signIn
    case providerSignIn
    case providerCallback
    case signOut
    case signInCode
    case account
    case accountPassword
    case endSession(Int)
    case endOtherSessions
    case twoFactor
    case changeTwoFactor
    case recoveryCodes
    case setUp(link: String)
    case organization(String)
    case overviewFile(String)
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
    /// The last part is the name of a file.
    case overviewChart(String, Int, String)
    case shares(String, Int)
    case newShare(String, Int)
    /// The last number is the shared link's.
    case shareCreated(String, Int, Int)
    case revokeShare(String, Int, Int)
    case sources(String, Int)
    case sourceDomain(String, Int)
    /// The last part is the name of a file.
    case sourceChart(String, Int, String)
    case competitors(String, Int)
    /// The last number is the competitor's.
    case competitor(String, Int, Int)
    /// The last part is the name of a file.
    case competitorChart(String, Int, String)
    case explorer(String, Int)
    case explorerFile(String, Int)
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
    case promptNumbers(String, Int)
    /// The last number is the prompt's.
    case prompt(String, Int, Int)
    /// The last part is the name of a file.
    case promptChart(String, Int, Int, String)
    case favoritePrompt(String, Int, Int)
    case archivePrompt(String, Int, Int)
    case restorePrompt(String, Int, Int)
    case jobs(String)
    case exportChoice(String)
    case job(String, Int)
    /// The last number is the job's.
    case brandJob(String, Int, Int)
    case cancelJob(String, Int, Int)
    case resumeJob(String, Int, Int)
    case exports(String, Int)
    case exportFile(String, Int, Int)
    case collections(String, Int)
    case cancelCollection(String, Int, Int)
    case responses(String, Int)
    /// The last number is the answer's.
    case response(String, Int, Int)
    case members(String)
    case newInvitation(String)
    case member(String, Int)
    case removeMember(String, Int)
    case invitationCreated(String, Int)
    case resendInvitation(String, Int)
    case revokeInvitation(String, Int)
    case leave(String)
    case invite(link: String)
    case acceptInvite(link: String)
    case shared(link: String)
    /// The last part is the name of a file.
    case sharedChart(link: String, String)
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
        let text = PercentEncoding.query(query)
        return text.isEmpty ? address : "\(address)?\(text)"
    }

    private var parts: (route: SiteRoute, values: [String]) {
        switch self {
        case .home: (.home, [])
        case .signIn: (.signIn, [])
        case .providerSignIn: (.providerSignIn, [])
        case .providerCallback: (.providerCallback, [])
        case .signOut: (.signOut, [])
        case .signInCode: (.signInCode, [])
        case .account: (.account, [])
        case .accountPassword: (.accountPassword, [])
        case .endSession(let id): (.endSession, [String(id)])
        case .endOtherSessions: (.endOtherSessions, [])
        case .twoFactor: (.twoFactor, [])
        case .changeTwoFactor: (.changeTwoFactor, [])
        case .recoveryCodes: (.recoveryCodes, [])
        case .setUp(let link): (.setUp, [link])
        case .organization(let slug): (.organization, [slug])
        case .overviewFile(let slug): (.overviewFile, [slug])
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
        case .overviewChart(let slug, let id, let file): (.overviewChart, [slug, String(id), file])
        case .shares(let slug, let id): (.shares, [slug, String(id)])
        case .newShare(let slug, let id): (.newShare, [slug, String(id)])
        case .shareCreated(let slug, let id, let share): (.shareCreated, [slug, String(id), String(share)])
        case .revokeShare(let slug, let id, let share): (.revokeShare, [slug, String(id), String(share)])
        case .sources(let slug, let id): (.sources, [slug, String(id)])
        case .sourceDomain(let slug, let id): (.sourceDomain, [slug, String(id)])
        case .sourceChart(let slug, let id, let file): (.sourceChart, [slug, String(id), file])
        case .competitors(let slug, let id): (.competitors, [slug, String(id)])
        case .competitor(let slug, let id, let part): (.competitor, [slug, String(id), String(part)])
        case .competitorChart(let slug, let id, let file): (.competitorChart, [slug, String(id), file])
        case .explorer(let slug, let id): (.explorer, [slug, String(id)])
        case .explorerFile(let slug, let id): (.explorerFile, [slug, String(id)])
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
        case .promptNumbers(let slug, let id): (.promptNumbers, [slug, String(id)])
        case .prompt(let slug, let id, let prompt): (.prompt, [slug, String(id), String(prompt)])
        case .promptChart(let slug, let id, let prompt, let file): (.promptChart, [slug, String(id), String(prompt), file])
        case .favoritePrompt(let slug, let id, let prompt): (.favoritePrompt, [slug, String(id), String(prompt)])
        case .archivePrompt(let slug, let id, let prompt): (.archivePrompt, [slug, String(id), String(prompt)])
        case .restorePrompt(let slug, let id, let prompt): (.restorePrompt, [slug, String(id), String(prompt)])
        case .jobs(let slug): (.jobs, [slug])
        case .exportChoice(let slug): (.exportChoice, [slug])
        case .job(let slug, let job): (.job, [slug, String(job)])
        case .brandJob(let slug, let id, let job): (.brandJob, [slug, String(id), String(job)])
        case .cancelJob(let slug, let id, let job): (.cancelJob, [slug, String(id), String(job)])
        case .resumeJob(let slug, let id, let job): (.resumeJob, [slug, String(id), String(job)])
        case .exports(let slug, let id): (.exports, [slug, String(id)])
        case .exportFile(let slug, let id, let job): (.exportFile, [slug, String(id), String(job)])
        case .collections(let slug, let id): (.collections, [slug, String(id)])
        case .cancelCollection(let slug, let id, let job): (.cancelCollection, [slug, String(id), String(job)])
        case .responses(let slug, let id): (.responses, [slug, String(id)])
        case .response(let slug, let id, let answer): (.response, [slug, String(id), String(answer)])
        case .members(let slug): (.members, [slug])
        case .newInvitation(let slug): (.newInvitation, [slug])
        case .member(let slug, let id): (.member, [slug, String(id)])
        case .removeMember(let slug, let id): (.removeMember, [slug, String(id)])
        case .invitationCreated(let slug, let id): (.invitationCreated, [slug, String(id)])
        case .resendInvitation(let slug, let id): (.resendInvitation, [slug, String(id)])
        case .revokeInvitation(let slug, let id): (.revokeInvitation, [slug, String(id)])
        case .leave(let slug): (.leave, [slug])
        case .invite(let link): (.invite, [link])
        case .acceptInvite(let link): (.acceptInvite, [link])
        case .shared(let link): (.shared, [link])
        case .sharedChart(let link, let file): (.sharedChart, [link, file])
        case .audit(let slug): (.audit, [slug])
        case .reference: (.reference, [])
        case .asset(let file): (.asset, [file])
        }
    }
}
