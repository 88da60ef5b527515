internal import Foundation

/// Holds a directory for one process. Two that write the same columns would each be right, and their files together wrong.
final class DirectoryLock: Sendable {
    private let file: Int32

    /// - Returns: `nil` when another process holds it, or nothing can be written there.
    init?(_ directory: URL) {
        try? FileManager.default.createDirectory(
            at: directory, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        let file = open(directory.appending(path: "lock").path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard file >= 0 else { return nil }
        guard flock(file, LOCK_EX | LOCK_NB) == 0 else {
            close(file)
            return nil
        }
        self.file = file
    }

    // The end of the process lets go of it too, whatever way it ends.
    deinit { close(file) }
}
