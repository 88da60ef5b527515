/// Bounds how long something may take.
enum Deadline {
    /// It took longer.
    struct Passed: Error {}

    /// - Parameter work: is cancelled when time is up, and must heed that.
    static func within<Value: Sendable>(
        _ longest: Duration, _ work: @escaping @Sendable () async throws -> Value
    ) async throws -> Value {
        try await withThrowingTaskGroup(of: Value?.self) { group in
            group.addTask { try await work() }
            group.addTask {
                try await Task.sleep(for: longest)
                return nil
            }
            defer { group.cancelAll() }
            guard let first = try await group.next(), let value = first else { throw Passed() }
            return value
        }
    }
}
