internal import Foundation

/// Looks through all that a git repository keeps: every version of every file, the messages of commits and tags, whether a branch
/// leads there or not.
struct GitScan {
    var findings: ScanFindings
    /// Those looked through, by where they keep their objects.
    private var done: Set<String> = []

    init(_ findings: ScanFindings) { self.findings = findings }

    /// - Parameter directory: one that is, or is inside, a work tree or a git directory; any other is nothing to look through.
    mutating func scan(_ directory: ScanPath) {
        guard let text = directory.text else {
            return findings.skip(directory, "its path is no UTF-8, so its git history was not looked through")
        }
        do {
            let common = try Git(directory: text).commonDirectory()
            guard done.insert(common).inserted else { return }
            try scan(repository: common, shown: directory)
        } catch let failure as Git.Failure where failure.isNoRepository {
            return
        } catch let failure as Git.Failure where failure.isNotInstalled {
            if Self.looksLikeRepository(text) {
                findings.skip(directory, "git is not installed, so its git history was not looked through; see --no-history")
            }
        } catch let failure as Git.Failure {
            findings.skip(directory, "git history: \(Output.safe(failure.reason))")
        } catch {
            findings.skip(directory, "git history: \(error.localizedDescription)")
        }
    }

    /// Without git's help: `.git` here or above, or a git directory itself.
    private static func looksLikeRepository(_ directory: String) -> Bool {
        var url = URL(filePath: directory, directoryHint: .isDirectory).standardizedFileURL
        if FileManager.default.fileExists(atPath: url.appending(path: "objects").path) { return true }
        while !FileManager.default.fileExists(atPath: url.appending(path: ".git").path) {
            guard url.path != "/" else { return false }
            url.deleteLastPathComponent()
        }
        return true
    }

    private mutating func scan(repository: String, shown: ScanPath) throws {
        let git = Git(directory: repository)
        var reader = GitObjectReader()
        defer {
            findings.objects += reader.count
            findings.bytes += reader.bytes
        }
        findings.repositories += 1
        do {
            try git.run(["cat-file", "--batch-all-objects", "--batch", "--unordered", "--buffer"]) { reader.take($0) }
        } catch {
            try report(reader, git, shown)
            throw error
        }
        try report(reader, git, shown)
        if reader.missing > 0 { findings.skip(shown, "git history: \(reader.missing) objects are missing or damaged") }
    }

    private mutating func report(_ reader: GitObjectReader, _ git: Git, _ shown: ScanPath) throws {
        guard !reader.findings.isEmpty else { return }
        let blobs = Set(reader.findings.filter { $0.object.type == "blob" }.map(\.object.id))
        let places = blobs.isEmpty ? [:] : places(of: blobs, reader.commits, git)
        for (object, found) in reader.findings {
            func add(_ kind: ScanPlace.Kind, _ path: ScanPath? = nil, commit: String? = nil) {
                var place = ScanPlace(kind, path: path?.shown, at: kind == .gitTree ? nil : found)
                place.repository = shown.shown
                place.object = object.id
                place.commit = commit
                place.tag = object.tag
                findings.add(found.token, at: place)
            }
            switch object.type {
            case "commit": add(.gitCommit, commit: object.id)
            case "tag": add(.gitTag)
            case "tree": add(.gitTree)
            default:
                let known = places[object.id] ?? []
                known.isEmpty ? add(.gitBlob) : known.forEach { add(.gitFile, $0.path, commit: $0.commit) }
            }
        }
    }

    /// Only asked when something was found: it goes through the whole history. All commits are asked about, those included that no
    /// branch leads to any more. What is found up to a failure is good; the rest is named by its object.
    private func places(of blobs: Set<String>, _ commits: [UInt8], _ git: Git) -> [String: [GitPlaces.Place]] {
        var places = GitPlaces(of: blobs)
        if let input = try? TemporaryFile(commits) {
            try? git.run(
                ["diff-tree", "--stdin", "-r", "-c", "--root", "--raw", "--no-renames", "--no-abbrev", "-z"], input: input.handle
            ) {
                places.take($0)
            }
        }
        return places.places
    }
}
