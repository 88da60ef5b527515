internal import Synchronization

/// The labels of brands as they were last read. Every page about a brand offers them, and they seldom change: they are read again once
/// something of the brand was changed, whoever did it.
final class LabelCache: Sendable {
    private let prompts: any PromptStore
    private let observations: any ObservationStore
    private let kept = Mutex<[Int: (mark: Int, labels: PromptLabels)]>([:])

    /// Of brands. With more of them all are read anew.
    private static let most = 256

    init(prompts: any PromptStore, observations: any ObservationStore) {
        self.prompts = prompts
        self.observations = observations
    }

    func labels(of brand: Int) async throws -> PromptLabels {
        // The mark first: what is changed while the labels are read is read again the next time.
        let mark = try await observations.marks(of: brand).dimensions
        if let known = kept.withLock({ $0[brand] }), known.mark == mark { return known.labels }
        let labels = try await prompts.labels(of: brand)
        kept.withLock { kept in
            if kept.count >= Self.most { kept.removeAll() }
            kept[brand] = (mark, labels)
        }
        return labels
    }
}
