#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// The counters of groups. Either of all keys there may be, where a group's cell is its key, or of those met, which a hash table finds.
/// One cell is nobody's: what is filtered out is counted there.
final class CellTable {
    let stride: Int
    let isDense: Bool
    let trash: UInt32
    private let budget: Int
    /// Cells in use, the one that is nobody's included.
    private(set) var count: Int
    private(set) var words: UnsafeMutablePointer<UInt64>
    private var capacity: Int

    // Of a hash table only: keys by cell, and slots of a power of two, at most half of them taken.
    private var keys: UnsafeMutablePointer<GroupKey>?
    private var slots: UnsafeMutablePointer<Slot>?
    private var slotBits = 0
    private let expected: Int
    /// Whether keys may take more than 64 bits.
    private let isWide: Bool

    private struct Slot {
        /// Of the key: the key itself where it fits.
        var mark: UInt64
        /// 0 where the slot is empty.
        var cell: UInt64
    }

    /// Bytes that a table of all keys takes.
    static func denseBytes(space: GroupKey, stride: Int) -> GroupKey {
        space * GroupKey(stride * 8 + MemoryLayout<CellGroup>.stride)
    }

    /// - Parameters:
    ///   - space: all keys are below this.
    ///   - isDense: whether the table is of all keys.
    ///   - expected: groups that there may well be.
    init(stride: Int, space: GroupKey, isDense: Bool, expected: Int = 0, budget: Int) throws(QueryError) {
        self.expected = expected
        isWide = space > GroupKey(UInt64.max)
        self.stride = stride
        self.budget = budget
        self.isDense = isDense
        capacity = isDense ? Int(space) + 1 : 1024
        count = isDense ? capacity : 1
        trash = isDense ? UInt32(space) : 0
        let bytes = capacity * stride * 8
        guard bytes <= budget else { throw .tooManyGroups }
        guard let words = zeros(capacity * stride, of: UInt64.self) else { throw .tooManyGroups }
        self.words = words
        guard !isDense else { return }
        keys = zeros(capacity, of: GroupKey.self)
        try rehash(bits: 11)
    }

    deinit {
        free(words)
        free(keys)
        free(slots)
    }

    var bytes: Int { isDense ? capacity * stride * 8 : bytes(capacity, slotBits) }

    /// Of a hash table, with what it takes to sort its groups.
    private func bytes(_ capacity: Int, _ bits: Int) -> Int {
        capacity * (stride * 8 + 16 + 2 * MemoryLayout<CellGroup>.stride) + MemoryLayout<Slot>.stride << bits
    }

    private static func slotBits(for capacity: Int) -> Int { max(11, Int.bitWidth - (capacity * 2 - 1).leadingZeroBitCount) }

    /// Makes room for more groups.
    func reserve(_ more: Int) throws(QueryError) {
        guard !isDense, count + more > capacity else { return }
        var wanted = max(count + more, capacity * 2)
        // Once it is large, room for all there may be saves to move it again and again.
        if count > 1 << 15, expected > wanted, bytes(expected, Self.slotBits(for: expected)) <= budget / 2 { wanted = expected }
        let bits = Self.slotBits(for: wanted)
        // While it grows, the old is there beside the new.
        guard bytes + bytes(wanted, bits) <= budget, wanted < Int(UInt32.max) else { throw .tooManyGroups }
        guard let moved = zeros(wanted * stride, of: UInt64.self) else { throw .tooManyGroups }
        guard let movedKeys = zeros(wanted, of: GroupKey.self) else {
            free(moved)
            throw .tooManyGroups
        }
        moved.update(from: words, count: count * stride)
        if let keys { movedKeys.update(from: keys, count: count) }
        free(words)
        free(keys)
        words = moved
        keys = movedKeys
        capacity = wanted
        try rehash(bits: bits)
    }

    private func rehash(bits: Int) throws(QueryError) {
        free(slots)
        slotBits = bits
        slots = zeros(1 << bits, of: Slot.self)
        guard let keys, let slots else { throw .tooManyGroups }
        for cell in 1..<max(count, 1) {
            var slot = Self.slot(of: Self.mark(of: keys[cell]), bits)
            while slots[slot].cell != 0 { slot = (slot + 1) & (1 << bits - 1) }
            slots[slot] = Slot(mark: Self.mark(of: keys[cell]), cell: UInt64(cell))
        }
    }

