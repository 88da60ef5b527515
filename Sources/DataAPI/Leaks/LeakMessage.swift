internal import APIKeys
internal import Catalog
internal import Web

/// The body of a report, read. An item without a token in it is counted and left out; it never stops the others.
struct LeakMessage: Sendable {
    /// In an open report. A signed one is bounded by its size.
    static let mostItems = 1000

    let received: Int
    let reports: [LeakReport]

    private init(_ items: [JSONValue], _ report: (JSONValue) -> LeakReport?) {
        received = items.count
        reports = items.compactMap(report)
    }

    /// `{"tokens": [item, …], "source"?: text, "url"?: text}`, where an item is a token or
    /// `{"token": text, "source"?: text, "url"?: text}`. What an item does not say is taken from around the list.
    ///
    /// - Throws: ``Problem`` 422 for what is no JSON, has no such list, or one of more than ``mostItems``.
    static func open(_ bytes: [UInt8]) throws(Problem) -> LeakMessage {
        let body = try BodyReader.json(bytes)
        guard case .object = body else { throw Problem(faults: [.notAnObject(body, at: ["body"])]) }
        guard let list = body["tokens"] else {
            throw Problem(faults: [InputFault(at: ["body", "tokens"], "Field required", type: "missing", input: body)])
        }
        guard case .array(let items) = list else { throw notAList(list, at: ["body", "tokens"]) }
        guard items.count <= mostItems else {
            throw Problem(faults: [.tooLong(items.count, most: mostItems, nil, at: ["body", "tokens"])])
        }
        let (source, url) = (body["source"]?.text, body["url"]?.text)
        return LeakMessage(items) { item in
            token(in: item).map {
                LeakReport($0, at: LeakPlace(.anyone, source: item["source"]?.text ?? source, url: item["url"]?.text ?? url))
            }
        }
    }

    /// GitHub's `[{"token": text, "type": text, "url": text, "source": text}, …]`
    /// (https://docs.github.com/code-security/secret-scanning/secret-scanning-partnership-program/secret-scanning-partner-program).
    ///
    /// - Throws: ``Problem`` 422 for what is no JSON or no list.
    static func gitHub(_ bytes: [UInt8]) throws(Problem) -> LeakMessage {
        let body = try BodyReader.json(bytes)
        guard case .array(let items) = body else { throw notAList(body, at: ["body"]) }
        return LeakMessage(items) { item in
            token(in: item).map {
                LeakReport($0, at: LeakPlace(.gitHub, source: item["source"]?.text, url: item["url"]?.text))
            }
        }
    }

    /// The first token in the text: people report `Bearer lk_…` and whole lines.
    private static func token(in item: JSONValue) -> Token? {
        guard let text = item.text ?? item["token"]?.text else { return nil }
        var scanner = TokenScanner()
        return scanner.scan(text.utf8).first?.token
    }

    private static func notAList(_ value: JSONValue, at place: [InputFault.Place]) -> Problem {
        Problem(faults: [InputFault(at: place, "Input should be a valid list", type: "list_type", input: value)])
    }
}
