internal import APIKeys
internal import ArgumentParser
internal import Catalog
internal import Server

struct AuditList: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "List an organization's entries, newest first.")

    @OptionGroup var options: DataOptions
    @OptionGroup var organization: OrganizationOption

    @Option(help: ArgumentHelp("Only this action, such as key.revoked.", valueName: "action"))
    var action: String?

    @Option(help: ArgumentHelp("Only what was done by people and programs whose name has this in it.", valueName: "text"))
    var actor: String?

    @Option(help: ArgumentHelp("Only what was done to this key or admin token.", valueName: "id"))
    var key: String?

    @Option(help: ArgumentHelp("From this moment on, such as 2026-11-24T00:00:00Z.", valueName: "moment"))
    var since: String?

    @Option(help: ArgumentHelp("Before this moment.", valueName: "moment"))
    var until: String?

    @Option(help: ArgumentHelp("Only entries older than the one with this number.", valueName: "number"))
    var before: Int?

    @Option(help: "At most this many.") var limit = 50

    func run() async throws {
        let query = try query()
        try await options.withCatalog { catalog, _ in
            let organization = try await catalog.organizations.find(slug: organization.org)
            let events = try await catalog.audit.list(query, of: organization)
            guard !options.json else { return try Output.json(events.map { Entry($0) }) }
            Output.table(
                ["NO", "AT", "WHO", "WHAT", "TO"],
                events.map { [String($0.sequence), $0.at.iso8601, $0.actor, $0.action, "\($0.subjectKind) \($0.subject)"] })
        }
    }

    private func query() throws -> AuditQuery {
        func read<Value>(_ text: String?, _ option: String, _ example: String, _ parse: (String) -> Value?) throws -> Value? {
            guard let text else { return nil }
            guard let value = parse(text) else {
                throw OperatorError("--\(option) \"\(text)\" cannot be read; write such as \(example).")
            }
            return value
        }
        var query = AuditQuery()
        query.action = try read(action, "action", AuditAction.keyRevoked.rawValue) { AuditAction(rawValue: $0) }
        query.actor = actor ?? ""
        query.key = try read(key, "key", "lk_7Qm2xVb9RtYs") { KeyID($0) }
        query.since = try read(since, "since", "2026-11-24T00:00:00Z") { Timestamp(iso8601: $0) }
        query.until = try read(until, "until", "2026-11-24T00:00:00Z") { Timestamp(iso8601: $0) }
        query.before = before
        query.limit = max(1, limit)
        return query
    }

    private struct Entry: Encodable {
        let sequence: Int
        let at: String
        let actor: String
        let action: String
        let subject: String
        let detail: [String: String]

        init(_ event: AuditEvent) {
            sequence = event.sequence
            at = event.at.iso8601
            actor = event.actor
            action = event.action
            subject = "\(event.subjectKind):\(event.subject)"
            detail = event.detail
        }
    }
}
