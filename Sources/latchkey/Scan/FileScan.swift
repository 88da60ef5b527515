internal import APIKeys
internal import Foundation

/// Looks through files and directories. Symbolic links within a directory are not followed. A repository's objects are read as files
/// too: most are compressed and hold nothing then, but whatever else lies there is seen. ``GitScan`` sees what is within them.
struct FileScan {
    var findings = ScanFindings()
    /// The git directories come upon, and those that belong to a directory which was named.
    private(set) var repositories: [ScanPath] = []

    mutating func standardInput() {
        var scanner = ContentScanner()
        do throws(FileSystem.Failure) {
            try FileSystem.read(STDIN_FILENO) { chunk in
                findings.bytes += chunk.count
                for found in scanner.scan(chunk) {
                    findings.add(found.token, at: ScanPlace(.standardInput, path: nil, at: found))
                }
            }
        } catch {
            findings.skip(ScanPath("standard input"), error.reason)
        }
    }

    /// - Parameter path: as it was named: followed if it is a symbolic link, and read whatever it is.
    mutating func scan(_ path: ScanPath) {
        do throws(FileSystem.Failure) {
            guard try FileSystem.kind(path, follows: true) == .directory else { return file(path, follows: true) }
            repositories.append(path)
            walk(path)
        } catch {
            findings.skip(path, error.reason)
        }
    }

    private mutating func walk(_ root: ScanPath) {
        // No recursion: a tree may be of any depth.
        var waiting = [root]
        while let directory = waiting.popLast() {
            do throws(FileSystem.Failure) {
                let names = try FileSystem.names(in: directory)
                // In a second work tree, and in a submodule, `.git` is a file that says where the repository is.
                let isWorkTree =
                    names.contains(Self.git) && (try? FileSystem.kind(directory.appending(Self.git), follows: false)) == .file
                if isWorkTree || isGitDirectory(directory, names), directory != root { repositories.append(directory) }
                var deeper: [ScanPath] = []
                for name in names {
                    let path = directory.appending(name)
                    if scanName(name, of: path) == .directory { deeper.append(path) }
                }
                waiting += deeper.reversed()
            } catch {
                // What went away meanwhile is not there; what was named was there a moment ago.
                if !error.isGone || directory == root { findings.skip(directory, error.reason) }
            }
        }
    }

    private static let git = Array(".git".utf8)

    /// A repository with or without a work tree around it.
    private func isGitDirectory(_ directory: ScanPath, _ names: [[UInt8]]) -> Bool {
        let objects = Array("objects".utf8)
        return names.contains(Array("HEAD".utf8)) && names.contains(objects) && names.contains(Array("refs".utf8))
            && (try? FileSystem.kind(directory.appending(objects), follows: true)) == .directory
    }

    /// Looks at the name, and into what has it when that is a file.
    private mutating func scanName(_ name: [UInt8], of path: ScanPath) -> FileSystem.Kind? {
        var scanner = TokenScanner()
        for found in scanner.scan(name) { findings.add(found.token, at: ScanPlace(.fileName, path: path.shown)) }
        do throws(FileSystem.Failure) {
            let kind = try FileSystem.kind(path, follows: false)
            if kind == .file { file(path, follows: false) }
            return kind
        } catch {
            if !error.isGone { findings.skip(path, error.reason) }
            return nil
        }
    }

    private mutating func file(_ path: ScanPath, follows: Bool) {
        do throws(FileSystem.Failure) {
            let descriptor = try FileSystem.open(path, follows: follows)
            defer { close(descriptor) }
            var scanner = ContentScanner()
            try FileSystem.read(descriptor) { chunk in
                findings.bytes += chunk.count
                for found in scanner.scan(chunk) {
                    findings.add(found.token, at: ScanPlace(.file, path: path.shown, at: found))
                }
            }
            findings.files += 1
        } catch {
            if !error.isGone || follows { findings.skip(path, error.reason) }
        }
    }
}
