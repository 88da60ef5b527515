/// Cuts a span of numbers into slices, from the end where a search begins: the first is a small part of all, each next one twice as
/// wide. Between two slices a search can stop, and none takes much longer than all before it together.
struct Slices {
    private var rest: ClosedRange<Int>?
    private var width: Int
    private let isAscending: Bool

    /// - Parameters:
    ///   - span: to be cut; of numbers that are not negative.
    ///   - whole: all that there is.
    ///   - parts: of the whole, one of which is the first slice.
    init(_ span: ClosedRange<Int>, of whole: ClosedRange<Int>, parts: Int = 64, isAscending: Bool) {
        rest = span
        width = (whole.upperBound - whole.lowerBound) / parts + 1
        self.isAscending = isAscending
    }

    var isDone: Bool { rest == nil }

    mutating func next() -> ClosedRange<Int>? {
        guard let span = rest else { return nil }
        guard span.upperBound - span.lowerBound >= width else {
            rest = nil
            return span
        }
        let slice =
            isAscending
            ? span.lowerBound...(span.lowerBound + width - 1) : (span.upperBound - width + 1)...span.upperBound
        rest = isAscending ? (slice.upperBound + 1)...span.upperBound : span.lowerBound...(slice.lowerBound - 1)
        width = width > Int.max / 2 ? .max : width * 2
        return slice
    }
}
