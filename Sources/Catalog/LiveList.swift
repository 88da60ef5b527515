/// A list of things that end: those that still work are always there, all of them; those that are over come a part at a time.
package struct LiveList<Item: Sendable>: Sendable {
    /// The newest first.
    package let live: [Item]
    /// The newest first.
    package let over: [Item]
    /// Whether there are older ones that are over.
    package let hasMore: Bool

    package var all: [Item] { live + over }

    /// - Parameter over: one more than `limit` where there are more.
    package init(live: [Item], over: [Item], limit: Int) {
        self.live = live
        self.over = Array(over.prefix(limit))
        hasMore = over.count > limit
    }
}

/// Which part of what is over.
package struct ListPart: Hashable, Sendable {
    package static let standardLimit = 50

    package let skipped: Int
    package let limit: Int

    package init(skipping skipped: Int = 0, limit: Int = standardLimit) {
        self.skipped = max(0, skipped)
        self.limit = max(1, limit)
    }
}
