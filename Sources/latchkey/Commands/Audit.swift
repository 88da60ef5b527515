internal import ArgumentParser

struct Audit: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "The audit log.",
        subcommands: [AuditVerify.self, AuditExport.self, AuditPublicKeyCommand.self, AuditList.self])
}
