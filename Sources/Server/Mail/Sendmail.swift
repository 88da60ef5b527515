internal import Catalog
internal import Foundation
internal import NIOPosix
internal import Subprocess
internal import SystemPackage

/// Hands a message to a program as sendmail(8) takes it: on standard input, with the recipient in its header, so that no address is
/// seen in `ps`.
struct Sendmail: Sendable {
    let path: String

    func send(_ message: MailMessage) async throws {
        var options = PlatformOptions()
        options.teardownSequence = [.gracefulShutDown(allowedDurationToNextStep: .seconds(1))]
        // Written where nothing else waits for a thread.
        let input = try await NIOThreadPool.singleton.runIfActive { try Self.file(message.lines.map { $0 + "\n" }.joined()) }
        defer { try? input.close() }
        let result: (isSuccess: Bool, status: String, output: String)
        do {
            let run = try await Subprocess.run(
                .path(FilePath(path)), arguments: ["-t", "-i", "-f", message.sender], environment: .custom(Self.environment),
                platformOptions: options, input: .fileDescriptor(input, closeAfterSpawningProcess: false),
                output: .string(limit: 1 << 16), error: .combinedWithOutput)
            result = (run.terminationStatus.isSuccess, "\(run.terminationStatus)", run.standardOutput)
        } catch let error as SubprocessError {
            throw MailError(message: "\(path) could not be run: \(ReplyText.clean("\(error)"))")
        }
        try Task.checkCancellation()
        guard result.isSuccess else {
            let said = ReplyText.clean(result.output)
            throw MailError(message: "\(path) did not take the mail (\(result.status))" + (said.isEmpty ? "." : ": \(said)."))
        }
    }

    /// A file that nobody else can open and that is gone when it is closed. A pipe would break when the program ends without having
    /// read it all, and with it this process.
    private static func file(_ text: String) throws -> FileDescriptor {
        let path = FileManager.default.temporaryDirectory.appending(path: "latchkey-mail-\(RandomText.make(length: 24))").path
        do {
            let file = try FileDescriptor.open(
                FilePath(path), .readWrite, options: [.create, .exclusiveCreate, .closeOnExec], permissions: .ownerReadWrite)
            do {
                unlink(path)
                try file.writeAll(text.utf8)
                try file.seek(offset: 0, from: FileDescriptor.SeekOrigin.start)
                return file
            } catch {
                try? file.close()
                throw error
            }
        } catch {
            throw MailError(message: "No temporary file can be written for the mail: \(error).")
        }
    }

    /// Without our own settings, of which one may be the server secret.
    private static var environment: [Environment.Key: String] {
        var kept: [Environment.Key: String] = [:]
        for (name, value) in ProcessInfo.processInfo.environment where !name.hasPrefix("LATCHKEY_") {
            if let key = Environment.Key(rawValue: name) { kept[key] = value }
        }
        return kept
    }
}

/// What a mail server or program said, fit to stand in a sentence.
enum ReplyText {
    static func clean(_ text: String) -> String {
        let scalars = text.unicodeScalars.map { $0.value < 0x20 || 0x7F...0x9F ~= $0.value ? " " : $0 }
        let words = String(String.UnicodeScalarView(scalars)).split(separator: " ")
        return String(words.joined(separator: " ").prefix(300))
    }
}
