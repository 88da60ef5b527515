internal import Catalog
internal import Visibility

/// Which of the cited domains the page shows, and in which order, as its address says it.
struct SourcesQuery: Hashable, Sendable {
    static let pageSize = 50

    enum Order: String, CaseIterable, Sendable {
        case cited, gained, lost

        var label: String {
            switch self {
            case .cited: "Most cited"
            case .gained: "Gained most"
            case .lost: "Lost most"
            }
        }

        var ofRows: QueryPlan.Order {
            QueryPlan.Order(by: .citingResponses, isByChange: self != .cited, isAscending: self == .lost)
        }
    }

    var owner: SourceType?
    var search: String
    var order: Order
    var page: Int
    /// What of the address could not be understood, in a sentence.
    let complaint: String?

    init(_ fields: FormFields) {
        var reader = FieldReader(fields)
        owner = reader.choice("owner", of: SourceType.self, else: "no owner of pages")
        search = String(fields["q"].trimmed.prefix(200))
        order = reader.choice("order", of: Order.self, else: "no order of domains") ?? .cited
        page = Pager.number(fields)
        complaint = reader.complaint
    }

    /// As the address has them, but for the page.
    var items: [(name: String, value: String)] {
        [("owner", owner?.rawValue ?? ""), ("q", search), ("order", order == .cited ? "" : order.rawValue)]
            .filter { !$0.1.isEmpty }
    }

    /// What is searched for, as domains are written; `nil` for nothing.
    var domainPart: String? {
        if search.isEmpty { return nil }
        let text = search.lowercased()
        // Labels in another script are known in ASCII.
        return text.utf8.contains { $0 >= 0x80 } ? PageAddress(text)?.host ?? text : text
    }
}

extension SourcesQuery {
    /// What asks the API for the rows that are shown. It has no search, so where they fit on a page they are asked for by their names.
    /// - Parameter answer: to ``SourceChart/domains``.
    /// - Returns: with what is to be said where all domains are asked for.
    func call(_ answer: ChartAnswer) -> (query: ChartQuery, note: String?) {
        var query = answer.query
        guard query.plan.domainPart != nil else { return (query, nil) }
        query.plan.domainPart = nil
        guard 1...Self.pageSize ~= answer.groupCount else {
            let most = QueryPlan.limits.upperBound
            return (query.asking(for: most), "The API has no search: this asks it for all domains, \(grouped(most)) at once.")
        }
        let names = (0..<answer.rowCount).map { answer.text(.sourceDomain, $0) }
        query.plan.filters.append(QueryPlan.Filter(.sourceDomain, names))
        return (query, nil)
    }
}
