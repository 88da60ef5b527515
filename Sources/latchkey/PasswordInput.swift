internal import ArgumentParser
internal import Catalog
internal import Server

/// How a person gets a first password: read from standard input, never from an argument that `ps` shows, or by a one-time link.
struct PasswordInput: ParsableArguments {
    @Flag(help: "Read the password from the first line of standard input. Without this a one-time set-up link is printed.")
    var passwordStdin = false

    /// Before anything is written, so that a bad password leaves nothing half-made.
    func read() throws -> String? {
        guard passwordStdin else { return nil }
        guard let line = readLine(strippingNewline: true), !line.isEmpty else {
            throw OperatorError("There was no password on standard input.")
        }
        try PasswordHasher.check(line)
        return line
    }

    /// - Returns: the link, where the person has no password yet and none was given.
    static func apply(_ password: String?, to member: Membership, _ catalog: Catalog, _ settings: Settings) async throws
        -> String?
    {
        if let password {
            try await catalog.accounts.setPassword(password, of: member.user, by: .commandLine)
            return nil
        }
        guard !member.isSetUp else { return nil }
        let link = try await catalog.accounts.makeSetupLink(for: member.user, by: .commandLine)
        return address(of: link, settings)
    }

    static func address(of link: String, _ settings: Settings) -> String {
        "\(settings.baseURL(port: settings.port))/set-up/\(link)"
    }

    /// - Throws: when a password was given for somebody who has one: it is theirs, and no command replaces it by the way.
    static func refuseToReplace(_ password: String?, of email: String, _ catalog: Catalog) async throws {
        guard password != nil, try await catalog.accounts.hasPassword(email: email) else { return }
        throw CatalogError.conflict(
            "\(email) has a password already; nothing was changed. Leave out --password-stdin to keep it, or let them choose a new one with \"latchkey member link\"."
        )
    }
}
