internal import Catalog

extension Pager {
    /// Through what is over; what still works stands at the head of every page.
    /// - Returns: `nil` where all are shown.
    init?(_ list: LiveList<some Sendable>, _ part: ListPart, at path: SitePath) {
        guard part.skipped > 0 || list.hasMore else { return nil }
        func address(_ skipped: Int) -> String {
            skipped > 0 ? path.address([ListPart.field: String(skipped)]) : path.address
        }
        self.init(
            newer: part.skipped > 0 ? address(part.skipped - min(part.limit, part.skipped)) : nil,
            older: list.hasMore ? address(part.skipped + part.limit) : nil, newerLabel: "Newer", olderLabel: "Older",
            place: "What is over: \(grouped(part.skipped + 1))–\(grouped(part.skipped + list.over.count))")
    }
}

extension ListPart {
    fileprivate static let field = "over"

    /// As the address of a page has it; whatever else stands there counts as the beginning.
    init(_ page: PageRequest) {
        self.init(skipping: Int(page.query[Self.field]).flatMap { (0...1_000_000).contains($0) ? $0 : nil } ?? 0)
    }
}
