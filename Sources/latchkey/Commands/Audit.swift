internal import APIKeys
internal import ArgumentParser
internal import Catalog
internal import Server

struct Audit: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "The audit log.", subcommands: [Verify.self, List.self])

    struct Verify: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Check the hash chain of the audit log from the first entry to the last.",
            discussion:
                "Exits 0 when every entry is there, unchanged, in order and written by this server; otherwise 1, naming the first that is not."
        )

        @OptionGroup var options: DataOptions

        func run() async throws {
            try await options.withCatalog { catalog, _ in
                switch try await catalog.audit.verify() {
                case .intact(let entries):
                    guard !options.json else { return try Output.json(Verdict(intact: true, entries: entries)) }
                    print("The audit log is intact: \(entries) entries.")
                case .broken(let entry, let reason):
                    if options.json { try Output.json(Verdict(intact: false, entries: entry - 1, reason: reason)) }
                    throw OperatorError("The audit log is broken: \(reason).")
                }
            }
        }

        private struct Verdict: Encodable {
            let intact: Bool
            let entries: Int
            var reason: String?
        }
    }

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "List an organization's entries, newest first.")

        @OptionGroup var options: DataOptions
        @OptionGroup var organization: OrganizationOption
        @Option(help: "At most this many.") var limit = 50

        func run() async throws {
            try await options.withCatalog { catalog, _ in
                let organization = try await catalog.organizations.find(slug: organization.org)
                var query = AuditQuery()
                query.limit = max(1, limit)
                let events = try await catalog.audit.list(query, of: organization)
                guard !options.json else { return try Output.json(events.map { Entry($0) }) }
                Output.table(
                    ["NO", "AT", "WHO", "WHAT", "TO"],
                    events.map { [String($0.sequence), $0.at.iso8601, $0.actor, $0.action, "\($0.subjectKind) \($0.subject)"] })
            }
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
}
