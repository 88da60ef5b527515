package import Catalog
package import Foundation

/// A file with a signed head on each line. It is only ever appended to, so it may be marked so in the file system.
package struct HeadFile: HeadTarget {
    private let url: URL

    package init(_ url: URL) { self.url = url }

    package var name: String { url.path }

    package func deliver(_ head: SignedHead) throws {
        // Made for this account alone, as all that the program writes; whoever wants others to read it makes it beforehand.
        let descriptor = url.path.withCString { path in
            Foundation.open(path, O_RDWR | O_APPEND | O_CREAT | O_CLOEXEC, 0o600)
        }
        guard descriptor >= 0 else {
            throw OperatorError("\(url.path) cannot be written: \(String(cString: strerror(errno))).")
        }
        let file = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
        let line = AuditLine.head(head).bytes + [UInt8(ascii: "\n")]
        // After a line that a crash cut short, the next begins on a line of its own.
        let isTorn = try Self.lastByte(of: file).map { $0 != UInt8(ascii: "\n") } ?? false
        try file.write(contentsOf: Data((isTorn ? [UInt8(ascii: "\n")] : []) + line))
        try file.synchronize()
        try file.close()
    }

    private static func lastByte(of file: FileHandle) throws -> UInt8? {
        let end = try file.seekToEnd()
        guard end > 0 else { return nil }
        try file.seek(toOffset: end - 1)
        return try file.read(upToCount: 1)?.first
    }

    /// - Returns: an empty list when there is no such file yet.
    package func heads(signedBy key: AuditPublicKey) throws -> HeadList {
        FileManager.default.fileExists(atPath: url.path) ? try Self.read(url, signedBy: key) : HeadList()
    }

    /// - Throws: ``OperatorError`` when the file cannot be read.
    package static func read(_ url: URL, signedBy key: AuditPublicKey) throws -> HeadList {
        var list = HeadList()
        try LineFile.forEach(in: url) { list.take(line: $0, signedBy: key) }
        return list
    }
}
