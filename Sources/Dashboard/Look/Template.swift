internal import Mustache

/// The templates, compiled into the binary from the `.mustache` files beside the pages.
enum Template: String, CaseIterable, Sendable {
    // Parts of pages.
    case layout
    case formToken = "form-token"
    case moment
    case problems
    case lifeField = "life-field"
    case pager
    case keyHead = "key-head"
    case keyForm = "key-form"
    case expiryField = "expiry-field"
    case impact
    case counts
    case chart
    case changes
    case notices
    case span
    case prose
    case fields
    case operation
    case brandForm = "brand-form"
    case formField = "form-field"
    case settingsHead = "settings-head"
    case stageKind = "stage-kind"
    case stageName = "stage-name"
    case filterSelect = "filter-select"
    case viewForm = "view-form"
    case newestAnswer = "newest-answer"
    case chartFrame = "chart-frame"
    case chartTable = "chart-table"
    case seriesChart = "series-chart"
    case explorerForm = "explorer-form"
    case change
    case sparkline
    case mover
    case brandReport = "brand-report"
    case proofFields = "proof-fields"
    case progress
    case dataTools = "data-tools"
    case citedPages = "cited-pages"
    case promptVisibility = "prompt-visibility"
    case rivalLine = "rival-line"
    case rivalKey = "rival-key"
    case rivalTable = "rival-table"
    // Pages.
    case refusedView = "refused-view"
    case error
    case signIn = "sign-in"
    case signInCode = "sign-in-code"
    case account
    case twoFactorSetUp = "two-factor-set-up"
    case twoFactor = "two-factor"
    case recoveryCodes = "recovery-codes"
    case setUp = "set-up"
    case setUpOver = "set-up-over"
    case noOrganization = "no-organization"
    case overview
    case keys
    case newKey = "new-key"
    case key
    case keyCreated = "key-created"
    case keyShown = "key-shown"
    case editKey = "edit-key"
    case keyChange = "key-change"
    case narrowKey = "narrow-key"
    case rotateKey = "rotate-key"
    case rotation
    case activity
    case explainKey = "explain-key"
    case revokeKey = "revoke-key"
    case approvals
    case policy
    case adminTokens = "admin-tokens"
    case newAdminToken = "new-admin-token"
    case adminTokenCreated = "admin-token-created"
    case webhooks
    case newWebhook = "new-webhook"
    case webhook
    case webhookCreated = "webhook-created"
    case delivery
    case confirm
    case shownOnce = "shown-once"
    case brandOverview = "brand-overview"
    case shares
    case newShare = "new-share"
    case shareCreated = "share-created"
    case sharedReport = "shared-report"
    case shareClosed = "share-closed"
    case sources
    case sourceDomain = "source-domain"
    case competitors
    case competitor
    case explorer
    case brands
    case newBrand = "new-brand"
    case brandState = "brand-state"
    case settings
    case parts
    case part
    case stages
    case prompts
    case bulk
    case prompt
    case newPrompts = "new-prompts"
    case importPrompts = "import-prompts"
    case importPreview = "import-preview"
    case jobs
    case job
    case export
    case exportChoice = "export-choice"
    case collections
    case responses
    case response
    case members
    case memberTerms = "member-terms"
    case member
    case memberEnd = "member-end"
    case newInvitation = "new-invitation"
    case invitationCreated = "invitation-created"
    case invite
    case inviteOver = "invite-over"
    case audit
    case reference

