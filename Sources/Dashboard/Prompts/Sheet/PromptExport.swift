internal import Catalog
internal import HTTPTypes
internal import Hummingbird
internal import NIOCore

/// Prompts as a CSV file, sent while they are read, so that many take no more memory than a few.
struct PromptExport: Sendable {
    /// How many are read, and sent, at a time.
    static let batch = 2000

    let prompts: PromptService
    let brand: Brand
    let query: PromptQuery

    func response() -> Response {
        let body = ResponseBody { writer in
            try await writer.write(ByteBuffer(string: CSVWriter.byteOrderMark + PromptSheet.header))
            var query = query
            query.limit = Self.batch
            while true {
                let found = try await prompts.list(query, of: brand)
                guard let last = found.last else { break }
                try await writer.write(ByteBuffer(string: found.map { PromptSheet.record($0, of: brand) }.joined()))
                // By id: what comes or goes meanwhile shifts nothing.
                query.after = last.id
            }
            try await writer.finish(nil)
        }
        return Response(
            status: .ok,
            headers: [
                .contentType: "text/csv; charset=utf-8", .contentDisposition: "attachment; filename=\"prompts-\(brand.id).csv\"",
            ], body: body)
    }
}
