internal import Catalog
internal import Hummingbird
internal import Web

/// A list of prompts that is sent while it is read, so that a page of any size takes the memory of a small one.
struct PromptStream: Sendable {
    /// How many are read, and sent, at a time.
    static let batch = 2000

    let prompts: PromptService
    let brand: Brand
    let query: PromptQuery

    func response(_ page: PageRequest, total: Int) -> Response {
        var envelope = JSONWriter()
        envelope.object { $0.envelope(page, total: total) }
        // Left open: the items come into it.
        let opening = String(String(buffer: envelope.written()).dropLast()) + ",\"items\":["
        let body = ResponseBody { writer in
            try await writer.write(ByteBuffer(string: opening))
            try await send(to: &writer)
            try await writer.write(ByteBuffer(string: "],\"metadata\":null}"))
            try await writer.finish(nil)
        }
        return JSONWriter.response(streaming: body)
    }

    private func send(to writer: inout any ResponseBodyWriter) async throws {
        var query = query
        var isFirst = true
        var remaining = query.limit
        while remaining > 0 {
            query.limit = min(remaining, Self.batch)
            let prompts = try await prompts.list(query, of: brand)
            guard let last = prompts.last else { break }
            var json = JSONWriter(capacity: 512 * 1024)
            json.elements(prompts, isFirst: isFirst) { writer, prompt in writer.object { $0.prompt(prompt) } }
            try await writer.write(json.written())
            // From here on by id: what comes or goes meanwhile shifts nothing.
            (query.after, query.offset) = (last.id, 0)
            remaining -= prompts.count
            isFirst = false
        }
    }
}
