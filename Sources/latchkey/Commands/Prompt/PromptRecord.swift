internal import Catalog
internal import Foundation

/// A prompt in a file of JSON, by the names that the API has for it. Other members are passed over.
struct PromptRecord: Codable {
    let text: String
    let stage: String?
    /// By name or id, as a text or a number.
    let persona: String?
    let tags: [String]?
    let topics: [String]?
    let platforms: [String]?
    let language: String?
    let favorite: Bool?
    let status: Status?

    enum Status: String, Codable { case active, archived }

    private enum InputKey: String, CodingKey {
        case text, stage, persona, tags, topics, platforms, language, favorite, status
        case personaID = "persona_id"
        case keyTopics = "key_topics"
    }

    init(from decoder: any Decoder) throws {
        let record = try decoder.container(keyedBy: InputKey.self)
        text = try record.decode(String.self, forKey: .text)
        stage = try record.decodeIfPresent(String.self, forKey: .stage)
        persona = try Self.persona(.persona, in: record) ?? Self.persona(.personaID, in: record)
        tags = try record.decodeIfPresent([String].self, forKey: .tags)
        topics =
            try record.decodeIfPresent([String].self, forKey: .keyTopics)
            ?? record.decodeIfPresent([String].self, forKey: .topics)
        platforms = try record.decodeIfPresent([String].self, forKey: .platforms)
        language = try record.decodeIfPresent(String.self, forKey: .language)
        favorite = try record.decodeIfPresent(Bool.self, forKey: .favorite)
        status = try record.decodeIfPresent(Status.self, forKey: .status)
    }

    private static func persona(_ key: InputKey, in record: KeyedDecodingContainer<InputKey>) throws -> String? {
        if let id = try? record.decodeIfPresent(Int.self, forKey: key) { return String(id) }
        return try record.decodeIfPresent(String.self, forKey: key)
    }

    /// - Parameter brand: whose prompt it is.
    init(_ prompt: Prompt, of brand: Brand) {
        text = prompt.text
        stage = prompt.stageName
        persona = prompt.settings.persona.map { PromptSheet.persona($0, of: brand) }
        tags = prompt.settings.tags
        topics = prompt.settings.topics
        platforms = prompt.settings.platforms.map(\.rawValue)
        language = prompt.language
        favorite = prompt.settings.isFavorite
        status = prompt.isArchived ? .archived : .active
    }

    func row(_ line: Int) -> PromptRow {
        var row = PromptRow(line: line)
        row.text = text
        row.stage = stage
        row.persona = persona
        row.tags = tags
        row.topics = topics
        row.platforms = platforms
        row.language = language
        row.isFavorite = favorite
        row.isArchived = status == .archived
        return row
    }
}

// MARK: Files

extension PromptRecord {
    /// A whole document: a list of prompts, or an object that has one under `prompts`. Rows are counted from 1.
    static func rows(document bytes: [UInt8]) throws(LineFault) -> [Result<PromptRow, LineFault>] {
        do {
            return try JSONDecoder().decode(Document.self, from: Data(bytes)).elements.enumerated().map { index, element in
                element.row(index + 1)
            }
        } catch {
            throw LineFault(line: 1, words(error, Data(bytes)))
        }
    }

    /// A prompt on each line. Empty lines are none.
    static func rows(lines bytes: [UInt8]) -> some Sequence<Result<PromptRow, LineFault>> {
        bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false).enumerated().lazy
            .filter { !$0.element.allSatisfy { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\r") || $0 == UInt8(ascii: "\t") } }
            .map { index, line in
                do {
                    return try JSONDecoder().decode(Element.self, from: Data(line)).row(index + 1)
                } catch {
                    return .failure(LineFault(line: index + 1, words(error, Data(line))))
                }
            }
    }

    private struct Document: Decodable {
        let elements: [Element]

        private enum Key: CodingKey { case prompts }

        init(from decoder: any Decoder) throws {
            if let list = try? decoder.singleValueContainer().decode([Element].self) {
                elements = list
            } else {
                elements = try decoder.container(keyedBy: Key.self).decode([Element].self, forKey: .prompts)
            }
        }
    }

    /// One that is faulty does not hide the others.
    private struct Element: Decodable {
        let record: Result<PromptRecord, any Error>

        init(from decoder: any Decoder) throws { record = Result { try PromptRecord(from: decoder) } }

        func row(_ line: Int) -> Result<PromptRow, LineFault> {
            record.map { $0.row(line) }.mapError { LineFault(line: line, words($0)) }
        }
    }

    /// - Parameter data: what could not be decoded, where all of it is known.
    private static func words(_ error: any Error, _ data: Data? = nil) -> String {
        guard let error = error as? DecodingError else { return "This cannot be read: \(error.localizedDescription)" }
        func field(_ path: [any CodingKey]) -> String {
            path.reversed().first { $0.intValue == nil }.map { "\($0.stringValue): " } ?? ""
        }
        switch error {
        case .keyNotFound(let key, _): return "\(key.stringValue) is missing."
        case .typeMismatch(let type, let context), .valueNotFound(let type, let context):
            return "\(field(context.codingPath))this is not \(kind(type)), which stands here."
        case .dataCorrupted(let context):
            if context.codingPath.isEmpty, let data { return "This is not JSON. \(reason(data))" }
            return field(context.codingPath) + context.debugDescription
        @unknown default: return "This cannot be read."
        }
    }

    /// The decoder does not say where it stopped; the older reader does.
    private static func reason(_ data: Data) -> String {
        do {
            _ = try JSONSerialization.jsonObject(with: data, options: .fragmentsAllowed)
            return ""
        } catch {
            return (error as NSError).userInfo["NSDebugDescription"] as? String ?? ""
        }
    }

    private static func kind(_ type: Any.Type) -> String {
        switch type {
        case is String.Type: "a text"
        case is Bool.Type: "true or false"
        case is [Any].Type, is [String].Type: "a list of texts"
        default: "an object"
        }
    }
}
