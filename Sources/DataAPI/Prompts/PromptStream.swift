internal import APIKeys
internal import Catalog
internal import Hummingbird
internal import Web

/// A list of prompts that is sent while it is read, so that a page of any size takes the memory of a small one.
struct PromptStream: Sendable {
    /// How many are read, and sent, at a time.
    static let batch = 1000

    let prompts: PromptService
    let key: VerifiedKey
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

    private func list(_ query: PromptQuery) async throws -> [Prompt] {
        query.limit > 0 ? try await prompts.list(query, with: key) : []
    }

    private func send(to writer: inout any ResponseBodyWriter) async throws {
        var query = query
        var remaining = query.limit
        query.limit = min(remaining, Self.batch)
        var batch = try await list(query)
        var isFirst = true
        while let last = batch.last {
            remaining -= batch.count
            // From here on by id: what comes or goes meanwhile shifts nothing.
            let following = query.following(last.id, atMost: min(remaining, Self.batch))
            // Read while this one is written and sent.
            async let next = list(following)
            var json = JSONWriter(capacity: 512 * 1024)
            json.elements(batch, isFirst: isFirst) { writer, prompt in writer.object { $0.prompt(prompt) } }
            try await writer.write(json.written())
            batch = try await next
            isFirst = false
        }
    }
}

extension PromptQuery {
    /// What comes behind a prompt in the same list.
    fileprivate func following(_ id: Int, atMost limit: Int) -> PromptQuery {
        var query = self
        (query.after, query.offset, query.limit) = (id, 0, limit)
        return query
    }
}
