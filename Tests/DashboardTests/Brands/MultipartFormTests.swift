import NIOCore
import Testing

@testable import Dashboard

@Suite("Forms with files")
struct MultipartFormTests {
    private static let boundary = "----WebKitFormBoundary7MA4YWxkTrZu0gW"

    private static func body(_ parts: [(head: String, text: String)], end: String = "--\r\n") -> [UInt8] {
        Array((parts.map { "--\(boundary)\r\n\($0.head)\r\n\r\n\($0.text)\r\n" }.joined() + "--\(boundary)\(end)").utf8)
    }

    @Test("Fields and files are told apart, and kept byte by byte")
    func fieldsAndFiles() throws {
        let text = "text\r\n\"a,\r\n--b\"\r\n"
        let body = Self.body([
            (#"Content-Disposition: form-data; name="form_token""#, "abc"),
            ("Content-Disposition: form-data; name=\"file\"; filename=\"a;b.csv\"\r\nContent-Type: text/csv", text),
            (#"content-disposition: form-data; name=sheet"#, ""),
        ])
        let fields = FormFields(try #require(MultipartForm(body, boundary: Self.boundary)))
        #expect(fields["form_token"] == "abc")
        #expect(fields.file("file") == Array(text.utf8))
        #expect(fields["file"] == "")
        #expect(fields["sheet"] == "" && fields.file("sheet") == nil)
    }

    @Test("A file that nobody chose is none")
    func noFile() throws {
        let body = Self.body([(#"Content-Disposition: form-data; name="file"; filename="""#, "")])
        let form = try #require(MultipartForm(body, boundary: Self.boundary))
        #expect(FormFields(form).file("file") == nil)
    }

    @Test(
        "A body that breaks off is no form",
        arguments: [
            "", "--", "--\(boundary)", "--\(boundary)\r\n",
            "--\(boundary)\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\nx",
            "x--\(boundary)--\r\n", "--other--\r\n",
        ])
    func broken(body: String) { #expect(MultipartForm(Array(body.utf8), boundary: Self.boundary) == nil) }

    @Test("A form has an end to its fields")
    func tooMany() {
        let part = (#"Content-Disposition: form-data; name="a""#, "")
        #expect(MultipartForm(Self.body(Array(repeating: part, count: MultipartForm.mostParts)), boundary: Self.boundary) != nil)
        #expect(
            MultipartForm(Self.body(Array(repeating: part, count: MultipartForm.mostParts + 1)), boundary: Self.boundary) == nil)
    }

    @Test(
        "The boundary is read from the content type",
        arguments: [
            ("multipart/form-data; boundary=abc", "abc"), ("Multipart/Form-Data; charset=utf-8; boundary=\"a b\"", "a b"),
            ("multipart/form-data", ""), ("application/x-www-form-urlencoded", nil), (nil, nil),
        ] as [(String?, String?)])
    func boundaries(type: String?, boundary: String?) { #expect(MultipartForm.boundary(of: type) == boundary) }
}
