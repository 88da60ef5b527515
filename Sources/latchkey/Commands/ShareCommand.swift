internal import APIKeys
internal import ArgumentParser
internal import Catalog
internal import Server

struct ShareCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "share", abstract: "Links that show one brand's report to people without an account.",
        subcommands: [Create.self, List.self, Revoke.self])

    struct Create: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Make a link to a brand's report. It is printed once and never again.",
            discussion: """
                Whoever has the link sees the report without signing in, in this view and no other, until it expires, is revoked or \
                the brand is archived.
                """)

        @OptionGroup var options: DataOptions
        @OptionGroup var brand: BrandOption
        @Option(name: .customLong("for"), help: ArgumentHelp("For whom it is, such as \"Contoso board\".", valueName: "name"))
        var recipient: String
        @Option(help: "For how many days it works: 1 to 365. (default: 30)", transform: Read.days) var days = ShareService
            .standardDays
        @Option(
            help: ArgumentHelp(
                "What stands in the address of the brand's overview behind the question mark, like \"period=30d&tag=core\"; the last 13 weeks of all answers when left out.",
                valueName: "query"))
        var view = ""

        func run() async throws {
            try await options.withCatalog { catalog, settings in
                let found = try await brand.find(in: catalog)
                let view = try ShareView.stored(view, at: catalog.clock.now())
                let made = try await catalog.shares.create(
                    for: recipient, view: view, days: days, of: found, by: .commandLine)
                let link = "\(settings.baseURL(port: settings.port))/s/\(made.link)"
                guard !options.json else {
                    return try Output.json(ShareOutput(made.share, of: found, link: link, at: catalog.clock.now()))
                }
                print(link)
                print(
                    "This is the only time the link is shown. It shows \(Output.safe(found.name)) to \(Output.safe(made.share.recipient)): \(Output.safe(ShareView.words(view, of: found))). It works until \(made.share.expiresAt.iso8601)."
                )
            }
        }
    }

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "List the links to a brand's report, those that could still open first; never their secret parts.")

        @OptionGroup var options: DataOptions
        @OptionGroup var brand: BrandOption
        @OptionGroup var part: OverOptions

        func run() async throws {
            try await options.withCatalog { catalog, _ in
                let found = try await brand.find(in: catalog)
                let now = catalog.clock.now()
                let list = try await catalog.shares.list(of: found, part.part)
                let shares = list.all.map { ShareOutput($0, of: found, at: now) }
                guard !options.json else { return try Output.json(shares) }
                guard !shares.isEmpty else { return print("Nothing of \(Output.safe(found.name)) is shared.") }
                Output.table(
                    ["ID", "FOR", "SHOWN", "BY", "EXPIRES", "LAST OPENED", "STATE"],
                    shares.map { share in
                        [
                            String(share.id), share.recipient, Output.brief(share.shown, 60), share.createdBy, share.expiresAt,
                            share.openedAt ?? "never", share.state,
                        ]
                    })
                part.tell(list)
            }
        }
    }

    struct Revoke: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "End a link for good.")

        @OptionGroup var options: DataOptions
        @OptionGroup var brand: BrandOption
        @Argument(help: "The number from \"latchkey share list\".") var id: Int

        func run() async throws {
            try await options.withCatalog { catalog, _ in
                let found = try await brand.find(in: catalog)
                let share = try await catalog.shares.revoke(id, of: found, by: .commandLine)
                guard !options.json else { return try Output.json(ShareOutput(share, of: found, at: catalog.clock.now())) }
                print("Revoked the link for \(Output.safe(share.recipient)). It opens nothing any more.")
            }
        }
    }
}

private struct ShareOutput: Encodable {
    let id: Int
    let brandId: Int
    let recipient: String
    /// As it stands in the address of the overview.
    let view: String
    /// The same in words.
    let shown: String
    let createdBy: String
    let createdAt: String
    let expiresAt: String
    @OrNull var revokedAt: String?
    /// The hour in which it was last opened.
    @OrNull var openedAt: String?
    let state: String
    /// Only in the answer that makes it.
    let link: String?

    init(_ share: Share, of brand: Brand, link: String? = nil, at now: Timestamp) {
        id = share.id
        brandId = share.brand
        recipient = share.recipient
        view = share.view
        shown = ShareView.words(share.view, of: brand)
        createdBy = share.createdBy
        createdAt = share.createdAt.iso8601
        expiresAt = share.expiresAt.iso8601
        revokedAt = share.revokedAt?.iso8601
        openedAt = share.openedAt?.iso8601
        state = share.state(at: now, of: brand).rawValue
        self.link = link
    }
}
