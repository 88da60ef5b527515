#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// A text that equals another only if their bytes do, and comes before it as its bytes do. (Those of `String` look the same when they
/// are merely equivalent.)
struct ExactText: Hashable, Comparable, Sendable {
    let text: String

    init(_ text: String) {
        var text = text
        text.makeContiguousUTF8()
        self.text = text
    }

    static func == (one: ExactText, other: ExactText) -> Bool { one.compare(other) == 0 }

    static func < (one: ExactText, other: ExactText) -> Bool { one.compare(other) < 0 }

    func hash(into hasher: inout Hasher) {
        text.utf8.withContiguousStorageIfAvailable { hasher.combine(bytes: UnsafeRawBufferPointer($0)) }
    }

    /// Negative where this comes first.
    private func compare(_ other: ExactText) -> Int {
        let order = text.utf8.withContiguousStorageIfAvailable { mine in
            other.text.utf8.withContiguousStorageIfAvailable { others in
                guard let left = mine.baseAddress, let right = others.baseAddress else { return mine.count - others.count }
                let order = Int(memcmp(left, right, min(mine.count, others.count)))
                return order == 0 ? mine.count - others.count : order
            }
        }
        return (order ?? nil) ?? 0
    }

    /// The indices of texts in their order. Of many it is quicker than to sort by comparing one with another: bytes that lie in one
    /// place need no counting of references.
    static func order(of texts: ArraySlice<ExactText>) -> [Int] {
        var bytes: [UInt8] = []
        var starts = [0]
        for text in texts {
            bytes.append(contentsOf: text.text.utf8)
            starts.append(bytes.count)
        }
        let first = texts.startIndex
        return bytes.withUnsafeBytes { bytes in
            guard let base = bytes.baseAddress else { return Array(texts.indices) }
            return starts.withUnsafeBufferPointer { starts in
                texts.indices.sorted { one, other in
                    let (left, right) = (one - first, other - first)
                    let (leftCount, rightCount) = (starts[left + 1] - starts[left], starts[right + 1] - starts[right])
                    let order = memcmp(base + starts[left], base + starts[right], min(leftCount, rightCount))
                    return order == 0 ? leftCount < rightCount : order < 0
                }
            }
        }
    }
}
