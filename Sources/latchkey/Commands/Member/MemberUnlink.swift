internal import ArgumentParser
internal import Catalog

extension Member {
    struct Unlink: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Forget which account at the OpenID provider is a person's.",
            discussion: """
                For who got a new account there, under the same address. Their next sign-in by the provider links it. Browsers in which \
                they are signed in stay so.
                """)

        @OptionGroup var options: DataOptions
        @Option(help: "The person's e-mail address.") var email: String

        func run() async throws {
            try await options.withCatalog { catalog, _ in
                let count = try await catalog.identities.unlink(email: email, by: .commandLine)
                guard !options.json else { return try Output.json(["unlinked": count]) }
                print(count == 0 ? "\(email) was not linked to an account." : "\(email) is not linked any more.")
            }
        }
    }
}
