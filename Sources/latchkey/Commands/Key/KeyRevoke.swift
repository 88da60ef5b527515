internal import APIKeys
internal import ArgumentParser
internal import Catalog

extension Key {
    struct Revoke: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "End a key for good, and print the receipt.",
            discussion: """
                A running server refuses the key within a second. What it accepted until then stands in the receipt a second later: \
                see "latchkey key receipt". With --dry-run nothing is changed, and what was done with the key in the last \
                \(Impact.days) days is shown.
                """)

        @OptionGroup var options: DataOptions
        @OptionGroup var organization: OrganizationOption
        @OptionGroup var key: KeyArgument
        @Flag(help: "Only show what would have been refused.") var dryRun = false

        func run() async throws {
            let id = try key.parsed()
            try await options.withCatalog { catalog, _ in
                let organization = try await catalog.organizations.find(slug: organization.org)
                guard !dryRun else { return try await rehearse(id, in: organization, catalog) }
                let key = try await catalog.keys.revoke(id, in: organization, by: .commandLine)
                let receipt = try await catalog.insight.receipt(of: key)
                guard !options.json else {
                    let output = KeyOutput(key, at: catalog.clock.now())
                    return try Output.json(Joined(output, WithReceipt(receipt: receipt.map { ReceiptOutput($0) })))
                }
                Output.sheet([("Id", key.id.description), ("Name", key.name)] + (receipt.map { KeySheet.rows($0) } ?? []))
            }
        }

        private func rehearse(_ id: KeyID, in organization: Organization, _ catalog: Catalog) async throws {
            var key = try await catalog.keys.find(id, in: organization)
            let impact = try await catalog.insight.impactOfEnding(key, in: organization)
            let others = WithOthers(try await catalog.insight.others(of: key))
            let now = catalog.clock.now()
            if key.grant.end?.isInForce(at: now) != true { key.grant.end = .revoked(at: now) }
            guard !options.json else {
                let output = DryRunOutput(key: KeyOutput(key, at: now), impact: ImpactOutput(impact))
                return try Output.json(Joined(output, others))
            }
            print("Nothing was changed. With \(id) revoked:")
            ImpactOutput.show(impact, of: .ending)
            others.tell()
        }
    }

    struct ShowReceipt: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "receipt", abstract: "Show what a key's end did: since when, last accepted, refused since.")

        @OptionGroup var options: DataOptions
        @OptionGroup var organization: OrganizationOption
        @OptionGroup var key: KeyArgument

        func run() async throws {
            let id = try key.parsed()
            try await options.withCatalog { catalog, _ in
                let organization = try await catalog.organizations.find(slug: organization.org)
                let key = try await catalog.keys.find(id, in: organization)
                guard let receipt = try await catalog.insight.receipt(of: key) else {
                    throw CatalogError.conflict("\(id) has neither been revoked nor rotated out, so there is no receipt.")
                }
                guard !options.json else { return try Output.json(ReceiptOutput(receipt)) }
                Output.sheet([("Id", key.id.description), ("Name", key.name)] + KeySheet.rows(receipt))
            }
        }
    }
}
