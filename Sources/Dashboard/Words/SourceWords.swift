internal import APIKeys

/// Where requests came from, as pages say it.
struct SourceWords: Hashable, Sendable {
    let address: String
    let client: String

    init(_ source: UsageLedger.Source) {
        if source == .other {
            (address, client) = ("Other addresses", "too many to tell apart")
        } else {
            address = source.address?.description ?? "Unknown address"
            client = source.client.isEmpty ? "gave no name" : source.client
        }
    }
}
