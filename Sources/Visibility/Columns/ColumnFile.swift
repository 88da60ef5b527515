#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// The frame of all files of columns, little-endian: magic, version, kind and length, a checksum of all that follows it, and the body.
/// The first 32 bytes of the body belong to the header as well: a segment's counts stand there, else they are 0.
enum ColumnFile {
    enum Kind: UInt32 { case segment = 1, codebook, manifest }

    static let headerSize = 64
    /// Where the body begins, which the checksum is of.
    static let bodyStart = 32
    private static let magic: UInt64 = 0x4E4D_554C_4F43_4B4C  // LKCOLUMN
    private static let version: UInt32 = 1

    /// Maps a file that is whole and undamaged.
    static func open(_ path: String, _ kind: Kind) throws(ColumnFileError) -> Memory {
        let memory = try Memory(path: path)
        let bytes = memory.bytes
        guard bytes.count >= headerSize else { throw ColumnFileError(path, .truncated) }
        guard bytes.loadUnaligned(fromByteOffset: 0, as: UInt64.self) == magic.littleEndian,
            bytes.loadUnaligned(fromByteOffset: 8, as: UInt32.self) == version.littleEndian,
            bytes.loadUnaligned(fromByteOffset: 12, as: UInt32.self) == kind.rawValue.littleEndian
        else { throw ColumnFileError(path, .foreign) }
        guard bytes.loadUnaligned(fromByteOffset: 16, as: UInt64.self) == UInt64(bytes.count).littleEndian else {
            throw ColumnFileError(path, .truncated)
        }
        let body = UnsafeRawBufferPointer(rebasing: bytes[bodyStart...])
        guard bytes.loadUnaligned(fromByteOffset: 24, as: UInt64.self) == XXH64.hash(body).littleEndian else {
            throw ColumnFileError(path, .damaged)
        }
        return memory
    }

    /// Writes a file so that it is there whole or not at all.
    static func save(_ path: String, _ kind: Kind, body: UnsafeRawBufferPointer) throws(ColumnFileError) {
        var header = ByteWriter()
        header.write(magic)
        header.write(version)
        header.write(kind.rawValue)
        header.write(UInt64(bodyStart + body.count))
        header.write(XXH64.hash(body))
        let temporary = path + ".tmp"
        let file = Self.create(temporary)
        guard file >= 0 else { throw ColumnFileError(temporary, .unwritable) }
        let isWritten = header.bytes.withUnsafeBytes { writeAll($0, to: file) } && writeAll(body, to: file) && fsync(file) == 0
        guard close(file) == 0, isWritten, rename(temporary, path) == 0 else {
            unlink(temporary)
            throw ColumnFileError(path, .unwritable)
        }
    }

    static func save(_ path: String, _ kind: Kind, body: [UInt8]) throws(ColumnFileError) {
        let result = body.withUnsafeBytes { body in
            Result { () throws(ColumnFileError) in try save(path, kind, body: body) }
        }
        try result.get()
    }

    private static func create(_ path: String) -> Int32 {
        #if canImport(Glibc)
            Glibc.open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
        #elseif canImport(Musl)
            Musl.open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
        #else
            Darwin.open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
        #endif
    }

    private static func writeAll(_ bytes: UnsafeRawBufferPointer, to file: Int32) -> Bool {
        var rest = bytes
        while let start = rest.baseAddress, !rest.isEmpty {
            let count = write(file, start, rest.count)
            if count < 0 {
                if errno == EINTR { continue }
                return false
            }
            rest = UnsafeRawBufferPointer(rebasing: rest[count...])
        }
        return true
    }

    // MARK: - Directories

    static func makeDirectory(_ path: String) throws(ColumnFileError) {
        guard mkdir(path, 0o700) == 0 || errno == EEXIST else { throw ColumnFileError(path, .unwritable) }
    }

    /// Makes sure that files are still there by their names after a loss of power.
    static func syncDirectory(_ path: String) throws(ColumnFileError) {
        #if canImport(Glibc)
            let directory = Glibc.open(path, O_RDONLY | O_CLOEXEC)
        #elseif canImport(Musl)
            let directory = Musl.open(path, O_RDONLY | O_CLOEXEC)
        #else
            let directory = Darwin.open(path, O_RDONLY | O_CLOEXEC)
        #endif
        guard directory >= 0 else { throw ColumnFileError(path, .unwritable) }
        defer { close(directory) }
        guard fsync(directory) == 0 else { throw ColumnFileError(path, .unwritable) }
    }

    /// Deletes the files of a directory whose names are not kept. What cannot be deleted stays, and harms nobody.
    static func clean(_ path: String, deletes: (String) -> Bool) {
        guard let directory = opendir(path) else { return }
        defer { closedir(directory) }
        var names: [String] = []
        while let entry = readdir(directory) {
            let capacity = MemoryLayout.size(ofValue: entry.pointee.d_name)
            let name = withUnsafePointer(to: &entry.pointee.d_name) { name in
                name.withMemoryRebound(to: CChar.self, capacity: capacity) { String(cString: $0) }
            }
            if deletes(name) { names.append(name) }
        }
        for name in names { unlink(path + "/" + name) }
    }
}
