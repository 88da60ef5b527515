internal import Visibility

/// What stands beside the title of a chart or of a table of numbers: its file, and its API call.
struct DataTools: Sendable {
    /// Unique on the page.
    let toolsID: String
    /// Completes "CSV of …".
    let toolsName: String
    let toolsCSV: String
    /// `nil` for who can have no key.
    let toolsCall: String?
    /// What the call gives, in a sentence.
    let toolsNote: String

    /// Of what is shown as the API gives it.
    static let plainNote = "This asks the API for these numbers."
    /// Of what is sorted here.
    static let sortedNote = "This asks the API for all of these rows, in the order of the API; here they are sorted."

    /// - Parameter call: that asks the query.
    init(_ id: String, of name: String, csv: String, query: ChartQuery, call: String?, note: String = plainNote) {
        (toolsID, toolsName, toolsCSV, toolsCall) = (id, name, csv, call)
        toolsNote =
            note + (query.earlier.map { " It is asked twice: for \(query.plan.period.words), and for \($0.words)." } ?? "")
    }

    /// - Parameters:
    ///   - count: of the rows that there are: the API gives fewer if it is not told how many.
    ///   - baseURL: of this server.
    init(
        _ id: String, of name: String, csv: String, query: ChartQuery, count: Int = 0, brand: Int, baseURL: String,
        note: String = plainNote
    ) {
        let call = APICall(query.asking(for: count), brand: brand, baseURL: baseURL).text
        let most = QueryPlan.limits.upperBound
        let rest = count > most ? " The API gives \(grouped(most)) rows at once; the next ones have an offset of \(most)." : ""
        self.init(id, of: name, csv: csv, query: query, call: call, note: note + rest)
    }
}
