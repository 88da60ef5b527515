internal import APIKeys
internal import Foundation

/// The server secret in a file of its own: base64, readable by its owner only.
enum SecretFile {
    static func decode(_ text: String, from place: String) throws -> ServerSecret {
        let trimmed = text.trimmingCharacters(in: .whitespacesAndNewlines)
        guard let bytes = Data(base64Encoded: trimmed), let secret = ServerSecret(Array(bytes)) else {
            throw OperatorError(
                "The server secret in \(place) is not base64 of at least 32 bytes. Restore it, or make one with \"head -c 32 /dev/urandom | base64\"."
            )
        }
        return secret
    }

    /// `nil` when there is no such file.
    static func read(_ url: URL) throws -> ServerSecret? {
        guard FileManager.default.fileExists(atPath: url.path) else { return nil }
        let attributes = try? FileManager.default.attributesOfItem(atPath: url.path)
        if let mode = attributes?[.posixPermissions] as? Int, mode & 0o077 != 0 {
            throw OperatorError(
                "The server secret \(url.path) can be read by others (mode \(String(mode & 0o777, radix: 8))). Run \"chmod 600 \(url.path)\", and think about who may have read it."
            )
        }
        guard let text = try? String(contentsOf: url, encoding: .utf8) else {
            throw OperatorError("The server secret \(url.path) cannot be read. Check who owns it.")
        }
        return try decode(text, from: url.path)
    }

    /// Makes a new secret; durable when this returns. A file that appeared meanwhile is never overwritten.
    static func create(_ url: URL) throws -> ServerSecret {
        let text = Data(ServerSecret.randomBytes()).base64EncodedString()
        let descriptor = url.path.withCString { path in Foundation.open(path, O_WRONLY | O_CREAT | O_EXCL, 0o600) }
        guard descriptor >= 0 else {
            throw OperatorError("The server secret \(url.path) cannot be written: \(String(cString: strerror(errno))).")
        }
        let file = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
        try file.write(contentsOf: Data((text + "\n").utf8))
        try file.synchronize()
        try file.close()
        return try decode(text, from: url.path)
    }
}
