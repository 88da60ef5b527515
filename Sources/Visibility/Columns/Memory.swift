#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// Bytes that never change once they are here: a file mapped read-only, or an allocation. They go with the last reference, so whoever
/// reads them through a pointer holds this object meanwhile.
final class Memory: Sendable {
    /// What columns are aligned to.
    static let alignment = 64

    /// A number, since no pointer is `Sendable`.
    private let address: UInt
    let byteCount: Int
    let isMapped: Bool

    /// - Parameter fill: is given bytes that are all zero.
    init(byteCount: Int, fill: (UnsafeMutableRawBufferPointer) -> Void) {
        let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: max(byteCount, 1), alignment: Self.alignment)
        buffer.initializeMemory(as: UInt8.self, repeating: 0)
        fill(UnsafeMutableRawBufferPointer(rebasing: buffer[..<byteCount]))
        address = UInt(bitPattern: buffer.baseAddress)
        self.byteCount = byteCount
        isMapped = false
    }

    /// Maps a file.
    init(path: String) throws(ColumnFileError) {
        let file = open(path, O_RDONLY | O_CLOEXEC)
        guard file >= 0 else { throw ColumnFileError(path, .unreadable) }
        defer { close(file) }
        var status = stat()
        guard fstat(file, &status) == 0 else { throw ColumnFileError(path, .unreadable) }
        let size = Int(status.st_size)
        guard size > 0 else { throw ColumnFileError(path, .truncated) }
        guard let start = mmap(nil, size, PROT_READ, MAP_PRIVATE, file, 0), start != MAP_FAILED else {
            throw ColumnFileError(path, .unreadable)
        }
        address = UInt(bitPattern: start)
        byteCount = size
        isMapped = true
    }

    deinit {
        let start = UnsafeMutableRawPointer(bitPattern: address)
        if isMapped { munmap(start, byteCount) } else { start?.deallocate() }
    }

    var bytes: UnsafeRawBufferPointer { UnsafeRawBufferPointer(start: UnsafeRawPointer(bitPattern: address), count: byteCount) }

    /// Elements that lie in a row. The caller has checked that they lie within these bytes, and aligned.
    func elements<Element: BitwiseCopyable>(at offset: Int, count: Int, of: Element.Type = Element.self) -> UnsafeBufferPointer<
        Element
    > {
        UnsafeBufferPointer(start: UnsafePointer(bitPattern: address + UInt(offset)), count: count)
    }
}

/// Elements that are all zero, of which pages that no one touches are never made. They go with `free`.
/// - Returns: `nil` where there is no room for them.
func zeros<Element: BitwiseCopyable>(_ count: Int, of: Element.Type = Element.self) -> UnsafeMutablePointer<Element>? {
    calloc(max(1, count), MemoryLayout<Element>.stride)?.bindMemory(to: Element.self, capacity: max(1, count))
}
