import Testing

@testable import Visibility

/// What is saved opens as it was, or not at all.
@Suite struct ColumnFilesTests {
    private let plan = QueryPlan(
        fields: [.dimension(.date), .dimension(.prompt), .dimension(.sourceURL), .dimension(.competitorID), .dimension(.country)]
            + Metric.allCases.map { .metric($0) }, period: Day(0)...Day(40_000))

    @Test(arguments: 0..<20)
    func whatWasSavedOpensAsItWas(_ seed: Int) throws {
        var dice = Dice(seed)
        var brand = RandomBrand(&dice)
        var store = brand.store(&dice)
        try withTemporaryDirectory { directory in
            for mark in 1...3 {
                store.mark = mark
                try store.save(to: directory)
                let opened = try ColumnStore(opening: directory)
                #expect(opened.mark == mark)
                let expected = try store.snapshot.execute(plan, dimensions: brand.dimensions)
                #expect(try opened.snapshot.execute(plan, dimensions: brand.dimensions).rows == expected.rows)
                #expect(opened.snapshot.residentBytes <= opened.snapshot.bytes)
                // Goes on from either.
                if Bool.random(using: &dice) { store = opened }
                store.apply(brand.change(&dice))
            }
        }
    }

    @Test func filesThatNobodyNeedsAreGone() throws {
        var dice = Dice(3)
        var brand = RandomBrand(&dice)
        var store = ColumnStore(segmentRows: 8)
        store.apply(brand.observations)
        try withTemporaryDirectory { directory in
            for _ in 0..<5 {
                try store.save(to: directory)
                #expect(fileNames(in: directory).count == store.snapshot.segments.count + 2)
                store.apply(brand.change(&dice))
            }
        }
    }

    @Test func anOpenedSnapshotOutlivesItsFiles() throws {
        var dice = Dice(5)
        var brand = RandomBrand(&dice)
        var store = brand.store(&dice)
        let expected = try store.snapshot.execute(plan, dimensions: brand.dimensions).rows
        let snapshot = try withTemporaryDirectory { directory in
            try store.save(to: directory)
            return try ColumnStore(opening: directory).snapshot
        }
        #expect(try snapshot.execute(plan, dimensions: brand.dimensions).rows == expected)
    }

    @Test func anEmptyStoreCanBeSaved() throws {
        try withTemporaryDirectory { directory in
            var store = ColumnStore()
            try store.save(to: directory)
            #expect(try ColumnStore(opening: directory).snapshot.rowCount == 0)
        }
    }

    /// A directory with one small segment.
    private func withSaved(_ body: (String) throws -> Void) throws {
        var dice = Dice(11)
        let brand = RandomBrand(&dice)
        var store = ColumnStore()
        store.apply((0..<5).map { brand.observation($0, day: 20_000 + $0, &dice) })
        try withTemporaryDirectory { directory in
            try store.save(to: directory)
            try body(directory)
        }
    }

    @Test func aFlippedBitIsFoundWhereverItIs() throws {
        try withSaved { directory in
            for name in fileNames(in: directory) {
                let path = directory + "/" + name
                let bytes = readFile(path)
                for index in bytes.indices where index < 600 || index % 7 == 0 {
                    var damaged = bytes
                    damaged[index] ^= 1 << UInt8(index % 8)
                    writeFile(path, damaged)
                    #expect(throws: ColumnFileError.self, "byte \(index) of \(name)") { try ColumnStore(opening: directory) }
                }
                writeFile(path, bytes)
            }
            _ = try ColumnStore(opening: directory)
        }
    }

    @Test func aFileOfAnotherLengthIsFound() throws {
        try withSaved { directory in
            for name in fileNames(in: directory) {
                let path = directory + "/" + name
                let bytes = readFile(path)
                for length in Array(0..<min(bytes.count, 100)) + [bytes.count - 1] {
                    writeFile(path, Array(bytes[..<length]))
                    #expect(throws: ColumnFileError.self, "\(length) bytes of \(name)") { try ColumnStore(opening: directory) }
                }
                writeFile(path, bytes + [0])
                #expect(throws: ColumnFileError.self) { try ColumnStore(opening: directory) }
                deleteFile(path)
                #expect(throws: ColumnFileError(path, .unreadable)) { try ColumnStore(opening: directory) }
                writeFile(path, bytes)
            }
        }
    }

    /// Whoever can write files can write checksums too: what they say is still not trusted.
    @Test(arguments: [0, 1, 0x7F, 0x80, 0xFF])
    func aFileThatSaysWhatCannotBeNeverCrashes(_ value: Int) throws {
        try withSaved { directory in
            for name in fileNames(in: directory) {
                let path = directory + "/" + name
                let bytes = readFile(path)
                for index in ColumnFile.bodyStart..<bytes.count where index < 500 || index % 4 == 0 {
                    var forged = bytes
                    forged[index] = UInt8(value)
                    let checksum = forged[ColumnFile.bodyStart...].withUnsafeBytes { XXH64.hash($0) }
                    for byte in 0..<8 { forged[24 + byte] = UInt8(truncatingIfNeeded: checksum >> UInt64(byte * 8)) }
                    writeFile(path, forged)
                    if let store = try? ColumnStore(opening: directory) {
                        _ = try? store.snapshot.execute(plan, dimensions: BrandDimensions())
                    }
                }
                writeFile(path, bytes)
            }
        }
    }

    @Test(
        arguments: [
            ("", 0, 0xEF46_DB37_51D8_E999), ("a", 0, 0xD24E_C4F1_A98C_6E5B), ("abc", 0, 0x44BC_2CF5_AD77_0999),
            ("Nobody inspects the spammish repetition", 0, 0xFBCE_A83C_8A37_8BF1), ("xxhash", 20_141_025, 0xB559_B98D_844E_0635),
        ] as [(String, UInt64, UInt64)])
    func theChecksumIsXXH64(_ text: String, _ seed: UInt64, _ hash: UInt64) {
        #expect(Array(text.utf8).withUnsafeBytes { XXH64.hash($0, seed: seed) } == hash)
    }
}
