internal import CZlib
internal import Foundation
internal import NIOCore

/// A new file, compressed with gzip, that only this account can read.
struct GzipWriter: ~Copyable {
    /// What the disk said.
    struct Failure: Error {
        let reason: String

        init(_ number: Int32) { reason = String(cString: strerror(number)) }
    }

    private var file: gzFile?
    /// The same file once more: closing does not say that all is on the disk.
    private let descriptor: Int32

    /// - Throws: ``Failure``, also where there is such a file already.
    init(creating path: String) throws {
        let (file, descriptor) = try Self.create(path)
        self.file = file
        self.descriptor = descriptor
    }

    private static func create(_ path: String) throws -> (gzFile, Int32) {
        let opened = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard opened >= 0 else { throw Failure(errno) }
        let descriptor = dup(opened)
        if descriptor >= 0, let file = gzdopen(opened, "wb6") { return (file, descriptor) }
        let failure = Failure(errno)
        if descriptor >= 0 { close(descriptor) }
        close(opened)
        throw failure
    }

    deinit {
        if let file { gzclose_w(file) }
        close(descriptor)
    }

    /// Of what came to the file so far, in bytes.
    var size: Int {
        get throws {
            var status = stat()
            guard fstat(descriptor, &status) == 0 else { throw Failure(errno) }
            return Int(status.st_size)
        }
    }

    mutating func write(_ bytes: ByteBuffer) throws {
        guard bytes.readableBytes > 0 else { return }
        let written = bytes.withUnsafeReadableBytes { gzwrite(file, $0.baseAddress, UInt32($0.count)) }
        guard Int(written) == bytes.readableBytes else { throw Failure(errno) }
    }

    /// Returns when all is on the disk.
    mutating func finish() throws {
        let closed = gzclose_w(file)
        file = nil
        guard closed == Z_OK else { throw Failure(errno) }
        guard fsync(descriptor) == 0 else { throw Failure(errno) }
    }
}
