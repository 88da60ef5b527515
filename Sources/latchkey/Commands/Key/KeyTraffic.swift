internal import APIKeys
internal import ArgumentParser
internal import Catalog
internal import Server

extension Key {
    struct Traffic: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Show how far a rotation has come: who uses the old key, and who the new one.",
            discussion: """
                Name the old key. Requests are counted by the hour: those of the hour in which the rotation began are shown whole. The \
                old key counts as quiet after an hour without an accepted request.
                """)

        @OptionGroup var options: DataOptions
        @OptionGroup var organization: OrganizationOption
        @OptionGroup var key: KeyArgument

        func run() async throws {
            let id = try key.parsed()
            try await options.withCatalog { catalog, _ in
                let organization = try await catalog.organizations.find(slug: organization.org)
                let key = try await catalog.keys.find(id, in: organization)
                let rotation = try KeyInsight.rotation(of: key)
                let traffic = try await catalog.insight.traffic(of: rotation, old: id)
                let now = catalog.clock.now()
                guard !options.json else { return try Output.json(Report(key, rotation, traffic, at: now)) }
                Self.show(key, rotation, traffic, at: now)
            }
        }

        private static func show(_ key: APIKey, _ rotation: Grant.Rotation, _ traffic: RotationTraffic, at now: Timestamp) {
            let told = ["Id", "Name", "State", "Replaced by", "Works until", "Ended"]
            Output.sheet(KeySheet(key: key, now: now).rows.filter { told.contains($0.label) })
            print(silence(traffic, since: rotation.since))
            table("THE OLD KEY", traffic.old)
            table("THE NEW KEY", traffic.new)
            guard !traffic.old.isEmpty else { return }
            print("")
            guard !traffic.stragglers.isEmpty else { return print("Every source of the old key was seen with the new one.") }
            print("Not seen with the new key yet:")
            for source in traffic.stragglers { print("  \(Output.safe(KeySheet.source(source.source)))") }
        }

        private static func silence(_ traffic: RotationTraffic, since start: Timestamp) -> String {
            let span = SpanText.rough(traffic.silence)
            guard let use = traffic.oldLastUse, use.at > start else {
                return "The old key was not used since the rotation began, \(span) ago."
            }
            return traffic.isQuiet
                ? "The old key is quiet: no accepted request for \(span)." : "The old key was used \(span) ago."
        }

        private static func table(_ title: String, _ sources: [UsageReport.SourceCount]) {
            print("")
            guard !sources.isEmpty else { return print("\(title): no request since the rotation began") }
            Output.table(
                [title, "CLIENT", "ACCEPTED", "REFUSED", "LAST"],
                sources.map { source in
                    [
                        source.source.address?.description ?? "unknown", source.source.clientName ?? "-", String(source.accepted),
                        String(source.refused), source.last.iso8601,
                    ]
                })
        }
    }
}

/// The shape of the management API.
private struct Report: Encodable {
    let keyId: String
    let state: String
    let rotation: RotationOutput
    let silentSeconds: Int
    let quiet: Bool
    let old: [UsageOutput.Source]
    let new: [UsageOutput.Source]
    /// Sources of the old key that were not seen with the new one.
    let stragglers: [UsageOutput.Source]

    init(_ key: APIKey, _ rotation: Grant.Rotation, _ traffic: RotationTraffic, at now: Timestamp) {
        keyId = key.id.description
        state = key.state(at: now).rawValue
        self.rotation = RotationOutput(rotation, of: key, at: now)
        silentSeconds = Int(traffic.silence.components.seconds)
        quiet = traffic.isQuiet
        old = traffic.old.map { UsageOutput.Source($0) }
        new = traffic.new.map { UsageOutput.Source($0) }
        stragglers = traffic.stragglers.map { UsageOutput.Source($0) }
    }
}
