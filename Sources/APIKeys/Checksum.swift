/// CRC-32 (IEEE 802.3, reflected, the one of zip and PNG). It tells a typo from a revoked key without a look-up;
/// it protects against accidents, not against people.
enum Checksum {
    /// Four tables of 256: what a byte does to the sum when none, one, two or three more come in the same step.
    private static let tables: [UInt32] = {
        var tables = (0..<256).map { (index: UInt32) -> UInt32 in
            (0..<8).reduce(index) { value, _ in value & 1 == 1 ? (value >> 1) ^ 0xEDB8_8320 : value >> 1 }
        }
        for index in 256..<1024 {
            let before = tables[index - 256]
            tables.append((before >> 8) ^ tables[Int(before & 0xFF)])
        }
        return tables
    }()

    static func crc32(_ bytes: some Sequence<UInt8>) -> UInt32 {
        bytes.withContiguousStorageIfAvailable { crc32(UnsafeRawBufferPointer($0)) }
            ?? Array(bytes).withUnsafeBytes { crc32($0) }
    }

    /// Four bytes a step: each step waits for the one before.
    private static func crc32(_ bytes: UnsafeRawBufferPointer) -> UInt32 {
        tables.withUnsafeBufferPointer { table in
            var crc = ~UInt32(0)
            let whole = bytes.count & ~3
            for index in stride(from: 0, to: whole, by: 4) {
                crc ^= UInt32(littleEndian: bytes.loadUnaligned(fromByteOffset: index, as: UInt32.self))
                let older = table[768 + Int(crc & 0xFF)] ^ table[512 + Int(crc >> 8 & 0xFF)]
                crc = older ^ table[256 + Int(crc >> 16 & 0xFF)] ^ table[Int(crc >> 24)]
            }
            for byte in bytes[whole...] { crc = (crc >> 8) ^ table[Int((crc ^ UInt32(byte)) & 0xFF)] }
            return ~crc
        }
    }
}
