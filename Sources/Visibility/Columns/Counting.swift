/// The loops over facts.
enum Counting {
    /// Adds facts to the words of their cells.
    static func add(
        _ facts: UnsafePointer<UInt8>, _ cells: UnsafePointer<UInt32>, count: Int, _ increments: FactIncrements,
        to words: UnsafeMutablePointer<UInt64>, stride: Int
    ) {
        increments.table.withUnsafeBufferPointer { table in
            switch increments.width {
            case 1:
                for index in 0..<count {
                    let place = Int(cells[index]) &* stride
                    words[place] &+= table[Int(facts[index])]
                }
            case 2:
                for index in 0..<count {
                    let place = Int(cells[index]) &* stride
                    let fact = Int(facts[index])
                    words[place] &+= table[fact]
                    words[place &+ 1] &+= table[fact &+ 64]
                }
            default:
                for index in 0..<count {
                    let place = Int(cells[index]) &* stride
                    let fact = Int(facts[index])
                    words[place] &+= table[fact]
                    words[place &+ 1] &+= table[fact &+ 64]
                    words[place &+ 2] &+= table[fact &+ 128]
                }
            }
        }
    }

    /// Counts facts that are all of one group in four histograms.
    static func count(_ facts: UnsafePointer<UInt8>, count: Int, in histogram: UnsafeMutablePointer<UInt32>) {
        var index = 0
        while index &+ 4 <= count {
            histogram[Int(facts[index])] &+= 1
            histogram[64 &+ Int(facts[index &+ 1])] &+= 1
            histogram[128 &+ Int(facts[index &+ 2])] &+= 1
            histogram[192 &+ Int(facts[index &+ 3])] &+= 1
            index &+= 4
        }
        while index < count {
            histogram[Int(facts[index])] &+= 1
            index &+= 1
        }
    }

    /// Counts facts in four histograms of each of several groups.
    static func count(
        _ facts: UnsafePointer<UInt8>, _ groups: UnsafePointer<UInt32>, count: Int, in histogram: UnsafeMutablePointer<UInt32>
    ) {
        var index = 0
        while index &+ 4 <= count {
            histogram[Int(groups[index]) &* 256 &+ Int(facts[index])] &+= 1
            histogram[Int(groups[index &+ 1]) &* 256 &+ 64 &+ Int(facts[index &+ 1])] &+= 1
            histogram[Int(groups[index &+ 2]) &* 256 &+ 128 &+ Int(facts[index &+ 2])] &+= 1
            histogram[Int(groups[index &+ 3]) &* 256 &+ 192 &+ Int(facts[index &+ 3])] &+= 1
            index &+= 4
        }
        while index < count {
            histogram[Int(groups[index]) &* 256 &+ Int(facts[index])] &+= 1
            index &+= 1
        }
    }

    /// The same of some rows only.
    /// - Parameter numbers: of these rows; their groups follow each other likewise.
    static func count(
        _ facts: UnsafePointer<UInt8>, of numbers: UnsafePointer<UInt32>, _ groups: UnsafePointer<UInt32>, count: Int,
        in histogram: UnsafeMutablePointer<UInt32>
    ) {
        for index in 0..<count {
            let place = Int(groups[index]) &* 256 &+ (index & 3) &* 64
            histogram[place &+ Int(facts[Int(numbers[index])])] &+= 1
        }
    }

    /// Adds the histograms of a group to its words, and clears them.
    static func fold(
        _ histogram: UnsafeMutablePointer<UInt32>, _ increments: FactIncrements, to words: UnsafeMutablePointer<UInt64>
    ) {
        increments.table.withUnsafeBufferPointer { table in
            for fact in 0..<Fact.count {
                let count = histogram[fact] &+ histogram[fact &+ 64] &+ histogram[fact &+ 128] &+ histogram[fact &+ 192]
                guard count != 0 else { continue }
                for word in 0..<increments.width { words[word] &+= UInt64(count) &* table[word &* 64 &+ fact] }
            }
        }
        histogram.update(repeating: 0, count: 4 * Fact.count)
    }
}
