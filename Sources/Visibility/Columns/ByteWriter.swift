/// Gathers little-endian bytes.
struct ByteWriter {
    private(set) var bytes: [UInt8] = []

    mutating func write(_ number: some FixedWidthInteger) {
        withUnsafeBytes(of: number.littleEndian) { bytes.append(contentsOf: $0) }
    }

    mutating func write(_ text: String) {
        write(UInt32(text.utf8.count))
        bytes.append(contentsOf: text.utf8)
    }

    mutating func write<Value>(optional value: Value?, _ body: (inout ByteWriter, Value) -> Void) {
        write(UInt8(value == nil ? 0 : 1))
        if let value { body(&self, value) }
    }
}

/// Takes little-endian bytes apart, and trusts none of them.
struct ByteReader {
    private var rest: UnsafeRawBufferPointer
    private let path: String

    init(_ bytes: UnsafeRawBufferPointer, path: String) {
        rest = bytes
        self.path = path
    }

    var isAtEnd: Bool { rest.isEmpty }

    var inconsistent: ColumnFileError { ColumnFileError(path, .inconsistent) }

    mutating func number<Number: FixedWidthInteger & BitwiseCopyable>(_: Number.Type = Number.self) throws(ColumnFileError)
        -> Number
    {
        let bytes = try take(MemoryLayout<Number>.size)
        return Number(littleEndian: bytes.loadUnaligned(as: Number.self))
    }

    mutating func text() throws(ColumnFileError) -> String {
        let bytes = try take(Int(try number(UInt32.self)))
        guard let text = String(validating: bytes, as: UTF8.self) else { throw inconsistent }
        return text
    }

    mutating func optional<Value>(_ body: (inout ByteReader) throws(ColumnFileError) -> Value) throws(ColumnFileError) -> Value? {
        switch try number(UInt8.self) {
        case 0: nil
        case 1: try body(&self)
        default: throw inconsistent
        }
    }

    /// - Parameter size: that an element takes at least, so that a wrong count is found before room is made for it.
    mutating func list<Element>(
        size: Int, _ body: (inout ByteReader) throws(ColumnFileError) -> Element
    ) throws(ColumnFileError) -> [Element] {
        let count = Int(try number(UInt32.self))
        guard count <= rest.count / size else { throw inconsistent }
        var elements: [Element] = []
        elements.reserveCapacity(count)
        for _ in 0..<count { elements.append(try body(&self)) }
        return elements
    }

    private mutating func take(_ count: Int) throws(ColumnFileError) -> UnsafeRawBufferPointer {
        guard count <= rest.count else { throw inconsistent }
        defer { rest = UnsafeRawBufferPointer(rebasing: rest[count...]) }
        return UnsafeRawBufferPointer(rebasing: rest[..<count])
    }
}
