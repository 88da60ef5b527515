// swift-tools-version: 6.2
import PackageDescription

let settings: [SwiftSetting] = [
    .swiftLanguageMode(.v6),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .treatAllWarnings(as: .error),
]

/// For what computes: without it the tests of evaluations and queries keep the processors from all others for too long. Overflow
/// and bounds are checked as without it.
let optimizedInDebug: [SwiftSetting] = [.unsafeFlags(["-O", "-wmo", "-num-threads", "2"], .when(configuration: .debug))]

let asyncHTTPClient = Target.Dependency.product(name: "AsyncHTTPClient", package: "async-http-client")
let argumentParser = Target.Dependency.product(name: "ArgumentParser", package: "swift-argument-parser")
let configuration = Target.Dependency.product(name: "Configuration", package: "swift-configuration")
let crypto = Target.Dependency.product(name: "Crypto", package: "swift-crypto")
let cryptoExtras = Target.Dependency.product(name: "CryptoExtras", package: "swift-crypto")
let grdb = Target.Dependency.product(name: "GRDB", package: "GRDB.swift")
let grdbSQLite = Target.Dependency.product(name: "GRDBSQLite", package: "GRDB.swift")
let httpTypes = Target.Dependency.product(name: "HTTPTypes", package: "swift-http-types")
let hummingbird = Target.Dependency.product(name: "Hummingbird", package: "hummingbird")
let hummingbirdTesting = Target.Dependency.product(name: "HummingbirdTesting", package: "hummingbird")
let hummingbirdTLS = Target.Dependency.product(name: "HummingbirdTLS", package: "hummingbird")
let jwtKit = Target.Dependency.product(name: "JWTKit", package: "jwt-kit")
let logging = Target.Dependency.product(name: "Logging", package: "swift-log")
let metrics = Target.Dependency.product(name: "Metrics", package: "swift-metrics")
let coreMetrics = Target.Dependency.product(name: "CoreMetrics", package: "swift-metrics")
let mustache = Target.Dependency.product(name: "Mustache", package: "swift-mustache")
let nioCore = Target.Dependency.product(name: "NIOCore", package: "swift-nio")
let nioEmbedded = Target.Dependency.product(name: "NIOEmbedded", package: "swift-nio")
let nioHTTP1 = Target.Dependency.product(name: "NIOHTTP1", package: "swift-nio")
let nioHTTPTypes = Target.Dependency.product(name: "NIOHTTPTypes", package: "swift-nio-extras")
let nioHTTPTypesHTTP1 = Target.Dependency.product(name: "NIOHTTPTypesHTTP1", package: "swift-nio-extras")
let nioPosix = Target.Dependency.product(name: "NIOPosix", package: "swift-nio")
let nioSSL = Target.Dependency.product(name: "NIOSSL", package: "swift-nio-ssl")
let nioTLS = Target.Dependency.product(name: "NIOTLS", package: "swift-nio")
let hummingbirdCore = Target.Dependency.product(name: "HummingbirdCore", package: "hummingbird")
let subprocess = Target.Dependency.product(name: "Subprocess", package: "swift-subprocess")
let systemPackage = Target.Dependency.product(name: "SystemPackage", package: "swift-system")
let unixSignals = Target.Dependency.product(name: "UnixSignals", package: "swift-service-lifecycle")
let yams = Target.Dependency.product(name: "Yams", package: "Yams")
let serviceLifecycle = Target.Dependency.product(name: "ServiceLifecycle", package: "swift-service-lifecycle")

