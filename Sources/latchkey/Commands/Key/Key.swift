internal import APIKeys
internal import ArgumentParser
internal import Catalog
internal import Server

struct Key: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "API keys of an organization, from their making to their end.",
        discussion: """
            What a command changes is in force at once for commands, and within a second for a running server. \
            Spans of time are written like 90s, 15m, 24h or 7d.
            """,
        subcommands: [
            Create.self, List.self, Show.self, Edit.self, Rotate.self, Traffic.self, FinishRotation.self, Revoke.self,
            ShowReceipt.self, Usage.self, Check.self, Hints.self, Narrow.self,
        ])
}

/// Which key is meant.
struct KeyArgument: ParsableArguments {
    @Argument(help: "The key's public id, lk_….") var id: String

    func parsed() throws -> KeyID { try Self.read(id) }

    /// A whole key is understood too, since that is what is at hand when one has leaked; no message repeats it.
    static func read(_ text: String) throws -> KeyID {
        guard let id = KeyID(text) ?? Token(text)?.id else {
            throw OperatorError("That is no key id. An id is lk_ and 12 letters or digits; see \"latchkey key list\".")
        }
        return id
    }
}

/// A secret that the caller made: its id and hash, both or neither.
struct SuppliedSecretOptions: ParsableArguments {
    @Option(help: ArgumentHelp("The public id of a token that you made; see \"latchkey token new\".", valueName: "id"))
    var secretId: String?

    @Option(
        name: .customLong("secret-sha256"),
        help: ArgumentHelp(
            "The SHA-256 of that token, 64 hexadecimal digits. The token itself is never asked for.", valueName: "hex"))
    var secretHash: String?

    func validate() throws { _ = try parsed() }

    func parsed() throws -> SuppliedSecret? {
        guard secretId != nil || secretHash != nil else { return nil }
        guard let secretId, let secretHash else {
            throw ValidationError("Give both --secret-id and --secret-sha256, or neither.")
        }
        guard let id = KeyID(secretId) else {
            throw ValidationError("--secret-id must be a key's id: lk_ and 12 letters or digits.")
        }
        guard let hash = TokenHash(hex: secretHash) else {
            throw ValidationError("--secret-sha256 must be 64 hexadecimal digits, the SHA-256 of the whole token.")
        }
        return SuppliedSecret(id: id, hash: hash)
    }
}
