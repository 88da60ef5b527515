internal import APIKeys
internal import Catalog
internal import Web

/// What a key's end did, as its page shows it and as its JSON says it.
struct ReceiptView: Sendable {
    let cause: String
    let effective: String
    let lastAccepted: String
    let lastFrom: String?
    let refusalsSince: String
    /// The other keys of its rotations that work.
    let others: String?
    let jsonURL: String

    init(_ receipt: Receipt, slug: String, words: DateWords) {
        cause = receipt.cause == .revoked ? "Revoked" : "Rotated out"
        effective = words.precise(receipt.effectiveAt)
        lastAccepted = receipt.lastAcceptedAt.map(words.precise) ?? "Never"
        lastFrom = receipt.lastSource.map { source in
            let source = SourceWords(source)
            return "\(source.address), \(source.client)"
        }
        refusalsSince = grouped(receipt.refusalsSince)
        let ids = receipt.othersWorking.map(\.description)
        others = ids.isEmpty ? nil : ids.joined(separator: ", ")
        jsonURL = SitePath.receipt(slug, receipt.key).address
    }

    static func json(_ receipt: Receipt) -> JSONWriter {
        var writer = JSONWriter()
        writer.value(
            .object([
                ("key_id", .string(receipt.key.description)), ("cause", .string(receipt.cause.rawValue)),
                ("effective_at", .string(receipt.effectiveAt.iso8601)),
                ("last_accepted_at", receipt.lastAcceptedAt.map { .string($0.iso8601) } ?? .null),
                ("last_address", receipt.lastSource?.address.map { .string($0.description) } ?? .null),
                ("last_client", receipt.lastSource.map { .string($0.client) } ?? .null),
                ("refusals_since", .integer(receipt.refusalsSince)),
                ("others_working", .array(receipt.othersWorking.map { .string($0.description) })),
            ]))
        return writer
    }
}
