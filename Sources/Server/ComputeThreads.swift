internal import NIOPosix

/// Runs what computes for long, such as the evaluation of ten thousand answers, on threads of its own: on those of Swift's concurrency
/// it would keep from their turn all that runs there, the task that takes over changes of access too.
final class ComputeThreads: TaskExecutor {
    static let forThisProcess = ComputeThreads(count: Processors.allowed)
    /// Apart from the others, so that no page waits for an import. More than processors: some pages wait for the disk.
    static let forPages = ComputeThreads(count: Processors.allowed + 2)

    private let pool: NIOThreadPool

    private init(count: Int) {
        pool = NIOThreadPool(numberOfThreads: count)
        pool.start()
    }

    func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        pool.submit { _ in job.runSynchronously(on: self.asUnownedTaskExecutor()) }
    }
}
