internal import APIKeys
internal import ArgumentParser
internal import Catalog

struct ApprovalCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "approval", abstract: "What waits for a second admin, where four eyes are on.",
        discussion: """
            The command line is one person here, whoever uses it: it cannot agree to what it asked for, and what was asked for in \
            the dashboard or by an admin token it can.
            """,
        subcommands: [List.self, Approve.self, Reject.self])

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "List what waits, oldest first.")

        @OptionGroup var options: DataOptions
        @OptionGroup var organization: OrganizationOption

        func run() async throws {
            try await options.withCatalog { catalog, _ in
                let organization = try await catalog.organizations.find(slug: organization.org)
                var proposals: [ProposalOutput] = []
                for approval in try await catalog.approvals.open(of: organization) {
                    proposals.append(try await ProposalOutput(approval, in: organization, catalog))
                }
                guard !options.json else { return try Output.json(proposals) }
                guard !proposals.isEmpty else { return print("Nothing waits for approval.") }
                Output.table(
                    ["ID", "ASKED FOR", "BY", "WHAT"],
                    proposals.map { [String($0.id), $0.requestedAt, $0.requestedBy, $0.sentence] })
            }
        }
    }

    struct Approve: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Agree: the key works, or the change is made.")

        @OptionGroup var options: DataOptions
        @OptionGroup var organization: OrganizationOption
        @Argument(help: "The number from \"latchkey approval list\".") var id: Int

        func run() async throws {
            try await options.withCatalog { catalog, _ in
                let organization = try await catalog.organizations.find(slug: organization.org)
                let proposal = try await ProposalOutput(catalog.approvals.find(id, in: organization), in: organization, catalog)
                try await catalog.approvals.approve(id, in: organization, by: .commandLine)
                guard !options.json else { return try Output.json(Joined(proposal, Decided(decision: "approved"))) }
                print("Approved: \(Output.safe(proposal.sentence)).")
            }
        }
    }

    struct Reject: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Turn down: a new key is revoked, a change is forgotten.")

        @OptionGroup var options: DataOptions
        @OptionGroup var organization: OrganizationOption
        @Argument(help: "The number from \"latchkey approval list\".") var id: Int

        func run() async throws {
            try await options.withCatalog { catalog, _ in
                let organization = try await catalog.organizations.find(slug: organization.org)
                let proposal = try await ProposalOutput(catalog.approvals.find(id, in: organization), in: organization, catalog)
                try await catalog.approvals.reject(id, in: organization, by: .commandLine)
                guard !options.json else { return try Output.json(Joined(proposal, Decided(decision: "rejected"))) }
                print("Turned down: \(Output.safe(proposal.sentence)).")
            }
        }
    }

    private struct Decided: Encodable { let decision: String }
}

/// What waits, with what would change.
struct ProposalOutput: Encodable {
    let id: Int
    /// `key`, `key_change` or `policy_change`.
    let kind: String
    @OrNull var keyId: String?
    let requestedBy: String
    let requestedAt: String
    /// Changed outside this server: nobody can agree to it.
    let tampered: Bool
    /// The key was changed since: nobody can agree to it.
    let outdated: Bool
    /// By field; empty for a new key.
    let changes: [String: Change]
    /// All that the key would be allowed, by field; empty for the policy.
    let grant: [String: String]
    let sentence: String

    struct Change: Encodable {
        let before: String
        let after: String
    }

    init(_ approval: Approval, in organization: Organization, _ catalog: Catalog) async throws {
        id = approval.id
        keyId = approval.key?.description
        requestedBy = approval.requestedBy
        requestedAt = approval.requestedAt.iso8601
        tampered = !approval.isIntact
        let effect = try await catalog.approvals.effect(of: approval, in: organization)
        outdated = effect.isOutdated
        grant = effect.grant.map { Dictionary(uniqueKeysWithValues: GrantWords.parts($0)) } ?? [:]
        let fields = effect.changes.filter { $0.before != $0.after }
        changes = Dictionary(uniqueKeysWithValues: fields.map { ($0.field, Change(before: $0.before, after: $0.after)) })
        let words = fields.map { "\($0.field) from \($0.before) to \($0.after)" }.joined(separator: "; ")
        switch approval.proposal {
        case .key(let id):
            kind = "key"
            sentence = "new key \(id), \(try await catalog.keys.find(id, in: organization).name): \(Self.words(effect.grant))"
        case .change(let id, _, _):
            kind = "key_change"
            let name = try await catalog.keys.find(id, in: organization).name
            let hint = effect.isOutdated ? " (the key was changed since: turn this down, and ask again)" : ""
            sentence = "change of \(id), \(name): \(words); in all then: \(Self.words(effect.grant))\(hint)"
        case .policy:
            kind = "policy_change"
            sentence = "change of the policy: \(words)"
        }
    }

    private static func words(_ grant: Grant?) -> String {
        grant.map { GrantWords.parts($0).map { "\($0.field) \($0.value)" }.joined(separator: "; ") } ?? ""
    }
}
