internal import Foundation

/// What a scan needs of the system, in terms of paths that are bytes.
enum FileSystem {
    enum Kind { case directory, file, link, other }

    struct Failure: Error {
        let number: Int32
        /// It went away in the meantime.
        var isGone: Bool { number == ENOENT }
        var reason: String { String(cString: strerror(number)) }

        static var last: Failure { Failure(number: errno) }
    }

    /// - Parameter follows: whether a symbolic link is what it points to.
    static func kind(_ path: ScanPath, follows: Bool) throws(Failure) -> Kind {
        var facts = stat()
        guard path.withCString({ follows ? stat($0, &facts) : lstat($0, &facts) }) == 0 else { throw .last }
        return switch facts.st_mode & S_IFMT {
        case S_IFDIR: .directory
        case S_IFREG: .file
        case S_IFLNK: .link
        default: .other
        }
    }

    /// The names in a directory, in the order of their bytes.
    static func names(in directory: ScanPath) throws(Failure) -> [[UInt8]] {
        guard let stream = directory.withCString({ opendir($0) }) else { throw .last }
        defer { closedir(stream) }
        var names: [[UInt8]] = []
        errno = 0
        while let entry = readdir(stream) {
            let name = withUnsafeBytes(of: &entry.pointee.d_name) { Array($0.prefix { $0 != 0 }) }
            if name != Array(".".utf8), name != Array("..".utf8) { names.append(name) }
            errno = 0
        }
        guard errno == 0 else { throw .last }
        return names.sorted { $0.lexicographicallyPrecedes($1) }
    }

    static func open(_ path: ScanPath, follows: Bool) throws(Failure) -> Int32 {
        let descriptor = path.withCString { Foundation.open($0, O_RDONLY | O_CLOEXEC | (follows ? 0 : O_NOFOLLOW)) }
        guard descriptor >= 0 else { throw .last }
        return descriptor
    }

    /// Reads until the end, in pieces of up to a mebibyte.
    static func read(_ descriptor: Int32, _ take: (UnsafeRawBufferPointer) -> Void) throws(Failure) {
        var buffer = [UInt8](repeating: 0, count: 1 << 20)
        while true {
            let count = Foundation.read(descriptor, &buffer, buffer.count)
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else { throw .last }
            guard count > 0 else { return }
            buffer.withUnsafeBytes { take(UnsafeRawBufferPointer(rebasing: $0[..<count])) }
        }
    }
}
