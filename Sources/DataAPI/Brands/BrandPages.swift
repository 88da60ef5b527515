internal import APIKeys
internal import Catalog
internal import Hummingbird
internal import NIOCore
internal import Synchronization
internal import Web

/// The pages of `GET /v1/brands`, written once for each reach and position and kept until a brand changes: the most called route
/// of all costs a look-up.
final class BrandPages: Sendable {
    /// All that a page depends on beside the brands.
    struct Request: Hashable, Sendable {
        let organization: Int
        let access: BrandAccess
        let limit: Int
        let offset: Int
    }

    private struct State {
        var generation = -1
        var answers: [Request: Answer] = [:]
    }

    private let directory: BrandDirectory
    private let state = Mutex(State())
    /// Four megabytes at most; beyond that everything is forgotten and written again when asked for.
    private static let capacity = 256
    /// Larger pages are written for each request.
    private static let largestKept = 16 * 1024

    init(directory: BrandDirectory) { self.directory = directory }

    func page(_ request: Request) -> Answer {
        // Read first: a page written from newer brands than this is only thrown away too early.
        let generation = directory.generation
        let kept = state.withLock { state in
            if state.generation != generation { state = State(generation: generation) }
            return state.answers[request]
        }
        if let kept { return kept }
        let answer = write(request)
        if answer.body.readableBytes <= Self.largestKept {
            state.withLock { state in
                guard state.generation == generation else { return }
                if state.answers.count >= Self.capacity { state.answers = [:] }
                state.answers[request] = answer
            }
        }
        return answer
    }

    private func write(_ request: Request) -> Answer {
        let reachable = directory.active(in: request.organization).filter { request.access.grants($0.id) }
        var json = JSONWriter()
        json.object { page in
            page.field("total", reachable.count)
            page.field("offset", request.offset)
            page.field("limit", request.limit)
            page.field("items", array: reachable.dropFirst(request.offset).prefix(request.limit)) { writer, brand in
                writer.object { item in
                    item.field("id", brand.id)
                    item.field("name", brand.name)
                    item.field("website", brand.website)
                }
            }
            page.field("metadata") { $0.null() }
        }
        return json.answer(headers: [.cacheControl: "no-store"])
    }
}
