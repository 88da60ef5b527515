internal import APIKeys
internal import ArgumentParser
internal import Catalog

extension Key {
    struct Usage: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Show what a key did: by time, operation, brand, outcome and source, and its last refusals.",
            discussion:
                "A running server writes its counts each second; they are kept for 90 days unless usage.days says otherwise.")

        @OptionGroup var options: DataOptions
        @OptionGroup var organization: OrganizationOption
        @OptionGroup var key: KeyArgument
        @Option(help: "How far back to look: 1 to 90 days. (default: 30)", transform: Read.days) var days = 30

        func validate() throws {
            guard (1...90).contains(days) else { throw ValidationError("--days is \(days); it must be from 1 to 90.") }
        }

        func run() async throws {
            let id = try key.parsed()
            try await options.withCatalog { catalog, _ in
                let organization = try await catalog.organizations.find(slug: organization.org)
                let report = try await catalog.insight.report(of: id, in: organization, days: days)
                guard !options.json else { return try Output.json(UsageOutput(report)) }
                let brands = try await catalog.brands.list(of: organization.id)
                show(report, names: Dictionary(uniqueKeysWithValues: brands.map { ($0.id, $0.name) }))
            }
        }

        private func show(_ report: UsageReport, names: [Int: String]) {
            let span = days == 1 ? "24 hours" : "\(days) days"
            print("Requests of \(report.key) in the last \(span): \(report.accepted) accepted, \(report.refused) refused.")
            print("Last used: \(Output.safe(KeySheet.use(report.lastUse)))")
            guard report.accepted + report.refused > 0 else { return }
            print("")
            for line in UsageChart(report, days: days).lines { print(line) }
            table(["OPERATION", "REQUESTS"], report.operations.map { [$0.name, String($0.requests)] })
            table(["BRAND", "REQUESTS"], report.brands.map { [Self.brand($0.brand, names), String($0.requests)] })
            table(["OUTCOME", "REQUESTS"], report.outcomes.map { [$0.name, String($0.requests)] })
            table(
                ["FROM", "CLIENT", "ACCEPTED", "REFUSED", "LAST"],
                report.sources.prefix(20).map { source in
                    [
                        source.source.address?.description ?? "unknown", source.source.clientName ?? "-", String(source.accepted),
                        String(source.refused), source.last.iso8601,
                    ]
                })
            if report.sources.count > 20 { print("and \(report.sources.count - 20) more sources; see --json.") }
            guard !report.refusals.isEmpty else { return }
            table(
                ["LAST REFUSALS", "CODE", "OPERATION", "BRAND", "FROM"],
                report.refusals.map { call in
                    [
                        call.at.iso8601, call.code, call.operation, call.brand.map(String.init) ?? "none",
                        KeySheet.source(call.source),
                    ]
                })
        }

        private func table(_ header: [String], _ rows: [[String]]) {
            print("")
            Output.table(header, rows)
        }

        private static func brand(_ id: Int?, _ names: [Int: String]) -> String {
            guard let id else { return "none" }
            return names[id].map { "\(id) \($0)" } ?? String(id)
        }
    }
}
