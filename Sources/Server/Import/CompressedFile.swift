internal import CZlib
internal import Foundation

/// The bytes of a file, whether it is compressed with gzip or not.
struct CompressedFile: ~Copyable {
    private let file: gzFile

    /// - Parameter path: `-` for standard input.
    /// - Throws: ``OperatorError`` where it cannot be opened.
    init(path: String) throws {
        let opened = path == "-" ? gzdopen(dup(STDIN_FILENO), "rb") : gzopen(path, "rb")
        guard let opened else { throw OperatorError("\(path) cannot be read: \(String(cString: strerror(errno))).") }
        file = opened
        gzbuffer(file, 256 * 1024)
    }

    deinit { gzclose_r(file) }

    /// - Returns: the next bytes, none at the end.
    /// - Throws: ``OperatorError`` for a compressed file that is damaged or cut off.
    func read() throws -> [UInt8] {
        let count = 256 * 1024
        var failure: Int32 = 0
        let bytes = [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
            let read = gzread(file, buffer.baseAddress, UInt32(count))
            failure = read < 0 ? 1 : 0
            filled = max(0, Int(read))
        }
        // A compressed file that ends too early is told of only here.
        var number: Int32 = 0
        let message = gzerror(file, &number)
        guard failure == 0, number == Z_OK || number == Z_STREAM_END else {
            throw OperatorError("The file is damaged: \(message.map { String(cString: $0) } ?? "it ends too early").")
        }
        return bytes
    }
}
