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
        case .ndjson, .csv: return fileOpening
        }
    }

    /// What a file of answers begins with.
    var fileOpening: ByteBuffer {
        guard format == .csv else { return ByteBuffer() }
        return ByteBuffer(string: CSVWriter.byteOrderMark + CSVWriter.record(AnswerColumn.allCases.map(\.rawValue)))
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
    case id
    case createdAt = "created_at"
    case promptID = "prompt_id"
    case prompt
    case personaID = "persona_id"
    case personaName = "persona_name"
    case country, stage, branded, tags
    case topics = "key_topics"
    case platform
    case searchEnabled = "search_enabled"
    case brandPresent = "brand_present"
    case brandSentiment = "brand_sentiment"
    case brandPosition = "brand_position"
    case competitorsPresent = "competitors_present"
    case text = "response_text"
    case citations, competitors
    case queryFanout = "query_fanout"
    case shopping = "shopping_results"

    func cell(_ answer: ObservedAnswer, _ brand: Brand) -> String {
        let observation = answer.observation
        switch self {
        case .id: return String(observation.id)
        case .createdAt: return answer.createdAt.iso8601
        case .promptID: return String(answer.prompt.id)
        case .prompt: return answer.prompt.text
        case .personaID: return answer.persona.map(String.init) ?? ""
        case .personaName: return answer.personaName ?? ""
        case .country: return observation.country ?? ""
        case .stage: return answer.prompt.stageName
        case .branded: return String(answer.prompt.isBranded)
        case .tags: return list(answer.prompt.settings.tags)
        case .topics: return list(answer.prompt.settings.topics)
        case .platform: return observation.platform
        case .searchEnabled: return String(observation.searchEnabled)
        case .brandPresent: return String(observation.brand.present)
        case .brandSentiment: return observation.brand.sentiment?.rawValue ?? ""
        case .brandPosition: return observation.brand.position?.rawValue ?? ""
        case .competitorsPresent: return list(answer.competitorsPresent(brand))
        case .text: return answer.text
        case .citations: return json { $0.citations(answer) }
        case .competitors: return json { $0.competitors(answer, of: brand) }
        case .queryFanout: return answer.extras.queryFanout ?? ""
        case .shopping: return answer.extras.hasShopping ? answer.extras.shopping : ""
        }
    }

    /// Several values in one cell; nothing for none.
    private func list(_ values: [String]) -> String { values.isEmpty ? "" : json { $0.array(values) { $0.string($1) } } }

    private func json(_ write: (inout JSONWriter) -> Void) -> String {
        var writer = JSONWriter()
        write(&writer)
        let text = String(buffer: writer.written())
        return text == "[]" ? "" : text
    }
}
