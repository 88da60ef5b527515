package import APIKeys

package protocol LeakStore: Sendable {
    /// Adds all or none. Does the same work for every token, whether it is one of this server or not.
    /// - Returns: false when the queue would then hold more than `capacity`.
    func enqueue(_ reports: [LeakReport], capacity: Int, at now: Timestamp) async throws -> Bool
    /// The oldest of the queue whose numbers are above `number`.
    func queued(after number: Int, limit: Int) async throws -> LeakBatch
    /// Takes them off the queue.
    func drop(_ reports: [Int]) async throws
    /// Keeps the leak and writes the entry, unless the same one is kept already, or `most` places of the token from the same kind of
    /// reporter are. Earlier leaks of the token that were only flagged become revoked when this one is.
    /// - Returns: whether it was new.
    func keep(_ leak: Leak, most: Int, audit: AuditDraft) async throws -> Bool
    /// The latest first.
    func recent(of organization: Int, limit: Int) async throws -> [Leak]
}

/// A part of the queue.
package struct LeakBatch: Sendable {
    package struct Report: Sendable {
        package let number: Int
        package let trace: TokenTrace
        package let place: LeakPlace
        package let at: Timestamp

        package init(number: Int, trace: TokenTrace, place: LeakPlace, at moment: Timestamp) {
            self.number = number
            self.trace = trace
            self.place = place
            at = moment
        }
    }

    package var reports: [Report] = []
    /// The numbers of rows that this server did not write, or not like that.
    package var damaged: [Int] = []

    package init() {}
}
