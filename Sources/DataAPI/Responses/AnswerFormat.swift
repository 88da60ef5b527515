internal import APIKeys
internal import Catalog
internal import HTTPTypes
internal import NIOCore
internal import Visibility
internal import Web

/// How a list of answers is written.
enum AnswerFormat: String, CaseIterable, Sendable {
    /// The envelope of the original API.
    case json
    /// An answer a line.
    case ndjson
    /// For spreadsheets: a row each, lists within a cell as JSON.
    case csv
}

/// Writes a list of answers in pieces.
struct AnswerFormatter: Sendable {
    let format: AnswerFormat
    let brand: Brand

    var headers: HTTPFields {
        let type =
            switch format {
            case .json: "application/json"
            case .ndjson: "application/x-ndjson"
            case .csv: "text/csv; charset=utf-8"
            }
        return [.contentType: type, .xContentTypeOptions: "nosniff"]
    }

    func opening(_ page: PageRequest, total: Int) -> ByteBuffer {
        switch format {
        case .json:
            var json = JSONWriter()
            json.object { $0.envelope(page, total: total) }
            // Left open: the items come into it.
            return ByteBuffer(string: String(String(buffer: json.written()).dropLast()) + ",\"items\":[")
        case .ndjson: return ByteBuffer()
        case .csv: return ByteBuffer(string: CSVWriter.byteOrderMark + CSVWriter.record(AnswerColumn.allCases.map(\.rawValue)))
        }
    }

    func items(_ answers: [ObservedAnswer], isFirst: Bool) -> ByteBuffer {
        switch format {
        case .json:
            var json = JSONWriter(capacity: answers.count * 4096)
            json.elements(answers, isFirst: isFirst) { writer, answer in writer.object { $0.answer(answer, of: brand) } }
            return json.written()
        case .ndjson:
            var json = JSONWriter(capacity: answers.count * 4096)
            for answer in answers {
                json.object { $0.answer(answer, of: brand) }
                json.newLine()
            }
            return json.written()
        case .csv:
            var text = ""
            for answer in answers { text += CSVWriter.safeRecord(AnswerColumn.allCases.map { $0.cell(answer, brand) }) }
            return ByteBuffer(string: text)
        }
    }

    func ending(next: AnswerCursor?) -> ByteBuffer {
        guard format == .json else { return ByteBuffer() }
        let metadata = next.map { "{\"next_cursor\":\"\($0.text)\"}" } ?? "null"
        return ByteBuffer(string: "],\"metadata\":\(metadata)}")
    }
}

/// A column of the CSV form, named like the field of the JSON form.
private enum AnswerColumn: String, CaseIterable {
    case id, created_at, prompt_id, prompt, persona_id, persona_name, country, stage, branded, tags, key_topics, platform
    case search_enabled, brand_present, brand_sentiment, brand_position, competitors_present, response_text, citations,
        competitors
    case query_fanout, shopping_results

    func cell(_ answer: ObservedAnswer, _ brand: Brand) -> String {
        let observation = answer.observation
        switch self {
        case .id: return String(observation.id)
        case .created_at: return answer.createdAt.iso8601
        case .prompt_id: return String(answer.prompt.id)
        case .prompt: return answer.prompt.text
        case .persona_id: return answer.persona.map(String.init) ?? ""
        case .persona_name: return answer.personaName ?? ""
        case .country: return observation.country ?? ""
        case .stage: return answer.prompt.stageName
        case .branded: return String(answer.prompt.isBranded)
        case .tags: return list(answer.prompt.settings.tags)
        case .key_topics: return list(answer.prompt.settings.topics)
        case .platform: return observation.platform
        case .search_enabled: return String(observation.searchEnabled)
        case .brand_present: return String(observation.brand.present)
        case .brand_sentiment: return observation.brand.sentiment?.rawValue ?? ""
        case .brand_position: return observation.brand.position?.rawValue ?? ""
        case .competitors_present: return list(answer.competitorsPresent(brand))
        case .response_text: return answer.text
        case .citations: return text { $0.citations(answer) }
        case .competitors: return text { $0.competitors(answer, of: brand) }
        case .query_fanout: return answer.extras.queryFanout ?? ""
        case .shopping_results: return answer.extras.hasShopping ? answer.extras.shopping : ""
        }
    }

    /// Several values in one cell; nothing for none.
    private func list(_ values: [String]) -> String { values.isEmpty ? "" : text { $0.array(values) { $0.string($1) } } }

    private func text(_ write: (inout JSONWriter) -> Void) -> String {
        var json = JSONWriter()
        write(&json)
        let text = String(buffer: json.written())
        return text == "[]" ? "" : text
    }
}
