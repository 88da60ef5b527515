internal import APIKeys
internal import Catalog
internal import Web

/// The body of a report, read. An item without a token in it is counted and left out; it never stops the others, whatever JSON it is.
struct LeakMessage: Sendable {
    /// Items, and tokens in them, of an open report. A signed one is bounded by its size.
    static let mostItems = 1000

    let received: Int
    let reports: [LeakReport]

    private init(_ items: [JSONValue], _ place: (JSONValue) -> LeakPlace) {
        received = items.count
        reports = items.flatMap { item in
            let tokens = Self.tokens(in: item)
            guard !tokens.isEmpty else { return [LeakReport]() }
            let place = place(item)
            return tokens.map { LeakReport($0, at: place) }
        }
    }

    /// `{"tokens": [item, …], "source"?: text, "url"?: text}`, where an item is a text with tokens in it or
    /// `{"token": text, "source"?: text, "url"?: text}`. What an item does not say is taken from around the list.
    ///
    /// - Throws: ``Problem`` 422 for what is no JSON, has no such list, or more than ``mostItems``.
    static func open(_ bytes: [UInt8]) throws(Problem) -> LeakMessage {
        let body = try BodyReader.json(bytes, isForgiving: true)
        guard case .object = body else { throw Problem(faults: [.notAnObject(body, at: ["body"])]) }
        guard let list = body["tokens"] else {
            throw Problem(faults: [InputFault(at: ["body", "tokens"], "Field required", type: "missing", input: body)])
        }
        guard case .array(let items) = list else { throw notAList(list, at: ["body", "tokens"]) }
        try check(items.count)
        let (source, url) = (body["source"]?.text, body["url"]?.text)
        let message = LeakMessage(items) { item in
            LeakPlace(.anyone, source: item["source"]?.text ?? source, url: item["url"]?.text ?? url)
        }
        try check(message.reports.count)
        return message
    }

    private static func check(_ count: Int) throws(Problem) {
        guard count > mostItems else { return }
        throw Problem(faults: [.tooLong(count, most: mostItems, nil, at: ["body", "tokens"])])
    }

    /// GitHub's `[{"token": text, "type": text, "url": text, "source": text}, …]`
    /// (https://docs.github.com/code-security/secret-scanning/secret-scanning-partnership-program/secret-scanning-partner-program).
    ///
    /// - Throws: ``Problem`` 422 for what is no JSON or no list.
    static func gitHub(_ bytes: [UInt8]) throws(Problem) -> LeakMessage {
        let body = try BodyReader.json(bytes, isForgiving: true)
        guard case .array(let items) = body else { throw notAList(body, at: ["body"]) }
        return LeakMessage(items) { LeakPlace(.gitHub, source: $0["source"]?.text, url: $0["url"]?.text) }
    }

    /// All in the text: people report `Bearer lk_…`, whole lines and whole files.
    private static func tokens(in item: JSONValue) -> [Token] {
        guard let text = item.text ?? item["token"]?.text else { return [] }
        var scanner = TokenScanner()
        return scanner.scan(text.utf8).map(\.token)
    }

    private static func notAList(_ value: JSONValue, at place: [InputFault.Place]) -> Problem {
        Problem(faults: [InputFault(at: place, "Input should be a valid list", type: "list_type", input: value)])
    }
}
