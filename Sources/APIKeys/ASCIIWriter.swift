/// Writes short texts and numbers into room that was made for all of them.
package struct ASCIIWriter {
    private let room: UnsafeMutableRawBufferPointer
    package private(set) var count = 0

    package init(_ room: UnsafeMutableRawBufferPointer) { self.room = room }

    /// - Precondition: there is room for it.
    package mutating func put(_ text: StaticString) {
        let end = count + text.utf8CodeUnitCount
        precondition(end <= room.count)
        UnsafeMutableRawBufferPointer(rebasing: room[count..<end])
            .copyMemory(from: UnsafeRawBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
        count = end
    }

    /// In decimal digits; less than nothing is nothing.
    /// - Precondition: there is room for them.
    package mutating func put(_ number: Int) {
        let start = count
        var rest = max(0, number)
        repeat {
            precondition(count < room.count)
            room[count] = UInt8(ascii: "0") + UInt8(truncatingIfNeeded: rest % 10)
            count += 1
            rest /= 10
        } while rest > 0
        room[start..<count].reverse()
    }
}
