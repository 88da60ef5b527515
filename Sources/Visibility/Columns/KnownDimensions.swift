internal import Synchronization

/// What dimensions say of the questions, settings and sources of a snapshot, worked out when a query first asks. As long as neither the
/// observations nor the names change, later queries find it here: for one about few days that is much of the work.
package final class KnownDimensions: Sendable {
    private let known = Mutex(Known())

    private struct Known {
        var codings: [Dimension: Coding] = [:]
        var tries: [[Dimension]: KeyTrie] = [:]
        var owners: [CompetitorLanes.View: [UInt32]] = [:]
    }

    /// Queries can name dimensions in hundreds of orders and see competitors in any number of ways: of each so many are kept.
    private static let most = 16

    package init() {}

    func coding(of dimension: Dimension, _ make: () -> Coding) -> Coding {
        found(\.codings[dimension], make)
    }

    /// - Parameter dimensions: of one family.
    func trie(of dimensions: [Dimension], _ make: () -> KeyTrie) -> KeyTrie {
        known.withLock { if $0.tries.count >= Self.most, $0.tries[dimensions] == nil { $0.tries = [:] } }
        return found(\.tries[dimensions], make)
    }

    func owners(in view: CompetitorLanes.View, _ make: () -> [UInt32]) -> [UInt32] {
        known.withLock { if $0.owners.count >= Self.most, $0.owners[view] == nil { $0.owners = [:] } }
        return found(\.owners[view], make)
    }

    /// Two that ask at the same time may both work it out; neither waits.
    private func found<Value: Sendable>(_ place: any WritableKeyPath<Known, Value?> & Sendable, _ make: () -> Value) -> Value {
        if let value = known.withLock({ $0[keyPath: place] }) { return value }
        let value = make()
        known.withLock { $0[keyPath: place] = value }
        return value
    }
}
