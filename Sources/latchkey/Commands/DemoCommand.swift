internal import ArgumentParser
internal import Catalog
internal import Server

struct DemoCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "demo", abstract: "Made-up data to try things with.", subcommands: [Generate.self])

    struct Generate: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Give a brand a year of made-up responses.",
            discussion: """
                Plausible answers of assistants to the brand's prompts, spread over the last \(DemoAnswers.days) days. The same seed makes \
                the same answers; those that are there already are not stored again. The brand needs prompts.

                  latchkey demo generate --org northwind --brand 1 --responses 5000
                """)

        @OptionGroup var options: DataOptions
        @OptionGroup var brand: BrandOption
        @Option(help: "How many.") var responses = 50_000
        @Option(help: "Another number makes other answers.") var seed: UInt64 = 1

        func validate() throws {
            if responses < 1 { throw ValidationError("--responses must be at least 1.") }
        }

        func run() async throws {
            try await options.withCatalog { catalog, _ in
                let brand = try await brand.find(in: catalog)
                var bar = ProgressBar()
                let written = try await Demo.fill(brand, with: responses, seed: seed, catalog) { done in
                    bar.show("Writing", done, of: responses)
                }
                bar.clear()
                if options.json {
                    try Output.json(["responses": written])
                } else {
                    print("\(brand.name) has \(written) made-up responses.")
                }
            }
        }
    }
}
