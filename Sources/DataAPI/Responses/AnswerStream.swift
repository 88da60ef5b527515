internal import Catalog
internal import HTTPTypes
internal import Hummingbird
internal import NIOCore
internal import Web

/// A list of answers that is sent while it is read, so that a page of any size takes the memory of a small one.
struct AnswerStream: Sendable {
    /// How many are read, and sent, at a time. Answers are long.
    static let batch = 500

    let observations: ObservationService
    let brand: Brand
    let query: AnswerQuery
    let format: AnswerFormat

    /// - Parameter isPaged: by cursor; then the page says where the next one begins.
    func response(_ page: PageRequest, total: Int, isPaged: Bool) async throws -> Response {
        let formatter = AnswerFormatter(format: format, brand: brand)
        // Read before anything is sent, so that a fault is still a proper answer.
        let first = try await read(query, most: page.limit)
        let body = ResponseBody { writer in
            try await writer.write(formatter.opening(page, total: total))
            let last = try await send(first, formatter, to: &writer)
            let next = isPaged && last.isFull ? last.answer.map { AnswerCursor(after: $0, newest: query.newest ?? 0) } : nil
            try await writer.write(formatter.ending(next: next))
            try await writer.finish(nil)
        }
        return Response(status: .ok, headers: formatter.headers, body: body)
    }

    private func read(_ query: AnswerQuery, most: Int) async throws -> [ObservedAnswer] {
        var query = query
        query.limit = min(most, Self.batch)
        return try await observations.list(query, of: brand.id)
    }

    /// - Returns: the last answer sent, and whether as many were sent as were asked for.
    private func send(
        _ first: [ObservedAnswer], _ formatter: AnswerFormatter, to writer: inout any ResponseBodyWriter
    ) async throws -> (answer: ObservedAnswer?, isFull: Bool) {
        var query = query
        var answers = first
        var remaining = query.limit
        var isFirst = true
        var sent: ObservedAnswer?
        while let last = answers.last {
            try await writer.write(formatter.items(answers, isFirst: isFirst))
            remaining -= answers.count
            sent = last
            isFirst = false
            guard remaining > 0, answers.count == Self.batch else { break }
            // From here on by place: what comes or goes meanwhile shifts nothing.
            (query.after, query.offset) = (last.place, 0)
            answers = try await read(query, most: remaining)
        }
        return (sent, remaining == 0)
    }
}
