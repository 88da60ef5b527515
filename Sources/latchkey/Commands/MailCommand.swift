internal import ArgumentParser
internal import Catalog
internal import Foundation
internal import Server

struct MailCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "mail", abstract: "The mail that this server sends.", subcommands: [Test.self])

    struct Test: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Send a mail, and say what became of it.",
            discussion: "Uses the settings that begin with mail; see \"latchkey config show\". A running server is not needed.")

        @OptionGroup var options: DataOptions
        @Option(help: ArgumentHelp("Whom to send it to.", valueName: "email")) var to: String

        func run() async throws {
            let settings = try await options.settings()
            guard let office = settings.postOffice else {
                throw OperatorError("Mail is off. Set mail.from, and mail.smtp.host or mail.sendmail.")
            }
            let address = try EmailRule.check(to)
            try await office.send(
                Mail(
                    to: address, subject: "Mail from Latchkey arrives",
                    text: """
                        This is a test that somebody with a shell on the server sent by "latchkey mail test".
                        Invitations will arrive in the same way. There is nothing to do.

                        """))
            guard !options.json else { return try Output.json(["to": address, "by": office.name]) }
            print("Gave a mail for \(address) to \(office.name). Look whether it arrives.")
        }
    }
}
