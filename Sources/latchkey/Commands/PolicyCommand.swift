internal import ArgumentParser
internal import Catalog

struct PolicyCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "policy", abstract: "What an organization demands of all its keys.", subcommands: [Show.self, Set.self])

    struct Show: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Show the rules.")

        @OptionGroup var options: DataOptions
        @OptionGroup var organization: OrganizationOption

        func run() async throws {
            try await options.withCatalog { catalog, _ in
                let organization = try await catalog.organizations.find(slug: organization.org)
                let policy = try await catalog.policies.find(of: organization)
                guard !options.json else { return try Output.json(PolicyOutput(policy)) }
                Output.sheet(PolicyOutput.rows(policy))
            }
        }
    }

    struct Set: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Change the rules; what is not given stays as it is.",
            discussion: """
                Keys that exist keep the expiry that they have. Switching four eyes off waits for a second admin itself. \
                What the command line asks for must be approved in the dashboard or by an admin token.
                """)

        @OptionGroup var options: DataOptions
        @OptionGroup var organization: OrganizationOption

        @Option(
            help: ArgumentHelp("The longest life of a new key, such as 90d; or off.", valueName: "days"),
            transform: { try Choice.read($0, or: "off", Read.days) })
        var longestLife: Choice<Int>?

        @Option(
            help: ArgumentHelp("Revoke keys that were not used for so long, such as 60d; or off.", valueName: "days"),
            transform: { try Choice.read($0, or: "off", Read.days) })
        var unused: Choice<Int>?

        @Option(help: "What happens to a key that was found in public: revoke or flag.") var onLeak:
            OrganizationPolicy.LeakResponse?

        @Option(
            help: ArgumentHelp(
                "on or off: keys for all brands, or with create-brand, wait for a second admin.", valueName: "on-off"),
            transform: Read.onOff)
        var fourEyes: Bool?

        @Flag(help: "Only show the rules as they would be, and how many keys they would revoke.") var dryRun = false

        func validate() throws {
            guard longestLife != nil || unused != nil || onLeak != nil || fourEyes != nil else {
                throw ValidationError("Say what to change, such as --longest-life 90d.")
            }
        }

        func run() async throws {
            try await options.withCatalog { catalog, _ in
                let organization = try await catalog.organizations.find(slug: organization.org)
                var policy = try await catalog.policies.find(of: organization)
                if let longestLife { policy.longestLifeDays = longestLife.value }
                if let unused { policy.unusedDays = unused.value }
                if let onLeak { policy.onLeak = onLeak }
                if let fourEyes { policy.fourEyes = fourEyes }
                let preview = try await catalog.policies.preview(policy, of: organization)
                guard !dryRun else { return try show(preview) }
                let isPending = try await catalog.policies.set(policy, of: organization, by: .commandLine)
                let current = try await catalog.policies.find(of: organization)
                guard !options.json else {
                    return try Output.json(Joined(PolicyOutput(current), WithApproval(awaitsApproval: isPending)))
                }
                Output.sheet(PolicyOutput.rows(current))
                if !isPending, preview.keysRevoked > 0 { print(Self.revoked(preview.keysRevoked)) }
                guard isPending else { return }
                print(
                    "The change waits for a second admin, and is not in force yet. See \"latchkey approval list --org \(organization.slug)\"."
                )
            }
        }

        private func show(_ preview: PolicyPreview) throws {
            guard !options.json else { return try Output.json(PolicyRehearsal(preview)) }
            Output.sheet(PolicyOutput.rows(preview.policy))
            print("Nothing was changed. \(Self.revoked(preview.keysRevoked))")
        }

        private static func revoked(_ count: Int) -> String {
            switch count {
            case 0: "It would revoke no key."
            case 1: "One key was unused for so long; a running server revokes it within a minute."
            default: "\(count) keys were unused for so long; a running server revokes them within a minute."
            }
        }
    }
}

/// What `policy set --dry-run` answers.
struct PolicyRehearsal: Encodable {
    let dryRun = true
    let policy: PolicyOutput
    let awaitsApproval: Bool
    let keysRevoked: Int

    init(_ preview: PolicyPreview) {
        policy = PolicyOutput(preview.policy)
        awaitsApproval = preview.awaitsApproval
        keysRevoked = preview.keysRevoked
    }
}

struct PolicyOutput: Encodable {
    @OrNull var longestLifeDays: Int?
    @OrNull var unusedDays: Int?
    let onLeak: String
    let fourEyes: Bool

    init(_ policy: OrganizationPolicy) {
        longestLifeDays = policy.longestLifeDays
        unusedDays = policy.unusedDays
        onLeak = policy.onLeak.rawValue
        fourEyes = policy.fourEyes
    }

    static func rows(_ policy: OrganizationPolicy) -> [(label: String, value: String)] {
        [
            ("Longest life of a key", policy.longestLifeDays.map { "\($0) days" } ?? "any"),
            ("Unused keys", policy.unusedDays.map { "revoked after \($0) days" } ?? "kept"),
            ("Keys found in public", policy.onLeak == .revoke ? "revoked" : "flagged"),
            ("Four eyes", policy.fourEyes ? "on" : "off"),
        ]
    }
}

extension OrganizationPolicy.LeakResponse: ExpressibleByArgument {}
