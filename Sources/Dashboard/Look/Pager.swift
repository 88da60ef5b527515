/// The links under a list that goes on.
struct Pager: Sendable {
    let newer: String?
    let older: String?
    let newerLabel: String
    let olderLabel: String
    /// Which part of the whole this is.
    let place: String
}

extension Pager {
    /// The page that an address asks for, from 1.
    static func number(_ fields: FormFields) -> Int { Int(fields["page"]).map { max(1, min($0, 1_000_000)) } ?? 1 }

    /// The page that is shown of a list whose length is known: past the end, the last one.
    static func shown(_ page: Int, size: Int, total: Int) -> Int { max(1, min(page, (total + size - 1) / size)) }

    /// Pages of a list whose length is known.
    /// - Parameter page: one that it has; see ``shown(_:size:total:)``.
    init(page: Int, size: Int, shown: Int, total: Int, address: (Int) -> String) {
        let start = (page - 1) * size
        self.init(
            newer: page > 1 ? address(page - 1) : nil, older: start + shown < total && shown > 0 ? address(page + 1) : nil,
            newerLabel: "Previous", olderLabel: "Next",
            place: shown == 0 ? "" : "\(grouped(start + 1))–\(grouped(start + shown)) of \(grouped(total))")
    }
}
