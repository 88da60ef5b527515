import Synchronization

/// The sources of a brand, and what queries need to know of them in order. That is worked out when first asked for, from what was worked
/// out before there were more.
final class SourceCatalog: Sendable {
    /// Texts of all URLs by rank, and the rank of each URL; likewise their domains, where the rank that is `domains.count` means none.
    struct Order: Sendable {
        var urls: [QueryResult.Value] = []
        var urlRanks: [UInt32] = []
        var domains: [QueryResult.Value] = []
        var domainRanks: [UInt32] = []
        /// The URLs by rank.
        fileprivate var sorted: [UInt32] = []
        /// Of each URL, its domain.
        fileprivate var domainOf: [UInt32?] = []
        fileprivate var domainNumbers = Numbering<ExactText>()
    }

    let sources: [Codebook.Source]
    let urls: [ExactText]
    /// About what it takes.
    let bytes: Int
    private let known: Mutex<Known>

    private struct Known {
        /// Of the first of these URLs at least, where it is known.
        var order = Order()
    }

    init(_ codebook: Codebook, after earlier: SourceCatalog? = nil) {
        sources = codebook.sources.keys
        urls = codebook.urls.keys
        let order = earlier?.known.withLock(\.order) ?? Order()
        known = Mutex(Known(order: order))
        let text = urls[(earlier?.urls.count ?? 0)...].reduce(0) { $0 + 96 + $1.text.utf8.count }
        bytes = (earlier.map { $0.bytes - $0.sources.count * 24 } ?? 0) + text + sources.count * 24
    }

    var order: Order {
        known.withLock { known in
            if known.order.urlRanks.count < urls.count { known.order.extend(to: urls) }
            return known.order
        }
    }
}

extension SourceCatalog.Order {
    /// - Parameter texts: begin with those already here.
    fileprivate mutating func extend(to texts: [ExactText]) {
        let added = ExactText.order(of: texts[sorted.count...]).map { UInt32($0) }
        sorted = Self.merged(sorted, added) { texts[Int($0)] < texts[Int($1)] }
        urls = sorted.map { .text(texts[Int($0)].text) }
        urlRanks = Self.ranks(sorted)
        for text in texts[domainOf.count...] {
            domainOf.append(PageAddress(text.text).map { domainNumbers.code(of: ExactText($0.host)) })
        }
        let names = domainNumbers.keys
        let order = names.indices.map { UInt32($0) }.sorted { names[Int($0)] < names[Int($1)] }
        let ranks = Self.ranks(order)
        domains = order.map { .text(names[Int($0)].text) }
        domainRanks = domainOf.map { $0.map { ranks[Int($0)] } ?? UInt32(names.count) }
    }

    private static func ranks(_ sorted: [UInt32]) -> [UInt32] {
        var ranks = Array(repeating: UInt32(0), count: sorted.count)
        for (rank, element) in sorted.enumerated() { ranks[Int(element)] = UInt32(rank) }
        return ranks
    }

    private static func merged(_ one: [UInt32], _ other: [UInt32], by precedes: (UInt32, UInt32) -> Bool) -> [UInt32] {
        guard !one.isEmpty else { return other }
        var result: [UInt32] = []
        result.reserveCapacity(one.count + other.count)
        var index = 0
        for element in other {
            while index < one.count, precedes(one[index], element) {
                result.append(one[index])
                index += 1
            }
            result.append(element)
        }
        return result + one[index...]
    }
}
