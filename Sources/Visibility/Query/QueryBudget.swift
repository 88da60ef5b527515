/// What a query may use.
package struct QueryBudget: Hashable, Sendable {
    /// Of the tables of groups.
    package var maximumBytes: Int

    package init(maximumBytes: Int = 256 << 20) { self.maximumBytes = maximumBytes }
}
