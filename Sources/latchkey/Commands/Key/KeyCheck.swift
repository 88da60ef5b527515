internal import APIKeys
internal import ArgumentParser
internal import Catalog

extension Key {
    struct Check: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Say whether a key would be allowed something now, and if not, why and who can change it.",
            discussion: """
                Exits 0 when it would be allowed, else 1. Operations: \
                \((Scope.allCases.map(\.rawValue) + APIKeys.Operation.all.map(\.name)).joined(separator: ", ")); the first four stand \
                for anything that the scope opens. The rate limit is not looked at.
                """)

        @OptionGroup var options: DataOptions
        @OptionGroup var organization: OrganizationOption
        @OptionGroup var key: KeyArgument
        @Option(help: "What would be done, such as query or brands.read.") var operation: String
        @Option(help: ArgumentHelp("The brand that it would be done to.", valueName: "id")) var brand: Int?

        @Option(
            help: ArgumentHelp(
                "Where the request would come from. A key with an address list is refused without one.", valueName: "address"),
            transform: Read.source)
        var address: IPAddress?

        func run() async throws {
            let id = try key.parsed()
            let isAllowed = try await options.withCatalog { catalog, _ in
                let organization = try await catalog.organizations.find(slug: organization.org)
                let key = try await catalog.keys.find(id, in: organization)
                let explanation = try await catalog.insight.explain(key, operation: operation, brand: brand, from: address)
                let output = ExplanationOutput(explanation, organization: organization)
                if options.json { try Output.json(output) } else { output.show() }
                return explanation.isAllowed
            }
            if !isAllowed { throw ExitCode.failure }
        }
    }
}

private struct ExplanationOutput: Encodable {
    let allowed: Bool
    let operation: String
    @OrNull var brandId: Int?
    @OrNull var code: String?
    @OrNull var reason: String?
    @OrNull var remedy: String?

    init(_ explanation: Explanation, organization: Organization) {
        allowed = explanation.isAllowed
        operation = explanation.operation.name
        brandId = explanation.brand
        code = explanation.refusal?.code
        reason = explanation.refusal?.sentence
        remedy = explanation.remedy(organization: organization.name)
    }

    func show() {
        guard !allowed else { return print("Allowed.") }
        print("Refused (\(code ?? "")): \(reason ?? "")")
        if let remedy { print(Output.safe(remedy)) }
    }
}
