internal import ArgumentParser
internal import Catalog

extension Key {
    struct FinishRotation: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "End the overlap of a rotation now: the old key works no longer.",
            discussion: "Name the old key. \"latchkey key traffic\" says who still uses it.")

        @OptionGroup var options: DataOptions
        @OptionGroup var organization: OrganizationOption
        @OptionGroup var key: KeyArgument

        func run() async throws {
            let id = try key.parsed()
            try await options.withCatalog { catalog, _ in
                let organization = try await catalog.organizations.find(slug: organization.org)
                let key = try await catalog.keys.finishRotation(id, in: organization, by: .commandLine)
                let receipt = try await catalog.insight.receipt(of: key)
                guard !options.json else {
                    let output = KeyOutput(key, at: catalog.clock.now())
                    return try Output.json(Joined(output, WithReceipt(receipt: receipt.map { ReceiptOutput($0) })))
                }
                print("The old key \(id) works no longer.")
                if let receipt { Output.sheet(KeySheet.rows(receipt)) }
            }
        }
    }
}
