internal import APIKeys
internal import ArgumentParser
internal import Catalog
internal import Server

struct WebhookCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "webhook", abstract: "Addresses that are told of what happens to keys.",
        discussion: "A running server sends the messages, signed, and again for a day and a half until they are taken.",
        subcommands: [Add.self, List.self, Remove.self, Deliveries.self, Redeliver.self, Test.self])

    struct Add: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Make a webhook. Its signing secret is printed once and never again.",
            discussion: """
                Events: \(WebhookEvent.allCases.map(\.rawValue).joined(separator: ", ")). The address must be on the public internet \
                and begin with https://, but for blocks that the setting webhook.allow names.
                """)

        @OptionGroup var options: DataOptions
        @OptionGroup var organization: OrganizationOption
        @Option(help: "The address to send to.") var url: String
        @Option(help: "An event to send, such as key.revoked; may be repeated. All events when left out.")
        var event: [WebhookEvent] = []

        func run() async throws {
            try await options.withCatalog { catalog, _ in
                let organization = try await catalog.organizations.find(slug: organization.org)
                let (webhook, secret) = try await catalog.webhooks.create(
                    url: url, events: event.isEmpty ? .all : .only(Set(event)), in: organization, by: .commandLine)
                guard !options.json else { return try Output.json(WebhookOutput(webhook, secret: secret)) }
                print(secret.reveal())
                print("This is the only time the signing secret is shown. The webhook's id is \(webhook.id).")
            }
        }
    }

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "List the webhooks, oldest first; never their secrets.")

        @OptionGroup var options: DataOptions
        @OptionGroup var organization: OrganizationOption

        func run() async throws {
            try await options.withCatalog { catalog, _ in
                let organization = try await catalog.organizations.find(slug: organization.org)
                let webhooks = try await catalog.webhooks.list(of: organization)
                guard !options.json else { return try Output.json(webhooks.map { WebhookOutput($0) }) }
                Output.table(
                    ["ID", "ADDRESS", "EVENTS", "CREATED", "BY"],
                    webhooks.map { webhook in
                        [
                            String(webhook.id), webhook.url.text, webhook.events.names?.joined(separator: ",") ?? "all",
                            webhook.createdAt.iso8601, webhook.createdBy,
                        ]
                    })
            }
        }
    }

    struct Remove: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "End a webhook. Nothing more is sent to it, not even what was on its way.")

        @OptionGroup var options: DataOptions
        @OptionGroup var organization: OrganizationOption
        @Argument(help: "The webhook's id.") var id: Int

        func run() async throws {
            try await options.withCatalog { catalog, _ in
                let organization = try await catalog.organizations.find(slug: organization.org)
                let webhook = try await catalog.webhooks.remove(id, in: organization, by: .commandLine)
                guard !options.json else { return try Output.json(WebhookOutput(webhook)) }
                print("Removed webhook \(webhook.id). Its delivery log can still be read.")
            }
        }
    }

    struct Deliveries: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Show what was sent to a webhook and what it answered, newest first.",
            discussion: "What ended is kept for 30 days.")

        @OptionGroup var options: DataOptions
        @OptionGroup var organization: OrganizationOption
        @Argument(help: "The webhook's id.") var id: Int
        @Option(help: "At most this many.") var limit = 50
        @Option(help: ArgumentHelp("Only deliveries older than this one.", valueName: "delivery")) var before: Int?

        func run() async throws {
            try await options.withCatalog { catalog, _ in
                let organization = try await catalog.organizations.find(slug: organization.org)
                let deliveries = try await catalog.webhooks.deliveries(
                    of: id, in: organization, before: before, limit: max(1, limit))
                guard !options.json else { return try Output.json(deliveries.map { DeliveryOutput($0) }) }
                Output.table(
                    ["ID", "CREATED", "EVENT", "STATE", "ATTEMPTS", "STATUS", "NEXT", "NOTE"],
                    deliveries.map { delivery in
                        [
                            String(delivery.id), delivery.createdAt.iso8601, delivery.message.type, delivery.state.rawValue,
                            String(delivery.attempts), delivery.lastAttempt?.status.map(String.init) ?? "-",
                            delivery.nextAttemptAt?.iso8601 ?? "-", delivery.lastAttempt?.note ?? "",
                        ]
                    })
            }
        }
    }

    struct Redeliver: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Send a message once more, under the same message id, and wait for what comes of it.")

        @OptionGroup var options: DataOptions
        @OptionGroup var organization: OrganizationOption
        @Argument(help: "The delivery's id; see \"latchkey webhook deliveries\".") var id: Int

        func run() async throws {
            try await options.withCatalog { catalog, _ in
                let organization = try await catalog.organizations.find(slug: organization.org)
                let delivery = try await catalog.webhooks.redeliver(id, in: organization)
                try await DeliveryOutput.follow(delivery, in: organization, catalog, json: options.json)
            }
        }
    }

    struct Test: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Send a message of type webhook.test, and wait for what comes of it.")

        @OptionGroup var options: DataOptions
        @OptionGroup var organization: OrganizationOption
        @Argument(help: "The webhook's id.") var id: Int

        func run() async throws {
            try await options.withCatalog { catalog, _ in
                let organization = try await catalog.organizations.find(slug: organization.org)
                let delivery = try await catalog.webhooks.sendTest(to: id, in: organization, by: .commandLine)
                try await DeliveryOutput.follow(delivery, in: organization, catalog, json: options.json)
            }
        }
    }
}

extension WebhookEvent: ExpressibleByArgument {}