    var text: String {
        let bytes =
            switch self {
            case .layout: PackageResources.layout_mustache
            case .formToken: PackageResources.form_token_mustache
            case .moment: PackageResources.moment_mustache
            case .problems: PackageResources.problems_mustache
            case .lifeField: PackageResources.life_field_mustache
            case .pager: PackageResources.pager_mustache
            case .keyHead: PackageResources.key_head_mustache
            case .keyForm: PackageResources.key_form_mustache
            case .expiryField: PackageResources.expiry_field_mustache
            case .impact: PackageResources.impact_mustache
            case .counts: PackageResources.counts_mustache
            case .chart: PackageResources.chart_mustache
            case .changes: PackageResources.changes_mustache
            case .notices: PackageResources.notices_mustache
            case .span: PackageResources.span_mustache
            case .prose: PackageResources.prose_mustache
            case .fields: PackageResources.fields_mustache
            case .operation: PackageResources.operation_mustache
            case .brandForm: PackageResources.brand_form_mustache
            case .formField: PackageResources.form_field_mustache
            case .settingsHead: PackageResources.settings_head_mustache
            case .stageKind: PackageResources.stage_kind_mustache
            case .stageName: PackageResources.stage_name_mustache
            case .proofFields: PackageResources.proof_fields_mustache
            case .signInCode: PackageResources.sign_in_code_mustache
            case .account: PackageResources.account_mustache
            case .twoFactorSetUp: PackageResources.two_factor_set_up_mustache
            case .twoFactor: PackageResources.two_factor_mustache
            case .recoveryCodes: PackageResources.recovery_codes_mustache
            case .filterSelect: PackageResources.filter_select_mustache
            case .viewForm: PackageResources.view_form_mustache
            case .newestAnswer: PackageResources.newest_answer_mustache
            case .chartFrame: PackageResources.chart_frame_mustache
            case .chartTable: PackageResources.chart_table_mustache
            case .seriesChart: PackageResources.series_chart_mustache
            case .explorerForm: PackageResources.explorer_form_mustache
            case .change: PackageResources.change_mustache
            case .sparkline: PackageResources.sparkline_mustache
            case .mover: PackageResources.mover_mustache
            case .brandReport: PackageResources.brand_report_mustache
            case .shares: PackageResources.shares_mustache
            case .newShare: PackageResources.new_share_mustache
            case .shareCreated: PackageResources.share_created_mustache
            case .sharedReport: PackageResources.shared_report_mustache
            case .shareClosed: PackageResources.share_closed_mustache
            case .progress: PackageResources.progress_mustache
            case .dataTools: PackageResources.data_tools_mustache
            case .citedPages: PackageResources.cited_pages_mustache
            case .promptVisibility: PackageResources.prompt_visibility_mustache
            case .rivalLine: PackageResources.rival_line_mustache
            case .refusedView: PackageResources.refused_view_mustache
            case .rivalKey: PackageResources.rival_key_mustache
            case .rivalTable: PackageResources.rival_table_mustache
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
            case .editKey: PackageResources.edit_key_mustache
            case .keyChange: PackageResources.key_change_mustache
            case .narrowKey: PackageResources.narrow_key_mustache
            case .rotateKey: PackageResources.rotate_key_mustache
            case .rotation: PackageResources.rotation_mustache
            case .activity: PackageResources.activity_mustache
            case .explainKey: PackageResources.explain_key_mustache
            case .revokeKey: PackageResources.revoke_key_mustache
            case .approvals: PackageResources.approvals_mustache
            case .policy: PackageResources.policy_mustache
            case .adminTokens: PackageResources.admin_tokens_mustache
            case .newAdminToken: PackageResources.new_admin_token_mustache
            case .adminTokenCreated: PackageResources.admin_token_created_mustache
            case .webhooks: PackageResources.webhooks_mustache
            case .newWebhook: PackageResources.new_webhook_mustache
            case .webhook: PackageResources.webhook_mustache
            case .webhookCreated: PackageResources.webhook_created_mustache
            case .delivery: PackageResources.delivery_mustache
            case .confirm: PackageResources.confirm_mustache
            case .shownOnce: PackageResources.shown_once_mustache
            case .brandOverview: PackageResources.brand_overview_mustache
            case .sources: PackageResources.sources_mustache
            case .sourceDomain: PackageResources.source_domain_mustache
            case .competitors: PackageResources.competitors_mustache
            case .competitor: PackageResources.competitor_mustache
            case .explorer: PackageResources.explorer_mustache
            case .brands: PackageResources.brands_mustache
            case .newBrand: PackageResources.new_brand_mustache
            case .brandState: PackageResources.brand_state_mustache
            case .settings: PackageResources.settings_mustache
            case .parts: PackageResources.parts_mustache
            case .part: PackageResources.part_mustache
            case .stages: PackageResources.stages_mustache
            case .prompts: PackageResources.prompts_mustache
            case .bulk: PackageResources.bulk_mustache
            case .prompt: PackageResources.prompt_mustache
            case .newPrompts: PackageResources.new_prompts_mustache
            case .importPrompts: PackageResources.import_prompts_mustache
            case .importPreview: PackageResources.import_preview_mustache
            case .jobs: PackageResources.jobs_mustache
            case .job: PackageResources.job_mustache
            case .export: PackageResources.export_mustache
            case .exportChoice: PackageResources.export_choice_mustache
            case .collections: PackageResources.collections_mustache
            case .responses: PackageResources.responses_mustache
            case .response: PackageResources.response_mustache
            case .members: PackageResources.members_mustache
            case .memberTerms: PackageResources.member_terms_mustache
            case .member: PackageResources.member_mustache
            case .memberEnd: PackageResources.member_end_mustache
            case .newInvitation: PackageResources.new_invitation_mustache
            case .invitationCreated: PackageResources.invitation_created_mustache
            case .invite: PackageResources.invite_mustache
            case .inviteOver: PackageResources.invite_over_mustache
            case .audit: PackageResources.audit_mustache
            case .reference: PackageResources.reference_mustache
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
