internal import ArgumentParser
internal import Catalog

extension Key {
    struct Show: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Show one key; never its secret.",
            discussion:
                "Of a key that has ended, the receipt is shown too; of one that works, what it has not needed for \(LeastPrivilege.days) days."
        )

        @OptionGroup var options: DataOptions
        @OptionGroup var organization: OrganizationOption
        @OptionGroup var key: KeyArgument

        func run() async throws {
            let id = try key.parsed()
            try await options.withCatalog { catalog, _ in
                let organization = try await catalog.organizations.find(slug: organization.org)
                let key = try await catalog.keys.find(id, in: organization)
                let receipt = try await catalog.insight.receipt(of: key)
                let hint = try await catalog.insight.leastPrivilege(of: key)
                let now = catalog.clock.now()
                guard !options.json else {
                    let more = Joined(
                        WithReceipt(receipt: receipt.map { ReceiptOutput($0) }), WithHints(hints: hint.map { HintsOutput($0) }))
                    return try Output.json(Joined(KeyOutput(key, at: now), more))
                }
                var rows = KeySheet(key: key, now: now).rows
                if let receipt { rows.append(("Refused since", String(receipt.refusalsSince))) }
                if let hint { rows.append(("Not needed", Hints.words(hint))) }
                Output.sheet(rows)
            }
        }
    }
}
