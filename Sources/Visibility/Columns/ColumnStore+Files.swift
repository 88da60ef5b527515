extension ColumnStore {
    private static func segmentName(_ number: Int) -> String { "segment-\(number)" }

    private static func codebookName(_ number: Int) -> String { "codebook-\(number)" }

    private static let manifest = "manifest"

    /// Writes what is not yet written, in a directory of its own that is made if need be. The manifest, which names all other files, comes
    /// last: until then the files of the previous save are valid, and those no longer needed go after it.
    package mutating func save(to directory: String) throws(ColumnFileError) {
        if directory != self.directory {
            for index in segments.indices { segments[index].file = nil }
            codebookFile = nil
            self.directory = directory
        }
        try ColumnFile.makeDirectory(directory)
        for index in segments.indices where segments[index].file == nil {
            try segments[index].segment.write(to: directory + "/" + Self.segmentName(nextFile))
            segments[index].file = nextFile
            nextFile += 1
        }
        if codebookFile?.count != codebook.count {
            let path = directory + "/" + Self.codebookName(nextFile)
            try ColumnFile.save(path, .codebook, body: codebook.body)
            codebookFile = (nextFile, codebook.count)
            nextFile += 1
        }
        try ColumnFile.syncDirectory(directory)
        var writer = ByteWriter()
        for _ in ColumnFile.bodyStart..<ColumnFile.headerSize { writer.write(UInt8(0)) }
        writer.write(Int64(mark))
        writer.write(Int64(nextFile))
        writer.write(Int64(codebookFile?.number ?? 0))
        writer.write(UInt32(segments.count))
        for entry in segments { writer.write(Int64(entry.file ?? 0)) }
        try ColumnFile.save(directory + "/" + Self.manifest, .manifest, body: writer.bytes)
        try ColumnFile.syncDirectory(directory)
        let kept = Set(
            segments.compactMap(\.file).map(Self.segmentName) + [codebookFile.map { Self.codebookName($0.number) } ?? ""])
        ColumnFile.clean(directory) { name in
            !kept.contains(name) && (name.hasPrefix("segment-") || name.hasPrefix("codebook-") || name.hasSuffix(".tmp"))
        }
    }

    /// Opens what was saved. Columns are read from the files, which are mapped.
    /// - Throws: where any file is missing, damaged or of another version: the columns are to be made anew.
    package init(opening directory: String, segmentRows: Int = defaultSegmentRows) throws(ColumnFileError) {
        let path = directory + "/" + Self.manifest
        let memory = try ColumnFile.open(path, .manifest)
        defer { withExtendedLifetime(memory) {} }
        var reader = ByteReader(UnsafeRawBufferPointer(rebasing: memory.bytes[ColumnFile.headerSize...]), path: path)
        let mark = Int(try reader.number(Int64.self))
        let nextFile = Int(try reader.number(Int64.self))
        let codebookNumber = Int(try reader.number(Int64.self))
        let files = try reader.list(size: 8) { (reader) throws(ColumnFileError) in Int(try reader.number(Int64.self)) }
        guard reader.isAtEnd, Set(files).count == files.count, nextFile > 0, nextFile < Int.max / 2 else {
            throw reader.inconsistent
        }
        let codebook = try Codebook(path: directory + "/" + Self.codebookName(codebookNumber))
        var segments: [(segment: Segment, file: Int?)] = []
        for file in files { segments.append((try Segment(path: directory + "/" + Self.segmentName(file), codebook), file)) }
        self.init(codebook: codebook, segments: segments, segmentRows: segmentRows)
        self.mark = mark
        self.nextFile = nextFile
        self.directory = directory
        codebookFile = (codebookNumber, codebook.count)
    }
}
