internal import APIKeys
internal import ArgumentParser
internal import Foundation

@main
struct Latchkey: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "latchkey",
        abstract: "A self-hosted server for AI-visibility data, opened by organization API keys.",
        discussion: """
            Begin with "latchkey serve --demo", or make an organization of your own:

              latchkey org create --name Northwind --admin ann@northwind.example
              latchkey brand create --org northwind --name Fabrikam \\
                --website https://fabrikam.example
              latchkey key create --org northwind --name Looker \\
                --scope query --brand 1
              latchkey serve

            Commands work on the data directory, also while a server has it open; the server notices within a second.
            Settings come from flags, then from LATCHKEY_… variables, then from the configuration file: see \
            "latchkey config show".
            """,
        subcommands: [
            Serve.self, Org.self, Member.self, BrandCommand.self, CompetitorCommand.self, PersonaCommand.self, PromptCommand.self,
            CollectionCommand.self, ImportCommand.self, JobCommand.self, Key.self, TokenCommand.self, ApprovalCommand.self,
            PolicyCommand.self, AdminTokenCommand.self, WebhookCommand.self, ShareCommand.self, Scan.self, Audit.self,
            Config.self, MailCommand.self,
            DemoCommand.self,
        ])

    static func main() async {
        // What this program writes is for its own account only, the secret above all.
        umask(0o077)
        do {
            var command = try parseAsRoot()
            if var command = command as? any AsyncParsableCommand {
                try await command.run()
            } else {
                try command.run()
            }
            try Output.finish()
        } catch {
            let error = Failure.readable(error)
            let text = fullMessage(for: error)
            let masked = Token.masking(text)
            guard masked != text else { exit(withError: error) }
            // What a person typed is repeated to them, but not a whole key that stood in the wrong place.
            FileHandle.standardError.write(Data((masked + "\n").utf8))
            Foundation.exit(exitCode(for: error).rawValue)
        }
    }
}
