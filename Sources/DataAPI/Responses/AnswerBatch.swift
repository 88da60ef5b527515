internal import Catalog
internal import HTTPTypes
internal import Hummingbird
internal import NIOCore
internal import Web

/// The body of `POST /v1/{brand_id}/responses`: one answer, a list of them, or NDJSON (a line each).
struct AnswerBatch: Sendable {
    static let mostAnswers = 10_000
    /// Ten thousand answers are a lot of text.
    static let bodyLimit = 64 * 1024 * 1024

    let drafts: [AnswerDraft]
    private let shape: Shape

    /// How the answers were sent, and so how a fault is placed.
    private enum Shape { case one, list, lines }

    /// - Parameter contentType: NDJSON where it says so; JSON otherwise.
    /// - Throws: ``Problem`` 422 with everything that is wrong, each fault at its answer.
    init(reading body: ByteBuffer, contentType: String?) throws {
        var reader = AnswerReader()
        let bytes = Array(body.readableBytesView)
        let type = (contentType ?? "").prefix { $0 != ";" }.lowercased()
        if type.hasSuffix("ndjson") || type.hasSuffix("jsonl") || type.hasSuffix("jsonlines") || type.hasSuffix("json-seq") {
            shape = .lines
            try reader.readLines(bytes)
        } else {
            let bytes = BodyReader.withoutMark(bytes)
            let isList = bytes.first { ![0x20, 0x09, 0x0A, 0x0D].contains($0) } == UInt8(ascii: "[")
            shape = isList ? .list : .one
            try isList ? reader.readList(bytes) : reader.readOne(bytes)
        }
        drafts = try reader.checked()
    }

    /// What the catalog found to be wrong, in the places of the body.
    func problem(_ faults: AnswerFaults) -> Problem {
        Problem(
            faults: faults.list.map { fault in
                let place: [InputFault.Place] = shape == .one ? ["body"] : ["body", .index(fault.index)]
                return InputFault(at: place + InputFault.Place.path(fault.field), fault.message, type: "value_error")
            })
    }
}

/// Reads answers one after the other, so that the JSON of only one is in memory beside the body.
private struct AnswerReader {
    private var drafts: [AnswerDraft] = []
    private var faults = InputFaults()
    private var count = 0

    mutating func readOne(_ bytes: [UInt8]) throws {
        guard !bytes.isEmpty else {
            throw Problem(faults: [InputFault(at: ["body"], "Field required", type: "missing", input: .null)])
        }
        take(try BodyReader.json(bytes), at: ["body"])
    }

    mutating func readList(_ bytes: [UInt8]) throws {
        do throws(JSONFault) {
            try JSONValue.parseList(bytes) { value in take(value, at: ["body", .index(count)]) }
        } catch {
            throw Problem(faults: [InputFault(error, at: ["body"])])
        }
    }

    /// Empty lines are none. A line that is no JSON is a fault of its own, at the number of the answer that it should be.
    mutating func readLines(_ bytes: [UInt8]) throws {
        var rest = bytes[...]
        while !rest.isEmpty {
            let end = rest.firstIndex(of: UInt8(ascii: "\n")) ?? rest.endIndex
            let line = rest[..<end]
            rest = rest[min(end + 1, rest.endIndex)...]
            guard line.contains(where: { $0 != 0x0D && $0 != 0x20 && $0 != 0x09 }) else { continue }
            do throws(JSONFault) {
                take(try JSONValue.parse(Array(line)), at: ["body", .index(count)])
            } catch {
                faults.add(InputFault(error, at: ["body", .index(count)]))
                count += 1
            }
        }
    }

    private mutating func take(_ value: JSONValue, at place: [InputFault.Place]) {
        count += 1
        // Those beyond are counted, and no more.
        guard count <= AnswerBatch.mostAnswers else { return }
        let kind = FieldKind<AnswerDraft>.object { AnswerDraft(reading: &$0) }
        if let draft = kind.read(value, place, &faults) { drafts.append(draft) }
    }

    func checked() throws(Problem) -> [AnswerDraft] {
        guard count <= AnswerBatch.mostAnswers else {
            throw Problem(faults: [.tooLong(count, most: AnswerBatch.mostAnswers, nil, at: ["body"])])
        }
        if !faults.list.isEmpty { throw Problem(faults: faults.list) }
        return drafts
    }
}
