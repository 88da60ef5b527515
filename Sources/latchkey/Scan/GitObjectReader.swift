internal import Foundation

/// Takes apart what `git cat-file --batch` writes, in whatever pieces it comes, and looks through each object.
///
/// An object is a line `ID TYPE SIZE`, SIZE bytes, and a line feed; one that cannot be had is a line `ID missing`.
struct GitObjectReader {
    struct Object: Hashable {
        let id: String
        /// `blob`, `tree`, `commit` or `tag`.
        let type: String
        /// Of a tag that was made with a message.
        var tag: String?
    }

    private enum State {
        case header
        case content(left: Int)
        case end
    }

    private(set) var findings: [(object: Object, found: ContentScanner.Finding)] = []
    private(set) var count = 0
    private(set) var bytes = 0
    /// Objects that git lists and does not have, or what else was not understood.
    private(set) var missing = 0
    /// The ids of all commits, each with a line feed behind it.
    private(set) var commits: [UInt8] = []

    private var state = State.header
    private var header: [UInt8] = []
    private var object = Object(id: "", type: "")
    private var scanner = ContentScanner()
    /// What an object begins with, where a tag's name is looked for.
    private var beginning: [UInt8] = []

    private static let longestBeginning = 4096

    mutating func take(_ chunk: UnsafeRawBufferPointer) {
        var rest = chunk[...]
        while !rest.isEmpty {
            switch state {
            case .header:
                let line = rest.prefix { $0 != UInt8(ascii: "\n") }
                header += line
                rest = rest.dropFirst(line.count)
                if rest.popFirst() != nil { begin() }
            case .content(let left):
                let piece = rest.prefix(left)
                look(UnsafeRawBufferPointer(rebasing: piece))
                rest = rest.dropFirst(piece.count)
                state = left > piece.count ? .content(left: left - piece.count) : .end
            case .end:
                rest = rest.dropFirst()
                state = .header
            }
        }
    }

    private mutating func begin() {
        let words = String(decoding: header, as: UTF8.self).split(separator: " ")
        header = []
        guard words.count == 3, let size = Int(words[2]), size >= 0 else {
            missing += 1
            return
        }
        object = Object(id: String(words[0]), type: String(words[1]))
        scanner = ContentScanner()
        beginning = []
        count += 1
        bytes += size
        if object.type == "commit" { commits += Array(words[0].utf8) + [UInt8(ascii: "\n")] }
        state = size > 0 ? .content(left: size) : .end
    }

    private mutating func look(_ piece: UnsafeRawBufferPointer) {
        if object.type == "tag", beginning.count < Self.longestBeginning {
            beginning += piece.prefix(Self.longestBeginning - beginning.count)
        }
        for found in scanner.scan(piece) {
            var object = object
            if object.type == "tag" { object.tag = tagName }
            findings.append((object, found))
        }
    }

    /// The line `tag NAME` of the tag's head.
    private var tagName: String? {
        let lines = beginning.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
        return lines.prefix { !$0.isEmpty }.first { $0.starts(with: "tag ".utf8) }.map {
            ScanPath(bytes: Array($0.dropFirst(4))).shown
        }
    }
}
