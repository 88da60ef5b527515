/// Which commits brought in which files, from what `git diff-tree --stdin --raw -z` writes.
///
/// Records end with a zero byte: a commit's id; or the line of a change, which begins with a colon for each parent and names the new
/// file's id last but one, and then the path.
struct GitPlaces {
    struct Place {
        let commit: String
        let path: ScanPath
    }

    private let wanted: Set<String>
    private(set) var places: [String: [Place]] = [:]

    private var record: [UInt8] = []
    private var commit = ""
    /// The id of the file whose path comes next.
    private var blob: String?
    private var isPathNext = false

    init(of blobs: Set<String>) { wanted = blobs }

    mutating func take(_ chunk: UnsafeRawBufferPointer) {
        var rest = chunk[...]
        while !rest.isEmpty {
            let piece = rest.prefix { $0 != 0 }
            record += piece
            rest = rest.dropFirst(piece.count)
            if rest.popFirst() != nil {
                end()
                record.removeAll(keepingCapacity: true)
            }
        }
    }

    private mutating func end() {
        if isPathNext {
            isPathNext = false
            if let blob { places[blob, default: []].append(Place(commit: commit, path: ScanPath(bytes: record))) }
        } else if record.first == UInt8(ascii: ":") {
            let fields = record.split(separator: UInt8(ascii: " "))
            let id = String(decoding: fields.dropLast().last ?? [], as: UTF8.self)
            blob = wanted.contains(id) ? id : nil
            isPathNext = true
        } else {
            commit = String(decoding: record, as: UTF8.self)
        }
    }
}
