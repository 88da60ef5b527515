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
    struct Request: Equatable, Sendable {
        let organization: Int
        let access: BrandAccess
        let limit: Int
        let offset: Int
    }

    private struct Page {
        let request: Request
        let answer: Answer
    }

    private struct State {
        var generation = -1
        /// Each at its place; see ``place(of:)``.
        var pages: [Page?] = []
    }

    private let directory: BrandDirectory
    private let state = Mutex(State())
    /// Four megabytes at most.
    private static let capacity = 256
    /// Larger pages are written for each request.
    private static let largestKept = 16 * 1024

    init(directory: BrandDirectory) { self.directory = directory }

    func page(_ request: Request) -> Answer {
        // Read first: a page written from newer brands than this is only thrown away too early.
        let generation = directory.generation
        let place = Self.place(of: request)
        let kept = state.withLock { state in
            if state.generation != generation {
                state = State(generation: generation, pages: Array(repeating: nil, count: Self.capacity))
            }
            return state.pages[place].flatMap { $0.request == request ? $0.answer : nil }
        }
        if let kept { return kept }
        let answer = write(request)
        if answer.body.readableBytes <= Self.largestKept {
            state.withLock { state in
                guard state.generation == generation else { return }
                state.pages[place] = Page(request: request, answer: answer)
            }
        }
        return answer
    }

    /// Where a page is kept. Two that have the same place take turns, at the price of being written again: whoever brings that about
    /// on purpose gains nothing, so they need not be spread by a keyed hash.
    static func place(of request: Request) -> Int {
        var sum: UInt64 = 0
        func mix(_ part: Int) {
            sum = (sum ^ UInt64(truncatingIfNeeded: part)) &* 0x9E37_79B9_7F4A_7C15
            // A product carries nothing down.
            sum ^= sum >> 32
        }
        mix(request.organization)
        mix(request.limit)
        mix(request.offset)
        if case .specific(let list) = request.access {
            mix(list.ids.first ?? 0)
            mix(list.ids.last ?? 0)
            mix(list.ids.count)
        }
        return Int(sum % UInt64(capacity))
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
