internal import APIKeys
internal import Foundation

/// A path as the system has it: bytes, in whatever encoding.
struct ScanPath: Hashable, Sendable {
    let bytes: [UInt8]

    init(_ text: String) { bytes = Array(text.utf8) }

    init(bytes: [UInt8]) { self.bytes = bytes }

    func appending(_ name: [UInt8]) -> ScanPath {
        let slash = UInt8(ascii: "/")
        return ScanPath(bytes: bytes + (bytes.last == slash ? [] : [slash]) + name)
    }

    /// The path without `prefix` and the slash behind it.
    func dropping(_ prefix: ScanPath) -> ScanPath {
        ScanPath(bytes: Array(bytes.dropFirst(prefix.bytes.count).drop { $0 == UInt8(ascii: "/") }))
    }

    func withCString<T>(_ body: (UnsafePointer<CChar>) -> T) -> T {
        (bytes.map { CChar(bitPattern: $0) } + [0]).withUnsafeBufferPointer { buffer in
            // Not empty, so there is a base address.
            buffer.baseAddress.map(body) ?? "".withCString(body)
        }
    }

    /// For people: without what a terminal would obey, and without the secret of a token that stands in a name.
    var shown: String { Output.safe(Token.masking(String(decoding: bytes, as: UTF8.self))) }

    /// `nil` for a path that is no UTF-8.
    var text: String? { String(validating: bytes, as: UTF8.self) }
}
