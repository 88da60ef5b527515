import Testing
import Web

@testable import Dashboard

@Suite("The API reference")
struct ReferenceTests {
    static let document = APIDocument(
        (try? JSONValue.parse(
            Array(
                #"""
                {"info": {"title": "T", "description": "One `a\"b` line.\nThe same.\n\nAnother."},
                 "tags": [{"name": "Two words", "description": ""}],
                 "paths": {"/v1/things/{thing_id}": {
                  "parameters": [{"name": "thing_id", "in": "path", "required": true, "schema": {"type": "integer"}, "example": 7}],
                  "put": {"operationId": "putThing", "tags": ["Two words"], "summary": "Puts", "description": "Needs `configure`.",
                   "security": [{"APIKey": ["query"]}, {"APIKey": ["configure"]}],
                   "parameters": [{"name": "why", "in": "query", "required": true, "schema": {"type": "string"}, "example": "a b"}],
                   "requestBody": {"required": true, "content": {"application/json": {
                    "schema": {"$ref": "#/components/schemas/Thing"}, "example": {"name": "it's"}}}},
                   "responses": {"200": {"description": "Done."},
                    "409": {"description": "No.", "content": {"application/json": {"schema": {"allOf": [
                     {"type": "object"}, {"properties": {"code": {"enum": ["taken", "gone"]}}}]}}}}}}}},
                 "components": {"schemas": {"Thing": {"type": "object", "required": ["name"], "properties": {
                  "name": {"type": "string", "minLength": 1, "maxLength": 9, "description": "Its name."},
                  "kind": {"type": ["string", "null"], "enum": ["x", "y", null], "default": "x"},
                  "parts": {"type": "array", "minItems": 1, "items": {"$ref": "#/components/schemas/Part"}},
                  "again": {"$ref": "#/components/schemas/Thing"}}},
                 "Part": {"type": "object", "required": ["at"], "properties": {
                  "at": {"type": "string", "format": "date-time"}}}}}}
                """#.utf8))) ?? .null)

    private var operation: OperationView {
        get throws { OperationView(try #require(Self.document.operations.first), in: Self.document) }
    }

    @Test("A body is a table of its members, those within lists and objects too, and a loop in it ends")
    func fields() throws {
        let fields = try #require(try operation.body.first).fields
        #expect(Array(fields.map(\.name).prefix(5)) == ["name", "kind", "parts", "parts[].at", "again"])
        #expect(Array(fields.map(\.type).prefix(5)) == ["string", "string or null", "list of objects", "time", "object"])
        #expect(Array(fields.map(\.isRequired).prefix(5)) == [true, false, false, true, false])
        #expect(fields.count < 20)
        #expect(fields[0].rule.map(\.text) == ["1 to 9 characters"])
        #expect(fields[1].rule.map(\.text) == ["one of ", "x", ", ", "y", "; ", "\"x\"", " when left out"])
        #expect(fields[2].rule.map(\.text) == ["at least 1 item"])
    }

    @Test("A request can be pasted: its path and query are filled in, and quotes in its body do not end it")
    func curl() throws {
        #expect(
            try operation.request == #"""
                curl -X PUT -H "Authorization: Bearer $LATCHKEY_KEY" \
                  "$LATCHKEY_URL/v1/things/7?why=a%20b" \
                  -H "Content-Type: application/json" \
                  -d '{"name": "it'\''s"}'
                """#)
    }

    @Test("Who may call it, what it refuses and with which codes")
    func refusals() throws {
        let operation = try operation
        #expect(operation.access.map(\.text) == ["query", " or ", "configure"])
        #expect(operation.answers.map(\.status) == ["200"])
        #expect(operation.refusals.map(\.refusedWith) == ["409"])
        #expect(operation.refusals[0].codes == ["taken", "gone"])
    }

    @Test("Paragraphs and code in the words of the document")
    func prose() {
        let paragraphs = Prose(Self.document.description).paragraphs
        #expect(paragraphs.map { $0.spans.map(\.text).joined() } == ["One a\"b line. The same.", "Another."])
        #expect(paragraphs[0].spans.map(\.isCode) == [false, true, false])
    }

    @Test("JSON stands on one line where it fits, and is broken where it does not")
    func json() throws {
        let long = String(repeating: "x", count: 60)
        let value = try JSONValue.parse(Array(#"{"a": [1, true, null], "b": ["\#(long)", {}]}"#.utf8))
        #expect(
            JSONText(value).text == """
                {
                  "a": [1, true, null],
                  "b": ["\(long)", {}]
                }
                """)
        #expect(JSONText(.object([])).text == "{}")
    }
}