    @inline(__always)
    private static func mark(of key: GroupKey) -> UInt64 {
        UInt64(truncatingIfNeeded: key) ^ UInt64(truncatingIfNeeded: key &>> 64) &* 0xD6E8_FEB8_6659_FD93
    }

    @inline(__always)
    private static func slot(of mark: UInt64, _ bits: Int) -> Int { Int((mark &* 0x9E37_79B9_7F4A_7C15) &>> UInt64(64 &- bits)) }

    /// The cells of keys, new ones where they are met first. There is room for all of them.
    func find(_ count: Int, keys wanted: UnsafePointer<GroupKey>, cells: UnsafeMutablePointer<UInt32>) {
        guard let keys, let slots else { return }
        let mask = 1 << slotBits - 1
        let bits = slotBits
        let isWide = isWide
        var next = self.count
        for index in 0..<count {
            let key = wanted[index]
            guard key < KeyLayout.limit else {
                cells[index] = 0
                continue
            }
            let mark = Self.mark(of: key)
            var slot = Self.slot(of: mark, bits)
            while true {
                let met = slots[slot]
                if met.cell == 0 {
                    slots[slot] = Slot(mark: mark, cell: UInt64(truncatingIfNeeded: next))
                    keys[next] = key
                    cells[index] = UInt32(truncatingIfNeeded: next)
                    next &+= 1
                    break
                }
                if met.mark == mark, !isWide || keys[Int(met.cell)] == key {
                    cells[index] = UInt32(truncatingIfNeeded: met.cell)
                    break
                }
                slot = (slot &+ 1) & mask
            }
        }
        self.count = next
    }

    /// The groups that have responses, by ascending key.
    /// - Parameter needed: how many are wanted at least; all others may be left out.
    func groups(first needed: Int = .max) -> [CellGroup] {
        var groups: [CellGroup] = []
        if isDense {
            for cell in 0..<count - 1 where words[cell * stride] & 0xFFFF_FFFF != 0 {
                groups.append(CellGroup(key: GroupKey(cell), cell: UInt32(cell), lane: 0))
                if groups.count >= needed { break }
            }
        } else if let keys {
            let bound = bound(needed, keys)
            for cell in 1..<count where keys[cell] < bound && words[cell * stride] & 0xFFFF_FFFF != 0 {
                groups.append(CellGroup(key: keys[cell], cell: UInt32(cell), lane: 0))
            }
            CellGroup.sort(&groups)
        }
        return groups
    }

    /// A key below which there are as many groups as needed, so that the rest need not be sorted.
    private func bound(_ needed: Int, _ keys: UnsafeMutablePointer<GroupKey>) -> GroupKey {
        guard needed < count / 2 else { return .max }
        var most: GroupKey = 0
        for cell in 1..<count { most = max(most, keys[cell]) }
        let shift = GroupKey(max(0, GroupKey.bitWidth - most.leadingZeroBitCount - 11))
        var counts = Array(repeating: 0, count: 2048)
        for cell in 1..<count where words[cell * stride] & 0xFFFF_FFFF != 0 {
            counts[Int(UInt64(truncatingIfNeeded: keys[cell] &>> shift))] += 1
        }
        var total = 0
        for (bucket, number) in counts.enumerated() {
            total += number
            if total >= needed { return GroupKey(bucket + 1) << shift }
        }
        return .max
    }
}

/// A group and where its counters are.
struct CellGroup {
    var key: GroupKey
    var cell: UInt32
    var lane: UInt32

    /// By key. Eleven bits at a time, and only those that differ.
    static func sort(_ groups: inout [CellGroup]) {
        guard groups.count > 1024 else { return groups.sort { $0.key < $1.key } }
        let most = groups.reduce(0) { max($0, $1.key) }
        var other = groups
        var shift: GroupKey = 0
        while shift < 128, most >> shift > 0 {
            var starts = Array(repeating: 0, count: 2049)
            for group in groups { starts[Int(UInt64(truncatingIfNeeded: group.key &>> shift) & 2047) + 1] += 1 }
            for digit in 0..<2048 { starts[digit + 1] += starts[digit] }
            for group in groups {
                let digit = Int(UInt64(truncatingIfNeeded: group.key &>> shift) & 2047)
                other[starts[digit]] = group
                starts[digit] += 1
            }
            swap(&groups, &other)
            shift += 11
        }
    }
}
