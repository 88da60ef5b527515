/// The values of several dimensions of the same elements, field by field: a node for each combination that elements have so far, its
/// children numbered in the order of the next field's values. So a field takes no more digits than its values that occur beneath one
/// node, and where earlier fields determine it, a single one.
struct KeyTrie {
    struct Level {
        /// How many children a node has at most.
        let radix: GroupKey
        /// Of each element, the number of its node among its siblings.
        let digits: [UInt32]
        /// Of each node above, its first child here.
        let firstChild: [UInt32]
        /// Of each node here, the code of its value.
        let codes: [UInt32]
    }

    private(set) var levels: [Level] = []
    /// Of each element, its node on the last level.
    private(set) var nodes: [UInt32]
    /// On the last level.
    private(set) var nodeCount = 1

    init(elements: Int) { nodes = Array(repeating: 0, count: elements) }

    /// Of elements that are told apart by one dimension.
    init(_ coding: Coding) {
        self.init(elements: coding.codes.count)
        append(coding)
    }

    mutating func append(_ coding: Coding) {
        let keys = zip(nodes, coding.codes).map { UInt64($0) << 32 | UInt64($1) }
        let distinct = Self.distinct(keys, nodes: nodeCount, codes: coding.values.count + 1)
        var firstChild = Array(repeating: UInt32(0), count: nodeCount)
        var codes: [UInt32] = []
        codes.reserveCapacity(distinct.count)
        var radix = 1
        for (child, key) in distinct.enumerated() {
            let node = Int(key >> 32)
            if child == 0 || distinct[child - 1] >> 32 != key >> 32 { firstChild[node] = UInt32(child) }
            radix = max(radix, child - Int(firstChild[node]) + 1)
            codes.append(UInt32(truncatingIfNeeded: key))
        }
        let children = Self.ranks(of: keys, in: distinct, nodes: nodeCount, codes: coding.values.count + 1)
        let digits = zip(children, nodes).map { $0 - firstChild[Int($1)] }
        levels.append(Level(radix: GroupKey(radix), digits: digits, firstChild: firstChild, codes: codes))
        nodes = children
        nodeCount = distinct.count
    }

    /// Possible combinations are marked in a table instead of sorted, up to a million of them, and more where there are more elements.
    private static func areFew(_ combinations: Int, _ elements: Int) -> Bool { combinations <= max(1 << 20, 8 * elements) }

    private static func distinct(_ keys: [UInt64], nodes: Int, codes: Int) -> [UInt64] {
        guard areFew(nodes * codes, keys.count) else {
            let sorted = keys.sorted()
            return sorted.enumerated().filter { $0 == 0 || sorted[$0 - 1] != $1 }.map(\.element)
        }
        var marks = Array(repeating: false, count: nodes * codes)
        for key in keys { marks[place(of: key, codes)] = true }
        return marks.indices.filter { marks[$0] }.map { UInt64($0 / codes) << 32 | UInt64($0 % codes) }
    }

    private static func ranks(of keys: [UInt64], in distinct: [UInt64], nodes: Int, codes: Int) -> [UInt32] {
        guard areFew(nodes * codes, keys.count) else {
            let ranks = Dictionary(uniqueKeysWithValues: distinct.enumerated().map { ($1, UInt32($0)) })
            return keys.map { ranks[$0] ?? 0 }
        }
        var ranks = Array(repeating: UInt32(0), count: nodes * codes)
        for (rank, key) in distinct.enumerated() { ranks[place(of: key, codes)] = UInt32(rank) }
        return keys.map { ranks[place(of: $0, codes)] }
    }

    private static func place(of key: UInt64, _ codes: Int) -> Int { Int(key >> 32) * codes + Int(key & 0xFFFF_FFFF) }
}
