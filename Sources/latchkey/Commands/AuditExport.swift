internal import APIKeys
internal import ArgumentParser
internal import Catalog
internal import Foundation
internal import Server

struct AuditExport: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "export",
        abstract: "Write the audit log as lines of JSON, with a signed last line.",
        discussion: """
            "latchkey audit verify --file" checks it, with the public key alone too. The whole log proves that no entry is missing \
            since the first. That of one organization (--org) proves that it is what this server exported, entry by entry; whether \
            that was all, only the whole log can prove. A log that is broken is written without a signed line, and the exit status is 1.
            """)

    @OptionGroup var options: DataOptions

    @Option(help: ArgumentHelp("Only the entries of this organization; see \"latchkey org list\".", valueName: "slug"))
    var org: String?

    @Option(help: ArgumentHelp("The file to make; standard output when unset.", valueName: "file"))
    var output: String?

    func run() async throws {
        try await options.withCatalog { catalog, _ in
            var organization: Organization?
            if let org { organization = try await catalog.organizations.find(slug: org) }
            let file = try ExportFile(output.map { URL(filePath: $0) })
            let exported: AuditExported
            do {
                exported = try await catalog.audit.export(of: organization) { try file.write($0) }
                try file.finish()
            } catch {
                file.abandon()
                throw error
            }
            guard exported.verdict.isIntact else {
                let fault = exported.verdict.faults.first?.what ?? "it cannot be read"
                throw OperatorError(
                    "The audit log is broken: \(Output.safe(fault)). \(exported.written) entries were written, without a signed last line."
                )
            }
            guard let output else { return }
            if options.json {
                try Output.json(Report(entries: exported.written, file: output))
            } else {
                print("\(exported.written) entries stand in \(output).")
            }
        }
    }

    private struct Report: Encodable {
        let entries: Int
        let file: String
    }
}

struct AuditPublicKeyCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "public-key",
        abstract: "Print the public key that checks signed heads and exports.",
        discussion: "It belongs to the server secret and may be given to anyone.")

    @OptionGroup var options: DataOptions

    @Flag(help: "Print it in PEM, for OpenSSL.")
    var pem = false

    func run() async throws {
        let settings = try await options.settings()
        guard let secret = try settings.readSecret() else {
            throw OperatorError("There is no server secret in \(settings.secretFile.path). Name it with --secret-file or --data.")
        }
        let key = try AuditPublicKey(of: secret)
        guard !options.json else { return try Output.json(Report(publicKey: key.text, pem: key.pem)) }
        print(pem ? key.pem : key.text)
    }

    private struct Report: Encodable {
        let publicKey: String
        let pem: String
    }
}
