internal import CQRCode

/// A QR code (ISO/IEC 18004) as the path of an SVG, one unit a module. No image: the Content-Security-Policy takes none from a page.
struct QRCode: Hashable, Sendable {
    /// The light margin that readers need, in modules (§5.3.8).
    static let margin = 4

    /// Of the whole square, margins included.
    let size: Int
    /// A rectangle for each run of dark modules.
    let path: String

    /// `nil` when the text is longer than a code can hold.
    init?(_ text: String) {
        // Version 0: as small as the text allows. Level M: readable with 15 percent of it lost.
        guard let code = QRcode_encodeString8bit(text, 0, QR_ECLEVEL_M) else { return nil }
        defer { QRcode_free(code) }
        let width = Int(code.pointee.width)
        let modules = UnsafeBufferPointer(start: code.pointee.data, count: width * width)
        var path = ""
        for row in 0..<width {
            var column = 0
            while column < width {
                let start = column
                while column < width, modules[row * width + column] & 1 == 1 { column += 1 }
                if column > start {
                    path += "M\(start + Self.margin) \(row + Self.margin)h\(column - start)v1h-\(column - start)z"
                } else {
                    column += 1
                }
            }
        }
        size = width + 2 * Self.margin
        self.path = path
    }
}
