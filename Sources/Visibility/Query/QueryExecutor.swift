/// Carries plans out over the observations of a brand: the column engine here, or a database of columns elsewhere.
package protocol QueryExecutor: Sendable {
    /// - Parameters:
    ///   - plans: all of them see the same observations and the same names.
    ///   - isWanted: whether somebody still waits; asked now and then, on any thread.
    ///   - finish: makes of the results what is wanted, on the thread that carried the plans out, since that may be much work too.
    /// - Throws: ``QueryError``, also when the task was cancelled or nobody waits any more; and what `finish` throws.
    func execute<Answer: Sendable>(
        _ plans: [QueryPlan], of brand: Int, while isWanted: @escaping @Sendable () -> Bool,
        _ finish: @escaping @Sendable ([QueryResult]) throws -> Answer
    ) async throws -> Answer

    /// The same plans for each of many brands, of which one may see later observations than another.
    /// - Parameter finish: is given the brand too.
    /// - Returns: what was made of each, in any order.
    func execute<Answer: Sendable>(
        _ plans: [QueryPlan], ofEach brands: [Int], while isWanted: @escaping @Sendable () -> Bool,
        _ finish: @escaping @Sendable (Int, [QueryResult]) throws -> Answer
    ) async throws -> [Answer]
}
