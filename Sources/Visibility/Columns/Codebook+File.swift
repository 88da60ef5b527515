extension Codebook {
    private static let types: [SourceType] = [.brand, .competitor, .other]

    /// As the body of a file.
    var body: [UInt8] {
        var writer = ByteWriter()
        for _ in ColumnFile.bodyStart..<ColumnFile.headerSize { writer.write(UInt8(0)) }
        writer.write(UInt32(questions.keys.count))
        for question in questions.keys {
            writer.write(Int64(question.prompt))
            writer.write(optional: question.persona) { $0.write(Int64($1)) }
        }
        writer.write(UInt32(settings.keys.count))
        for setting in settings.keys {
            writer.write(setting.platform.text)
            writer.write(optional: setting.country) { $0.write($1.text) }
            writer.write(UInt8(setting.searchEnabled ? 1 : 0))
        }
        writer.write(UInt32(urls.keys.count))
        for url in urls.keys { writer.write(url.text) }
        writer.write(UInt32(sources.keys.count))
        for source in sources.keys {
            writer.write(source.url)
            writer.write(UInt8(Self.types.firstIndex(of: source.type) ?? 2))
            writer.write(optional: source.competitor) { $0.write(Int64($1)) }
        }
        return writer.bytes
    }

    /// Reads a file.
    init(path: String) throws(ColumnFileError) {
        let memory = try ColumnFile.open(path, .codebook)
        defer { withExtendedLifetime(memory) {} }
        var reader = ByteReader(UnsafeRawBufferPointer(rebasing: memory.bytes[ColumnFile.headerSize...]), path: path)
        questions = Numbering(
            try reader.list(size: 9) { (reader) throws(ColumnFileError) in
                Question(
                    prompt: Int(try reader.number(Int64.self)),
                    persona: try reader.optional { (reader) throws(ColumnFileError) in Int(try reader.number(Int64.self)) })
            })
        settings = Numbering(
            try reader.list(size: 6) { (reader) throws(ColumnFileError) in
                Setting(
                    platform: ExactText(try reader.text()),
                    country: try reader.optional { (reader) throws(ColumnFileError) in ExactText(try reader.text()) },
                    searchEnabled: try reader.number(UInt8.self) == 1)
            })
        urls = Numbering(try reader.list(size: 4) { (reader) throws(ColumnFileError) in ExactText(try reader.text()) })
        let urlCount = urls.keys.count
        sources = Numbering(
            try reader.list(size: 6) { (reader) throws(ColumnFileError) in
                let url = try reader.number(UInt32.self)
                let type = Int(try reader.number(UInt8.self))
                guard url < urlCount, Self.types.indices.contains(type) else { throw reader.inconsistent }
                return Source(
                    url: url, type: Self.types[type],
                    competitor: try reader.optional { (reader) throws(ColumnFileError) in Int(try reader.number(Int64.self)) })
            })
        guard reader.isAtEnd else { throw reader.inconsistent }
    }

    /// How many keys there are in all. Since none is taken away, codebooks of one brand with equal counts are equal.
    var count: Int { questions.keys.count + settings.keys.count + urls.keys.count + sources.keys.count }
}
