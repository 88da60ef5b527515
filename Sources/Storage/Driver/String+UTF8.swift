internal import Foundation

extension String {
    /// `nil` for bytes that are no UTF-8.
    ///
    /// A repaired text is not what was there, which a comparison finds: `String(validating:as:)` asks the runtime for its types each
    /// time, and took a tenth of the time of a list.
    init?(utf8 bytes: UnsafeBufferPointer<UInt8>) {
        var text = String(decoding: bytes, as: UTF8.self)
        let isWhole = text.withUTF8 { read in
            guard let start = bytes.baseAddress, let copy = read.baseAddress else { return read.count == bytes.count }
            return read.count == bytes.count && memcmp(copy, start, bytes.count) == 0
        }
        guard isWhole else { return nil }
        self = text
    }
}
