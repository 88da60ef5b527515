internal import ArgumentParser
internal import Catalog

extension Member {
    struct ResetTOTP: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "reset-totp",
            abstract: "Turn off a person's two-factor sign-in.",
            discussion: """
                For who lost both the authenticator app and the recovery codes. From then on their password alone signs them in, so be \
                sure who is asking. Browsers in which they are signed in stay so.
                """)

        @OptionGroup var options: DataOptions
        @Option(help: "The person's e-mail address.") var email: String

        func run() async throws {
            try await options.withCatalog { catalog, _ in
                let user = try await catalog.accounts.resetSecondFactor(email: email, by: .commandLine)
                guard !options.json else { return try Output.json(ResetOutput(email: user.email, twoFactor: false)) }
                print("Two-factor sign-in of \(user.email) is off. They can set it up again on their account page.")
            }
        }
    }
}

private struct ResetOutput: Encodable {
    let email: String
    let twoFactor: Bool
}
