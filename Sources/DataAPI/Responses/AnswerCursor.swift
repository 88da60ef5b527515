internal import APIKeys
internal import Catalog
internal import Web

/// Where a client that pages by cursor has come to. It goes on behind the answer it saw last, and among those only that were there when
/// it began: what comes in meanwhile neither shifts nor repeats anything.
struct AnswerCursor {
    let place: AnswerPlace
    /// The highest id when the client began.
    let newest: Int

    var text: String { "\(place.createdAt.milliseconds).\(place.id).\(newest)" }

    init(after answer: ObservedAnswer, newest: Int) {
        place = answer.place
        self.newest = newest
    }

    fileprivate init?(_ text: String) {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false).map { Int($0) }
        guard parts.count == 3, let moment = parts[0], let id = parts[1], let newest = parts[2] else { return nil }
        place = AnswerPlace(createdAt: Timestamp(milliseconds: Int64(moment)), id: id)
        self.newest = newest
    }

    /// The parameter `cursor`: left out for paging by `offset`, empty to begin.
    struct Request {
        let isGiven: Bool
        let place: AnswerPlace?
        let newest: Int?

        init(_ query: inout QueryReader) {
            let text = query.last("cursor")
            isGiven = text != nil
            let cursor = text.flatMap(AnswerCursor.init)
            place = cursor?.place
            newest = cursor?.newest
            guard let text, !text.isEmpty, cursor == nil else { return }
            query.report(
                InputFault(
                    at: ["query", "cursor"], "Input should be the next_cursor of a page of this list, unchanged", type: "cursor",
                    input: .string(text)))
        }
    }
}
