internal import APIKeys
internal import Catalog

/// One place that requests came from.
struct SourceRow: Sendable {
    let address: String
    let client: String
    let accepted: String
    let refused: String
    let hasRefused: Bool
    let lastCall: Moment

    init(_ count: UsageReport.SourceCount, words: DateWords) {
        let source = SourceWords(count.source)
        address = source.address
        client = source.client
        accepted = grouped(count.accepted)
        refused = grouped(count.refused)
        hasRefused = count.refused > 0
        lastCall = words.hour(count.last)
    }
}
