internal import Hummingbird
internal import Web

/// `limit` and `offset`, and the envelope that every list of the original API comes in.
struct PageRequest {
    let limit: Int
    let offset: Int

    /// Any limit is honoured: existing clients go on by the limit they asked for, and would miss what a smaller page leaves out.
    init(_ query: inout QueryReader) {
        limit = query.integer("limit", default: 100, minimum: 1)
        offset = query.integer("offset", default: 0, minimum: 0)
    }

    func cut<Element>(_ all: [Element]) -> ArraySlice<Element> { all.dropFirst(offset).prefix(limit) }
}

extension JSONWriter {
    static func page<Element>(
        _ page: PageRequest, total: Int, _ items: some Sequence<Element>, _ write: (inout Object, Element) -> Void
    ) -> Response {
        var json = JSONWriter(capacity: 16 * 1024)
        json.object { object in
            object.envelope(page, total: total)
            object.field("items", array: items) { writer, item in writer.object { write(&$0, item) } }
            object.field("metadata") { $0.null() }
        }
        return json.response()
    }

    static var emptyObject: Response {
        var json = JSONWriter()
        json.object { _ in }
        return json.response()
    }
}

extension JSONWriter.Object {
    mutating func envelope(_ page: PageRequest, total: Int) {
        field("total", total)
        field("offset", page.offset)
        field("limit", page.limit)
    }
}
