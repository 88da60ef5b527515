internal import APIKeys
internal import ArgumentParser
internal import Catalog
internal import Foundation
internal import Server

struct Scan: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Find keys and admin tokens in files, directories and git history.",
        discussion: """
            Prints the public id of each token and the places where it stands, never the secret. A token is told by its checksum, \
            so there is hardly a false alarm. Symbolic links within a directory are not followed. Of a directory that is, holds or \
            lies in a git repository everything that git keeps is looked through too: every version of every file and every \
            message, on a branch or not. Text in UTF-16 is read where its mark begins the file, as Windows shells write it. Not seen \
            through are compressed and encrypted files, base64, UTF-16 without its mark and UTF-32, and a token that is broken \
            across lines.

            With --data, or LATCHKEY_DATA, it says of each token whether it is of that server and works. With --revoke those whose \
            whole secret is right are revoked, and each gets its receipt; a made-up secret behind a real public id revokes nothing.

            Exits 0 when nothing was found, 1 when something was, and 2 when nothing was found but not everything could be looked \
            at, or when the command failed.

              latchkey scan .
              latchkey scan --data /var/lib/latchkey --revoke ~/src/reports
              pg_dump reports | latchkey scan -
            """)

    @OptionGroup var options: DataOptions
    @Argument(help: ArgumentHelp("Files and directories; - for standard input.", valueName: "path"))
    var paths: [String]
    @Flag(help: "Revoke what is found, if it is of this server.") var revoke = false
    @Flag(inversion: .prefixedNo, help: ArgumentHelp("Look through git history too.")) var history = true

    func run() async throws {
        let status: Int32
        do {
            status = try await isComparing ? options.withCatalog { catalog, _ in try await scan(catalog) } : scan(nil)
        } catch {
            Output.complain(Token.masking("Error: \(Failure.readable(error))"))
            throw ExitCode(2)
        }
        if status != 0 { throw ExitCode(status) }
    }

    /// Whether a data directory was named: one that merely lies in the working directory says nothing of what is scanned.
    private var isComparing: Bool {
        let environment = ProcessInfo.processInfo.environment
        return revoke || [options.data, options.config, options.secretFile].contains { $0 != nil }
            || ["LATCHKEY_DATA", "LATCHKEY_CONFIG"].contains { environment[$0] != nil }
    }

    private func scan(_ catalog: Catalog?) async throws -> Int32 {
        let findings = look()
        var judgements: [TokenJudgement] = []
        if let catalog {
            for found in findings.found {
                let judgement = try await TokenJudgement.of(found.token, catalog)
                judgements.append(revoke ? try await judgement.revoking(found, catalog) : judgement)
            }
        }
        if options.json {
            try Output.json(ScanOutput(findings, judgements, isCompared: catalog != nil))
        } else {
            ScanText.show(findings, judgements, isRevoking: revoke)
        }
        if !findings.found.isEmpty { return 1 }
        return findings.skipped.isEmpty ? 0 : 2
    }

    private func look() -> ScanFindings {
        var files = FileScan()
        for path in paths {
            if path == "-" { files.standardInput() } else { files.scan(ScanPath(path)) }
        }
        guard history else { return files.findings }
        var git = GitScan(files.findings)
        for directory in files.repositories { git.scan(directory) }
        return git.findings
    }
}
