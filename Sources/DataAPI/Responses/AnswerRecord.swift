package import Catalog
internal import Web

/// Reads answers of files, a line or a row at a time, by the same rules as the body of `POST /v1/{brand_id}/responses`.
package enum AnswerRecord {
    /// What is wrong with a record, in one sentence.
    package struct Fault: Error, Hashable, Sendable {
        package let message: String
    }

    /// - Parameter line: one JSON object.
    package static func read(json line: [UInt8]) -> Result<AnswerDraft, Fault> {
        do throws(JSONFault) {
            return read(try JSONValue.parse(line))
        } catch {
            return .failure(Fault(message: "This is no JSON: \(error.reason) at character \(error.position + 1)."))
        }
    }

    /// - Parameter cells: by the name of their column, which is that of the field. Lists and objects are JSON, though citations may also be
    ///   addresses with spaces between them. An empty cell says nothing.
    package static func read(cells: [(column: String, cell: String)]) -> Result<AnswerDraft, Fault> {
        var members: [(String, JSONValue)] = []
        for (column, cell) in cells where !cell.isEmpty {
            switch column {
            // Those of an export that the server finds by itself, as it does for an export of lines.
            case "id", "persona_name", "stage", "branded", "tags", "key_topics", "brand_present", "brand_position",
                "brand_sentiment",
                "competitors_present", "competitors":
                continue
            case "citations" where !cell.hasPrefix("["):
                let urls = cell.split(separator: " ").map { JSONValue.object([("url", .string(String($0)))]) }
                members.append((column, .array(urls)))
            case "citations", "query_fanout", "shopping_results", "evaluation":
                guard let value = try? JSONValue.parse(Array(cell.utf8)) else {
                    return .failure(Fault(message: "The cell \(column) is no JSON."))
                }
                members.append((column, value))
            default: members.append((column, .string(cell)))
            }
        }
        return read(.object(members))
    }

    private static func read(_ value: JSONValue) -> Result<AnswerDraft, Fault> {
        var faults = InputFaults()
        let kind = FieldKind<AnswerDraft>.object { AnswerDraft(reading: &$0) }
        if let draft = kind.read(value, [], &faults), faults.list.isEmpty { return .success(draft) }
        let sentences = faults.list.prefix(5).map { fault in
            let place = fault.location.map { place in
                switch place {
                case .name(let name): name
                case .index(let index): String(index)
                }
            }.joined(separator: ".")
            return place.isEmpty ? fault.message : "\(place): \(fault.message)"
        }
        return .failure(Fault(message: sentences.joined(separator: "; ") + "."))
    }
}