let package = Package(
    name: "latchkey",
    platforms: [.macOS(.v15)],
    products: [
        .library(name: "APIKeys", targets: ["APIKeys"]),
        .library(name: "LatchkeyServer", targets: ["Server"]),
        .executable(name: "latchkey", targets: ["latchkey"]),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.0"),
        .package(url: "https://github.com/apple/swift-configuration", from: "1.4.0", traits: ["YAML"]),
        .package(url: "https://github.com/apple/swift-crypto", from: "4.5.0"),
        .package(url: "https://github.com/apple/swift-http-types", from: "1.8.0"),
        .package(url: "https://github.com/apple/swift-log", from: "1.16.0"),
        .package(url: "https://github.com/apple/swift-metrics", from: "2.13.0"),
        .package(url: "https://github.com/apple/swift-nio", from: "2.101.0"),
        .package(url: "https://github.com/apple/swift-nio-extras", from: "1.35.0"),
        .package(url: "https://github.com/apple/swift-nio-ssl", from: "2.37.0"),
        .package(url: "https://github.com/apple/swift-system", from: "1.8.0"),
        .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
        .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.0"),
        .package(url: "https://github.com/hummingbird-project/swift-mustache", from: "2.1.0"),
        .package(url: "https://github.com/jpsim/Yams", from: "6.0.0"),
        .package(url: "https://github.com/swift-server/async-http-client", from: "1.37.0"),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.13.0"),
        .package(url: "https://github.com/swiftlang/swift-subprocess", from: "1.0.0", traits: []),
        .package(url: "https://github.com/vapor/jwt-kit", from: "5.7.0"),
    ],
    targets: [
        .target(name: "APIKeys", dependencies: [crypto], swiftSettings: settings),
        .systemLibrary(name: "CIDN", pkgConfig: "libidn2", providers: [.apt(["libidn2-dev"]), .brew(["libidn2"])]),
        .systemLibrary(name: "CPublicSuffix", pkgConfig: "libpsl", providers: [.apt(["libpsl-dev"]), .brew(["libpsl"])]),
        .systemLibrary(name: "CQRCode", pkgConfig: "libqrencode", providers: [.apt(["libqrencode-dev"]), .brew(["qrencode"])]),
        .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"]), .brew(["zlib"])]),
        .target(name: "Visibility", dependencies: ["CIDN", "CPublicSuffix"], swiftSettings: settings + optimizedInDebug),
        .target(
            name: "Catalog", dependencies: ["APIKeys", "Visibility", crypto, cryptoExtras, logging], swiftSettings: settings),
        .target(
            name: "Storage", dependencies: ["APIKeys", "Catalog", "Visibility", crypto, grdb, grdbSQLite, logging],
            swiftSettings: settings),
        .target(
            name: "Web", dependencies: ["APIKeys", hummingbird, httpTypes, logging, metrics, coreMetrics, nioCore, nioHTTP1],
            swiftSettings: settings),
        .target(
            name: "DataAPI",
            dependencies: ["APIKeys", "Catalog", "Visibility", "Web", hummingbird, httpTypes, logging, nioCore, yams],
            // In the binary, so that one file is deployed.
            resources: [
                .embedInCode("OpenAPI/approvals.yaml"),
                .embedInCode("OpenAPI/brands.yaml"),
                .embedInCode("OpenAPI/collections.yaml"),
                .embedInCode("OpenAPI/competitors.yaml"),
                .embedInCode("OpenAPI/examples.yaml"),
                .embedInCode("OpenAPI/info.yaml"),
                .embedInCode("OpenAPI/key.yaml"),
                .embedInCode("OpenAPI/key-schemas.yaml"),
                .embedInCode("OpenAPI/keys.yaml"),
                .embedInCode("OpenAPI/leaks.yaml"),
                .embedInCode("OpenAPI/organization.yaml"),
                .embedInCode("OpenAPI/personas.yaml"),
                .embedInCode("OpenAPI/prompts.yaml"),
                .embedInCode("OpenAPI/query.yaml"),
                .embedInCode("OpenAPI/responses.yaml"),
                .embedInCode("OpenAPI/service.yaml"),
                .embedInCode("OpenAPI/shared.yaml"),
                .embedInCode("OpenAPI/webhooks.yaml"),
            ],
            swiftSettings: settings),
        .target(
            name: "Dashboard",
            dependencies: [
                "APIKeys", "Catalog", "CQRCode", "Visibility", "Web", crypto, hummingbird, httpTypes, logging, mustache, nioCore,
            ],
            // In the binary, so that one file is deployed.
            resources: [
                .embedInCode("Account/account.mustache"),
                .embedInCode("Account/proof-fields.mustache"),
                .embedInCode("Account/recovery-codes.mustache"),
                .embedInCode("Account/two-factor.mustache"),
                .embedInCode("Account/two-factor-set-up.mustache"),
                .embedInCode("AdminTokens/admin-token-created.mustache"),
                .embedInCode("AdminTokens/admin-tokens.mustache"),
                .embedInCode("AdminTokens/new-admin-token.mustache"),
                .embedInCode("Analytics/Charts/change.mustache"),
                .embedInCode("Analytics/Charts/chart-frame.mustache"),
                .embedInCode("Analytics/Charts/chart-table.mustache"),
                .embedInCode("Analytics/Charts/series-chart.mustache"),
                .embedInCode("Analytics/Charts/sparkline.mustache"),
                .embedInCode("Analytics/Charts/data-tools.mustache"),
                .embedInCode("Analytics/Sources/cited-pages.mustache"),
                .embedInCode("Prompts/Numbers/prompt-visibility.mustache"),
                .embedInCode("Analytics/Sources/sources.mustache"),
                .embedInCode("Analytics/Sources/source-domain.mustache"),
                .embedInCode("Analytics/Competitors/rival-line.mustache"),
                .embedInCode("Analytics/Competitors/rival-key.mustache"),
                .embedInCode("Analytics/Competitors/rival-table.mustache"),
                .embedInCode("Analytics/Competitors/competitors.mustache"),
                .embedInCode("Analytics/Competitors/competitor.mustache"),
                .embedInCode("Analytics/Explorer/explorer-form.mustache"),
                .embedInCode("Analytics/Explorer/explorer.mustache"),
                .embedInCode("Analytics/Overview/brand-overview.mustache"),
                .embedInCode("Analytics/Overview/brand-report.mustache"),
                .embedInCode("Analytics/Overview/mover.mustache"),
                .embedInCode("Analytics/View/newest-answer.mustache"),
                .embedInCode("Analytics/View/refused-view.mustache"),
                .embedInCode("Analytics/View/view-form.mustache"),
                .embedInCode("Approvals/approvals.mustache"),
                .embedInCode("AuditLog/audit.mustache"),
                .embedInCode("AuditLog/changes.mustache"),
                .embedInCode("Brands/Form/brand-form.mustache"),
                .embedInCode("Brands/Form/form-field.mustache"),
                .embedInCode("Brands/Settings/part.mustache"),
                .embedInCode("Brands/Settings/parts.mustache"),
                .embedInCode("Brands/Settings/settings-head.mustache"),
                .embedInCode("Brands/Settings/settings.mustache"),
                .embedInCode("Brands/Stages/stage-kind.mustache"),
                .embedInCode("Brands/Stages/stage-name.mustache"),
                .embedInCode("Brands/Stages/stages.mustache"),
                .embedInCode("Brands/brand-state.mustache"),
                .embedInCode("Brands/brands.mustache"),
                .embedInCode("Brands/new-brand.mustache"),
                .embedInCode("Errors/error.mustache"),
                .embedInCode("Look/confirm.mustache"),
                .embedInCode("Jobs/Collections/collections.mustache"),
                .embedInCode("Jobs/Exports/export-choice.mustache"),
                .embedInCode("Jobs/Exports/export.mustache"),
                .embedInCode("Jobs/job.mustache"),
                .embedInCode("Jobs/jobs.mustache"),
                .embedInCode("Jobs/progress.mustache"),
                .embedInCode("Keys/Ending/revoke-key.mustache"),
                .embedInCode("Keys/Form/edit-key.mustache"),
                .embedInCode("Keys/Form/expiry-field.mustache"),
                .embedInCode("Keys/Form/key-change.mustache"),
                .embedInCode("Keys/Form/key-created.mustache"),
                .embedInCode("Keys/Form/key-form.mustache"),
                .embedInCode("Keys/Form/key-shown.mustache"),
                .embedInCode("Keys/Form/new-key.mustache"),
                .embedInCode("Keys/OneKey/explain-key.mustache"),
                .embedInCode("Keys/OneKey/key-head.mustache"),
                .embedInCode("Keys/OneKey/key.mustache"),
                .embedInCode("Keys/OneKey/narrow-key.mustache"),
                .embedInCode("Keys/Rotation/rotate-key.mustache"),
                .embedInCode("Keys/Rotation/rotation.mustache"),
                .embedInCode("Keys/keys.mustache"),
                .embedInCode("Look/form-token.mustache"),
                .embedInCode("Look/icon.svg"),
                .embedInCode("Look/layout.mustache"),
                .embedInCode("Look/moment.mustache"),
                .embedInCode("Look/life-field.mustache"),
                .embedInCode("Look/pager.mustache"),
                .embedInCode("Look/problems.mustache"),
                .embedInCode("Look/script.js"),
                .embedInCode("Look/shown-once.mustache"),
                .embedInCode("Look/style.css"),
                .embedInCode("Members/members.mustache"),
                .embedInCode("Members/member-terms.mustache"),
                .embedInCode("Members/OneMember/member.mustache"),
                .embedInCode("Members/OneMember/member-end.mustache"),
                .embedInCode("Members/Invitations/new-invitation.mustache"),
                .embedInCode("Members/Invitations/invitation-created.mustache"),
                .embedInCode("Members/Accept/invite.mustache"),
                .embedInCode("Members/Accept/invite-over.mustache"),
                .embedInCode("Notices/notices.mustache"),
                .embedInCode("Overview/no-organization.mustache"),
                .embedInCode("Overview/overview.mustache"),
                .embedInCode("Policy/policy.mustache"),
                .embedInCode("Reference/fields.mustache"),
                .embedInCode("Reference/operation.mustache"),
                .embedInCode("Reference/prose.mustache"),
                .embedInCode("Reference/reference.mustache"),
                .embedInCode("Reference/span.mustache"),
                .embedInCode("Prompts/List/bulk.mustache"),
                .embedInCode("Prompts/List/filter-select.mustache"),
                .embedInCode("Prompts/List/prompts.mustache"),
                .embedInCode("Prompts/New/new-prompts.mustache"),
                .embedInCode("Prompts/OnePrompt/prompt.mustache"),
                .embedInCode("Prompts/Sheet/import-preview.mustache"),
                .embedInCode("Prompts/Sheet/import-prompts.mustache"),
                .embedInCode("Responses/List/responses.mustache"),
                .embedInCode("Responses/OneResponse/response.mustache"),
                .embedInCode("SetUp/set-up-over.mustache"),
                .embedInCode("SetUp/set-up.mustache"),
                .embedInCode("Shares/new-share.mustache"),
                .embedInCode("Shares/share-closed.mustache"),
                .embedInCode("Shares/share-created.mustache"),
                .embedInCode("Shares/shared-report.mustache"),
                .embedInCode("Shares/shares.mustache"),
                .embedInCode("SignIn/sign-in-code.mustache"),
                .embedInCode("SignIn/sign-in.mustache"),
                .embedInCode("Usage/activity.mustache"),
                .embedInCode("Usage/chart.mustache"),
                .embedInCode("Usage/counts.mustache"),
                .embedInCode("Usage/impact.mustache"),
                .embedInCode("Webhooks/delivery.mustache"),
                .embedInCode("Webhooks/new-webhook.mustache"),
                .embedInCode("Webhooks/webhook-created.mustache"),
                .embedInCode("Webhooks/webhook.mustache"),
                .embedInCode("Webhooks/webhooks.mustache"),
            ],
            swiftSettings: settings),
        .target(
            name: "Server",
            dependencies: [
                "APIKeys", "Catalog", "CZlib", "Storage", "Visibility", "Web", "DataAPI", "Dashboard", asyncHTTPClient,
                configuration,
                crypto,
                hummingbird,
                hummingbirdCore, hummingbirdTLS, httpTypes, jwtKit, logging, metrics, nioCore, nioHTTP1, nioHTTPTypes,
                nioHTTPTypesHTTP1,
                nioPosix,
                nioSSL, nioTLS,
                serviceLifecycle, subprocess, systemPackage,
                unixSignals,
            ],
            swiftSettings: settings),
        .executableTarget(
            name: "latchkey",
            dependencies: ["APIKeys", "Catalog", "Server", argumentParser, logging],
            swiftSettings: settings),
        .testTarget(name: "APIKeysTests", dependencies: ["APIKeys", crypto], swiftSettings: settings),
        .testTarget(
            name: "VisibilityTests", dependencies: ["Visibility"], resources: [.copy("Evaluation/Answers")],
            swiftSettings: settings),
        .testTarget(name: "CatalogTests", dependencies: ["APIKeys", "Catalog", "Visibility"], swiftSettings: settings),
        .testTarget(
            name: "StorageTests", dependencies: ["APIKeys", "Catalog", "Storage", "Visibility", grdb, logging],
            swiftSettings: settings),
        .testTarget(
            name: "DashboardTests",
            dependencies: [
                "APIKeys", "Catalog", "Dashboard", "Storage", "Visibility", "Web", hummingbird, hummingbirdTesting, httpTypes,
                logging,
                mustache,
                nioCore,
            ],
            swiftSettings: settings),
        .testTarget(
            name: "ServerTests",
            dependencies: [
                crypto,
                "APIKeys", "Catalog", "DataAPI", "Server", "Storage", "Visibility", "Web", hummingbird, hummingbirdTesting,
                hummingbirdTLS, httpTypes, logging, nioCore, nioEmbedded, nioHTTPTypes, nioPosix, nioSSL,
            ],
            swiftSettings: settings),
    ]
)
