internal import Visibility

/// A list of cited pages, those that most answers cite first.
struct CitedPages: Sendable {
    let pagesTitle: String
    let pagesNote: String
    let pagesTools: DataTools
    let pageLines: [Line]
    let hasPageLines: Bool
    /// `1–50 of 1,204`, or that the file has more.
    let pagesMore: String?
    let pagesPager: Pager?

    struct Line: Hashable, Sendable {
        let pageRank: Int
        let pageText: String
        /// Only where a browser can open it without harm.
        let pageLink: String?
        let pageAnswers: String
        let pageChange: Change?
        let pageCitations: String
    }

    /// - Parameters:
    ///   - answer: has the pages up to those that are shown, in their order.
    ///   - page: of the list, from 1.
    ///   - most: of a page of the list.
    ///   - address: of a page of the list, from 1; `nil` where it does not go on here.
    init(
        _ title: String, note: String, tools: DataTools, _ answer: ChartAnswer, page: Int = 1, most: Int,
        address: ((Int) -> String)? = nil
    ) {
        pagesTitle = title
        pagesNote = note
        pagesTools = tools
        let page = Pager.shown(page, size: most, total: answer.groupCount)
        let start = (page - 1) * most
        pageLines = (0..<answer.rowCount).dropFirst(start).prefix(most).map { row in
            let url = answer.text(.sourceURL, row) ?? ""
            let (now, before) = answer.counts(.citingResponses, row)
            return Line(
                pageRank: row + 1, pageText: url.oneLine(most: 300), pageLink: WebLink.of(url),
                pageAnswers: Metric.citingResponses.words(now),
                pageChange: Metric.citingResponses.change(from: before, to: now),
                pageCitations: Metric.citations.words(answer.counts(.citations, row).now))
        }
        hasPageLines = !pageLines.isEmpty
        let more = answer.groupCount - start - pageLines.count
        if let address {
            pagesMore = nil
            pagesPager = Pager(page: page, size: most, shown: pageLines.count, total: answer.groupCount, address: address)
        } else {
            pagesMore = more > 0 ? "And \(counted(more, "more page")); the CSV has all of them." : nil
            pagesPager = nil
        }
    }
}
