internal import APIKeys
internal import ArgumentParser
internal import Catalog

extension Key {
    struct Rotate: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Give a key a successor. The new key is printed once and never again.",
            discussion: """
                The successor has the same grant. The old key goes on to work for the overlap, so that its holders can change over; \
                "latchkey key traffic" shows who has. --overlap 0 ends the old key at once.
                """)

        @OptionGroup var options: DataOptions
        @OptionGroup var organization: OrganizationOption
        @OptionGroup var key: KeyArgument

        @Option(
            help: ArgumentHelp("For how long the old key goes on to work: 0 to 7d. (default: 24h)", valueName: "span"),
            transform: Read.span)
        var overlap: Duration?

        @Option(
            help: ArgumentHelp("End the old key earlier, once it was silent for so long, such as 6h.", valueName: "span"),
            transform: Read.span)
        var quiet: Duration?

        @Option(
            help: ArgumentHelp(
                "When the new key ends: 90d, a date or never. (default: when the old one would)", valueName: "when"),
            transform: Read.expiry)
        var expires: Expiry?

        @OptionGroup var secret: SuppliedSecretOptions
        @Flag(help: "Only check, and show who uses the old key.") var dryRun = false

        func run() async throws {
            let id = try key.parsed()
            let supplied = try secret.parsed()
            try await options.withCatalog { catalog, _ in
                let organization = try await catalog.organizations.find(slug: organization.org)
                var request = RotationRequest(overlap: overlap ?? .seconds(86_400), quietFor: quiet)
                if let expires { request.expiresAt = .some(expires.moment(from: catalog.clock.now())) }
                request.supplied = supplied
                guard !dryRun else { return try await rehearse(request, of: id, in: organization, catalog) }
                let (old, successor) = try await catalog.keys.rotate(id, request, in: organization, by: .commandLine)
                let now = catalog.clock.now()
                guard !options.json else { return try Output.json(Rotated(old, successor, at: now)) }
                let new = successor.key
                let end = new.grant.expiresAt.map { "on \($0.iso8601)" } ?? "never"
                if let token = successor.token {
                    print(token.reveal())
                    print("This is the only time the new key is shown. Its id is \(new.id); it expires \(end).")
                } else {
                    print("Made key \(new.id) for the secret that you have; it expires \(end).")
                }
                Self.tellEnd(of: old, in: organization, at: now)
            }
        }

        private static func tellEnd(of old: APIKey, in organization: Organization, at now: Timestamp) {
            guard let rotation = old.grant.rotation(at: now) else { return print("The old key \(old.id) works no longer.") }
            let quiet = old.quietFor.map { ", or until it was silent for \(SpanText.words($0))" } ?? ""
            print("The old key \(old.id) works until \(rotation.until.iso8601)\(quiet).")
            print("Who still uses it: latchkey key traffic --org \(organization.slug) \(old.id)")
        }

        private func rehearse(
            _ request: RotationRequest, of id: KeyID, in organization: Organization, _ catalog: Catalog
        ) async throws {
            let (old, successor) = try await catalog.keys.rehearseRotation(id, request, in: organization)
            // Once the overlap is over, whoever has not changed over is refused: that is what is looked at.
            let current = try await catalog.keys.find(id, in: organization)
            let impact = try await catalog.insight.impactOfRotating(current, in: organization)
            let now = catalog.clock.now()
            guard !options.json else {
                let output = DryRunOutput(key: KeyOutput(old, at: now, isPreview: true), impact: ImpactOutput(impact))
                return try Output.json(Joined(output, WithOthers(try await catalog.insight.others(of: current))))
            }
            let until = old.grant.rotation.map { $0.isOver ? "end at once" : "work until \($0.until.iso8601)" } ?? "end"
            print("Nothing was changed. \(id) would \(until), and its successor expire \(GrantWords.expiry(successor.grant)).")
            print("With the old key gone, and nobody changed over:")
            ImpactOutput.show(impact, of: .ending)
        }
    }
}

private struct Rotated: Encodable {
    /// `null` when the caller made the secret.
    @OrNull var token: String?
    /// The successor.
    let key: KeyOutput
    /// The old key.
    let rotated: KeyOutput

    init(_ old: APIKey, _ successor: CreatedKey, at now: Timestamp) {
        token = successor.token?.reveal()
        key = KeyOutput(successor.key, at: now)
        rotated = KeyOutput(old, at: now)
    }
}
