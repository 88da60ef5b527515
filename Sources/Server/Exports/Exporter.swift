package import Catalog
internal import Foundation
package import Logging
internal import ServiceLifecycle

/// Writes exports that people asked for, one after the other, and removes their files when their time is over. Any number of
/// processes on one database may run one.
package struct Exporter: Service {
    private let jobs: JobService
    private let brands: BrandService
    private let observations: ObservationService
    private let writer: ExportWriter
    /// Of files that one organization has, in bytes.
    private let keptBytes: Int
    private let logger: Logger

    private var files: ExportFiles { writer.files }

    private static let interval = Duration.seconds(1)
    /// The rarer step, in intervals.
    private static let perMinute = 60
    /// An export that was begun so often and never ended takes down whoever writes it. Being put back by a server that was told to end does
    /// not count.
    private static let mostAttempts = 10

    /// - Parameter reserve: what is to stay free on the disk, in bytes.
    package init(catalog: Catalog, files: ExportFiles, logger: Logger, reserve: Int = 256 << 20) {
        self.init(
            catalog: catalog, writer: ExportWriter(observations: catalog.observations, files: files, reserve: reserve),
            logger: logger)
    }

    init(catalog: Catalog, writer: ExportWriter, keptBytes: Int = JobService.keptBytes, logger: Logger) {
        jobs = catalog.jobs
        brands = catalog.brands
        observations = catalog.observations
        self.writer = writer
        self.keptBytes = keptBytes
        self.logger = logger
    }

    package func run() async throws {
        await cancelWhenGracefulShutdown {
            var round = 0
            while !Task.isCancelled {
                if round % Self.perMinute == 0 { await tidy() }
                round += 1
                await runOnce()
                try? await Task.sleep(for: Self.interval)
            }
        }
    }

    /// Works until nothing waits.
    package func runOnce() async {
        do {
            while !Task.isCancelled, let (job, reporter) = try await jobs.claimExport() { await write(job, reporter) }
        } catch is CancellationError {
        } catch {
            logger.error("Exports could not be looked for; it is tried again", metadata: ["error": "\(error)"])
        }
    }

    private func write(_ job: Job, _ reporter: JobReporter) async {
        do {
            let attempts = job.attempt - job.releases
            guard attempts <= Self.mostAttempts, let request = job.export else {
                let message = "It was begun \(attempts - 1) times and never came to an end. Ask for a shorter period."
                return await end(job, reporter, .failed, message)
            }
            let brand = try await brands.find(job.brand, in: job.organization)
            switch try await writer.write(request, of: brand, reporter) {
            case .written(let size):
                await end(job, reporter, .done, "A file of \(Self.words(size)).", fileSize: size)
                await makeRoom(in: job.organization)
            case .cancelled: await end(job, reporter, .cancelled, "No part of the file was kept.")
            case .lost: logger.warning("An export is written by another server now", metadata: ["job": "\(job.id)"])
            }
        } catch is CancellationError {
            await reporter.release()
        } catch {
            let message = (error as? ExportWriter.Failure)?.message ?? (error as? StoreError)?.message
            await end(job, reporter, .failed, message ?? "Something failed on the server; its log says what. Try again.")
            logger.error("An export failed", metadata: ["job": "\(job.id)", "error": "\(error)"])
        }
    }

    /// Where it cannot be written down, the job falls silent, and is begun again.
    private func end(
        _ job: Job, _ reporter: JobReporter, _ state: Job.State, _ message: String, fileSize: Int? = nil
    ) async {
        do {
            _ = try await reporter.writeEnd(state, message, fileSize: fileSize)
        } catch {
            logger.error(
                "The end of an export could not be written down; it is begun again",
                metadata: ["job": "\(job.id)", "error": "\(error)"])
        }
    }

    /// `3.4 MB`
    private static func words(_ size: Int) -> String {
        ByteCountFormatStyle(style: .decimal, locale: Locale(identifier: "en_US")).format(Int64(size))
    }

    private func makeRoom(in organization: Int) async {
        do {
            let dropped = try await jobs.dropFiles(of: organization, beyond: keptBytes)
            await remove(dropped.map { files.path(of: $0.id, attempt: $0.attempt) })
        } catch {
            logger.error("Old files of exports could not be given up", metadata: ["error": "\(error)"])
        }
    }

    /// Removes files whose time is over or whose job is gone, and forgets old jobs.
    package func tidy() async {
        do {
            let found = await withTaskExecutorPreference(observations.computing) { listed() }
            let known = Dictionary(uniqueKeysWithValues: try await jobs.jobs(Set(found.map(\.job))).map { ($0.id, $0) })
            let useless = found.filter { file in
                let job = known[file.job]
                let isWritten = job?.state == .running || job.map(jobs.isKept) ?? false
                return job?.attempt != file.attempt || !isWritten
            }
            await remove(useless.map { "\(files.directory)/\($0.name)" })
            try await jobs.prune()
        } catch is CancellationError {
        } catch {
            logger.error("Old exports could not be seen to; it is tried again", metadata: ["error": "\(error)"])
        }
    }

    private func listed() -> [(name: String, job: Int, attempt: Int)] {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: files.directory)) ?? []
        return names.compactMap { name in ExportFiles.read(name).map { (name: name, job: $0.job, attempt: $0.attempt) } }
    }

    /// A large file takes the disk its time.
    private func remove(_ paths: [String]) async {
        guard !paths.isEmpty else { return }
        await withTaskExecutorPreference(observations.computing) { for path in paths { unlink(path) } }
    }
}
