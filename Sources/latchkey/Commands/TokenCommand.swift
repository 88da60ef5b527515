internal import APIKeys
internal import ArgumentParser
internal import Foundation
internal import Server

struct TokenCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "token", abstract: "Make a key's secret yourself, away from the server.", subcommands: [New.self])

    struct New: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Print a fresh token, its id and its SHA-256. Needs no server and no data directory; nothing is kept.",
            discussion: """
                For secret managers and infrastructure as code: keep the token, and give only the id and the SHA-256 to \
                "latchkey key create" or "latchkey key rotate" (--secret-id, --secret-sha256), or to the management API (id, \
                token_sha256). So no state file and no log in between ever holds the secret.
                """)

        @Flag(help: "Print JSON.") var json = false

        @Option(
            help: ArgumentHelp(
                "Write the token to this new file, mode 0600, without a line end, and do not print it.", valueName: "file"))
        var out: String?

        func run() throws {
            let token = Token.generate()
            if let out { try Self.write(token, to: out) }
            let hash = TokenHash(of: token).hex
            guard !json else {
                return try Output.json(
                    Made(token: out == nil ? token.reveal() : nil, id: token.id.description, tokenSha256: hash, file: out))
            }
            var rows = [("Id", token.id.description), ("SHA-256", hash)]
            rows.insert(out.map { ("Token", "in \($0)") } ?? ("Token", token.reveal()), at: 0)
            Output.sheet(rows)
        }

        /// - Throws: ``OperatorError`` also for a file that is there already: it may be somebody's only copy of another token.
        private static func write(_ token: Token, to path: String) throws {
            let descriptor = Foundation.open(path, O_WRONLY | O_CREAT | O_EXCL, 0o600)
            guard descriptor >= 0 else {
                let reason = errno == EEXIST ? "it is there already, and is not overwritten" : String(cString: strerror(errno))
                throw OperatorError("The file \(path) cannot be made: \(reason).")
            }
            let file = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
            do {
                try file.write(contentsOf: Data(token.reveal().utf8))
                try file.synchronize()
                try file.close()
            } catch {
                unlink(path)
                throw OperatorError("The token could not be written to \(path): \(error.localizedDescription)")
            }
        }

        private struct Made: Encodable {
            /// `null` when it was written to a file.
            @OrNull var token: String?
            let id: String
            let tokenSha256: String
            let file: String?
        }
    }
}
