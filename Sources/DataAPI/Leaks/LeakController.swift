internal import APIKeys
internal import Catalog
internal import HTTPTypes
internal import Hummingbird
internal import Web

/// `/v1/leaks`: whoever found tokens says so here, without a key.
///
/// An answer depends on the form of a message and on how many were sent, never on whether a token is one of this server: every token
/// is only written down, and looked at afterwards.
struct LeakController: Sendable {
    private let leaks: LeakService
    private let settings: LeakSettings
    private let limits: LeakLimits

    init(leaks: LeakService, settings: LeakSettings) {
        self.leaks = leaks
        self.settings = settings
        limits = LeakLimits(settings)
    }

    func addRoutes(to router: RouterGroup<AppContext>) {
        router.post("leaks", use: receive)
        router.post("leaks/github", use: receiveSigned)
    }

    /// 202: taken, and nothing said. GitHub's message is known by its header here too.
    private func receive(_ request: Request, _ context: AppContext) async throws -> Response {
        guard request.headers[.gitHubKey] == nil else { return try await receiveSigned(request, context) }
        try limits.take(.open, from: context.client)
        try request.refuseDryRun()
        let bytes = try await BodyReader.bytes(request)
        // A body of hostile size and shape takes milliseconds: not on the thread that serves others.
        let message = try await Task.detached { try LeakMessage.open(bytes) }.value
        return try await take(message, areSigned: false, .accepted)
    }

    /// 200 to a message that GitHub signed, 403 to any other; of those nothing is read.
    private func receiveSigned(_ request: Request, _ context: AppContext) async throws -> Response {
        try limits.take(.signed, from: context.client)
        try request.refuseDryRun()
        let bytes = try await BodyReader.bytes(request)
        guard let keys = settings.partnerKeys() else {
            throw Problem(
                .forbidden, code: "signatures_not_configured",
                "This server has no public keys of GitHub, so signed messages are not taken. Its operator sets github.keys; without "
                    + "the header \(HTTPField.Name.gitHubKey) POST /v1/leaks takes reports from anyone.")
        }
        guard let identifier = request.headers[.gitHubKey], let signature = request.headers[.gitHubSignature] else {
            throw Problem(
                .forbidden, code: "signature_missing",
                "A message of GitHub has the headers \(HTTPField.Name.gitHubKey) and \(HTTPField.Name.gitHubSignature).")
        }
        let (verdict, message) = try await Task.detached {
            let verdict = keys.verify(bytes, key: identifier, signature: signature)
            return (verdict, verdict == .genuine ? try LeakMessage.gitHub(bytes) : nil)
        }.value
        if verdict == .unknownKey {
            throw Problem(
                .forbidden, code: "signature_key_unknown",
                "The key that \(HTTPField.Name.gitHubKey) names is not among the public keys of this server. Its operator brings "
                    + "the file github.keys up to date.")
        }
        guard let message else {
            throw Problem(
                .forbidden, code: "signature_wrong",
                "\(HTTPField.Name.gitHubSignature) is no ECDSA P-256 signature of this body by the key that is named.")
        }
        return try await take(message, areSigned: true, .ok)
    }

    private func take(_ message: LeakMessage, areSigned: Bool, _ status: HTTPResponse.Status) async throws -> Response {
        guard try await leaks.receive(message.reports, areSigned: areSigned) else {
            throw Problem(
                .serviceUnavailable, code: "queue_full",
                "Nothing was taken: too many reports wait to be looked at. Send the same again in a few seconds.",
                headers: [.retryAfter: "5"])
        }
        var json = JSONWriter(capacity: 64)
        json.object { $0.field("received", message.received) }
        return json.response(status: status, headers: [.cacheControl: "no-store"])
    }
}

extension HTTPField.Name {
    fileprivate static let gitHubKey = known("Github-Public-Key-Identifier")
    fileprivate static let gitHubSignature = known("Github-Public-Key-Signature")
}
