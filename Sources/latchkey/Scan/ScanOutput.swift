internal import APIKeys
internal import Catalog
internal import Foundation

/// The shape of `latchkey scan --json`. No secret stands in it.
struct ScanOutput: Encodable {
    struct Found: Encodable {
        let id: String
        /// `key` or `admin_token`.
        let kind: String
        let places: [ScanPlace]
        /// `null` without a data directory, and for what is not of its server.
        @OrNull var known: Known?
        @OrNull var receipt: ReceiptOutput?
    }

    struct Known: Encodable {
        let organizationId: Int
        let organization: String
        let name: String
        let state: String
        let live: Bool
        let revokedNow: Bool
    }

    let tokens: [Found]
    let skipped: [ScanFindings.Skipped]
    /// Whether everything could be looked at.
    let complete: Bool
    /// Whether a data directory was asked.
    let compared: Bool
    let files: Int
    let repositories: Int
    let objects: Int
    let bytes: Int

    init(_ findings: ScanFindings, _ judgements: [TokenJudgement], isCompared: Bool) {
        compared = isCompared
        tokens = findings.found.enumerated().map { index, found in
            let judgement = judgements.indices.contains(index) ? judgements[index] : nil
            return Found(
                id: found.token.id.description, kind: found.token.kind == .key ? "key" : "admin_token", places: found.places,
                known: judgement.flatMap { Known($0) }, receipt: judgement?.receipt.map { ReceiptOutput($0) })
        }
        skipped = findings.skipped
        complete = findings.skipped.isEmpty
        files = findings.files
        repositories = findings.repositories
        objects = findings.objects
        bytes = findings.bytes
    }
}

extension ScanOutput.Known {
    fileprivate init?(_ judgement: TokenJudgement) {
        guard let known = judgement.known, let organization = judgement.organization else { return nil }
        self.init(
            organizationId: organization.id, organization: organization.name, name: known.name, state: judgement.state,
            live: judgement.isLive, revokedNow: judgement.isRevokedNow)
    }
}

/// The same for people.
enum ScanText {
    static func show(_ findings: ScanFindings, _ judgements: [TokenJudgement], isRevoking: Bool) {
        for (index, found) in findings.found.enumerated() {
            let judgement = judgements.indices.contains(index) ? judgements[index] : nil
            let kind = found.token.kind == .key ? "an API key" : "an admin token"
            print(Output.safe("\(found.token.id): \(kind)\(judgement.map { " \($0.words)" } ?? "")"))
            for place in found.places { print("  \(place.words)") }
            if isRevoking, let line = judgement?.receiptLine { print(Output.safe("  \(line)")) }
        }
        let places = findings.found.reduce(0) { $0 + $1.places.count }
        print(
            places == 0
                ? "No token found." : "Found \(count(findings.found.count, "token")) in \(count(places, "place")).")
        var looked = [count(findings.files, "file")]
        if findings.repositories > 0 {
            looked.append(
                "\(count(findings.objects, "git object")) of \(findings.repositories == 1 ? "1 repository" : "\(findings.repositories) repositories")"
            )
        }
        print("Looked at \(looked.joined(separator: " and ")), \(megabytes(findings.bytes)) MB.")
        if !findings.skipped.isEmpty {
            print("\(count(findings.skipped.count, "place")) could not be looked at; standard error says which, and why.")
        }
    }

    private static func count(_ number: Int, _ what: String) -> String { "\(number) \(what)\(number == 1 ? "" : "s")" }

    private static func megabytes(_ bytes: Int) -> String {
        let tenths = (bytes + 50_000) / 100_000
        return "\(tenths / 10).\(tenths % 10)"
    }
}
