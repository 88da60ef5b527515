package import Foundation

/// Reads a file of any size line by line.
package enum LineFile {
    /// Far beyond what this program writes; a file of another kind must not fill the memory.
    private static let longest = 64 << 20
    private static let portion = 1 << 20

    /// Calls `take` with each line, without its line feed; with what follows the last line feed too, if anything does.
    /// - Throws: ``OperatorError`` when the file cannot be read; what `take` throws.
    package static func forEach(in url: URL, _ take: ([UInt8]) throws -> Void) throws {
        let file: FileHandle
        do {
            file = try FileHandle(forReadingFrom: url)
        } catch {
            throw OperatorError("\(url.path) cannot be read: \(error.localizedDescription)")
        }
        defer { try? file.close() }
        var rest: [UInt8] = []
        while let portion = try read(from: file, url), !portion.isEmpty {
            var bytes = portion[...]
            while let end = bytes.firstIndex(of: UInt8(ascii: "\n")) {
                try take(rest + bytes[..<end])
                rest = []
                bytes = bytes[(end + 1)...]
            }
            rest += bytes
            guard rest.count <= longest else {
                throw OperatorError(
                    "\(url.path) has a line longer than any that this program writes; it is another kind of file.")
            }
        }
        if !rest.isEmpty { try take(rest) }
    }

    private static func read(from file: FileHandle, _ url: URL) throws -> [UInt8]? {
        do {
            return try file.read(upToCount: portion).map { Array($0) }
        } catch {
            throw OperatorError("\(url.path) cannot be read: \(error.localizedDescription)")
        }
    }
}
