internal import APIKeys
internal import ArgumentParser
internal import Catalog
internal import Foundation
internal import Server

struct AuditVerify: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify",
        abstract: "Check that the audit log is whole, unchanged, in order and written by this server.",
        discussion: """
            Checks the log of the data directory, with or without a server running; with --file an export instead, without a \
            database. With --heads each signed head of that file must be in the log, which finds a log that was cut at its end or \
            written anew. Exits 0 when nothing is wrong; otherwise 1, naming each entry that is wrong, how, and what it means.
            """)

    @OptionGroup var options: DataOptions

    @Option(help: ArgumentHelp("Check this export rather than the data directory.", valueName: "export"))
    var file: String?

    @Option(
        help: ArgumentHelp(
            "With --file: check with this public key alone. Without it the server secret is read, and seals are checked too.",
            valueName: "key"))
    var publicKey: String?

    @Option(help: ArgumentHelp("The file to which the server appends signed heads, or a copy of it.", valueName: "file"))
    var heads: String?

    func validate() throws {
        guard publicKey == nil || file != nil else {
            throw ValidationError("--public-key is for --file; the log of a data directory is checked with its server secret.")
        }
    }

    func run() async throws {
        if let file { return try await verify(file) }
        try await options.withCatalog { catalog, _ in
            let list = try heads(signedBy: catalog.audit.publicKey())
            try report(try await catalog.audit.verify(against: list), of: "The audit log", torn: list.torn)
        }
    }

    private func verify(_ file: String) async throws {
        let (key, secret) = try await keys()
        let list = try heads(signedBy: key)
        var check = ExportCheck(publicKey: key, secret: secret, heads: list)
        try LineFile.forEach(in: URL(filePath: file)) { check.take(line: $0) }
        let (kind, verdict) = check.finish()
        switch kind {
        case .whole: try report(verdict, of: "The export", torn: list.torn)
        case .excerpt where heads != nil:
            throw OperatorError(
                "\(file) has the entries of one organization, which cannot be held against heads; export the whole log for that.")
        case .excerpt: try report(verdict, of: "The export of one organization", torn: 0)
        }
    }

    private func keys() async throws -> (AuditPublicKey, ServerSecret?) {
        if let publicKey {
            guard let key = AuditPublicKey(publicKey) else {
                throw OperatorError(
                    "\"\(publicKey)\" is no public key; it is the line of 44 characters that \"latchkey audit public-key\" prints."
                )
            }
            return (key, nil)
        }
        let settings = try await options.settings()
        guard let secret = try settings.readSecret() else {
            throw OperatorError(
                "There is no server secret in \(settings.secretFile.path). Name it with --secret-file or --data, or check with --public-key."
            )
        }
        return (try AuditPublicKey(of: secret), secret)
    }

    private func heads(signedBy key: AuditPublicKey) throws -> HeadList {
        try heads.map { try HeadFile.read(URL(filePath: $0), signedBy: key) } ?? HeadList()
    }

    // MARK: What is printed

    private func report(_ verdict: AuditVerdict, of what: String, torn: Int) throws {
        if options.json {
            try Output.json(Report(verdict))
        } else if verdict.isIntact {
            print("\(what) is intact: \(verdict.entries) entries.")
            if heads != nil { print("\(verdict.heads) signed heads are in it.") }
        }
        if torn > 0, !options.json { print("\(torn) lines of the file of heads were cut short, as by a crash, and say nothing.") }
        guard !verdict.isIntact else { return }
        if !options.json {
            for fault in verdict.faults { print("\(Output.safe(fault.what)).\n  \(fault.means)") }
            let more = verdict.faultCount - verdict.faults.count
            if more > 0 { print("And \(more) more.") }
        }
        let first = verdict.faults.first.map { Output.safe($0.what) } ?? "it cannot be read"
        throw OperatorError("\(what) is broken: \(first).")
    }

    private struct Report: Encodable {
        let intact: Bool
        let entries: Int
        let heads: Int
        let faultCount: Int
        let faults: [Fault]

        init(_ verdict: AuditVerdict) {
            intact = verdict.isIntact
            entries = verdict.entries
            heads = verdict.heads
            faultCount = verdict.faultCount
            faults = verdict.faults.map { Fault(kind: $0.kind.rawValue, entry: $0.entry, what: $0.what, means: $0.means) }
        }
    }

    private struct Fault: Encodable {
        let kind: String
        @OrNull var entry: Int?
        let what: String
        let means: String
    }
}
