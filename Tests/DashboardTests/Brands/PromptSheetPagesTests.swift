import Catalog
import HTTPTypes
import HummingbirdTesting
import Testing

@testable import Dashboard

@Suite("Prompts as CSV, in and out")
struct PromptSheetPagesTests {
    @Test("A file is shown before it is written, and written as it was shown")
    func imported() async throws {
        let scene = try await BrandScene()
        let address = "\(scene.path)/prompts/import"
        let csv = "text,stage,tags,colour\r\none,Advice,a|b,red\r\n\"two\r\nlines\",,,\r\nthree,Nowhere,,\r\n"
        try await scene.site.run { client in
            let preview = try await client.upload(address, scene.editor, [("sheet", "")], file: Array(csv.utf8))
            #expect(preview.status == .ok)
            #expect(preview.text.contains("2 prompts will be added."))
            #expect(preview.text.contains("<strong>Line 5:</strong> This brand has no stage"))
            #expect(preview.text.contains("Passed over, since they mean nothing here: colour."))
            #expect(try await scene.all().isEmpty)
            let sheet = csv.replacing("\r\n", with: "\n")
            #expect(preview.text.contains("value=\"\(sheet.replacing("\"", with: "&quot;"))\""))
            // A browser sends line ends as CR LF.
            let written = try await client.upload(address, scene.editor, [("sheet", csv), ("confirmed", "2.1")])
            #expect(written.status == .seeOther)
        }
        #expect(try await scene.all().map(\.text) == ["one", "two\nlines"])
        #expect(try await scene.all().first?.settings.tags == ["a", "b"])
    }

    @Test("When something changed since the file was shown, it is shown again and not written")
    func changedMeanwhile() async throws {
        let scene = try await BrandScene()
        let csv = "text,stage\none,Advice\ntwo,\n"
        try await scene.change { patch in
            patch.stages = BrandState(scene.site.fabrikam).stages.filter { $0.content.name != "Advice" }
        }
        try await scene.site.run { client in
            let again = try await client.upload(
                "\(scene.path)/prompts/import", scene.editor, [("sheet", csv), ("confirmed", "2.0")])
            #expect(again.text.contains("Something changed since you looked"))
        }
        #expect(try await scene.all().isEmpty)
    }

    @Test(
        "What cannot be read is refused with a reason",
        arguments: [
            (Array("".utf8), "There is no prompt in it."), ([0xFF, 0xFE, 0x61, 0x00], "UTF-16"),
            (Array("caf".utf8) + [0xE9, 0x0A], "not UTF-8"),
            (Array("text,text\na,b".utf8), "twice"), (Array("stage\nAdvice".utf8), "no column text"),
        ])
    func unreadable(file: [UInt8], said: String) async throws {
        let scene = try await BrandScene()
        try await scene.site.run { client in
            let response = try await client.upload("\(scene.path)/prompts/import", scene.editor, [("sheet", "")], file: file)
            #expect(response.status == .unprocessableContent)
            #expect(response.text.contains(said))
        }
    }

    @Test("There is an end to what can be sent")
    func tooMuch() async throws {
        let scene = try await BrandScene()
        let address = "\(scene.path)/prompts/import"
        try await scene.site.run { client in
            let rows = try await client.upload(
                address, scene.editor, [], file: Array(String(repeating: "a\n", count: PromptSheetLimits.rows + 1).utf8))
            #expect(rows.status == .unprocessableContent && rows.text.contains("more than 10,000 rows"))
            let huge = try await client.upload(
                address, scene.editor, [], file: [UInt8](repeating: UInt8(ascii: "a"), count: PromptSheetLimits.body + 1))
            #expect(huge.status == .contentTooLarge)
        }
    }

    @Test("An uploaded form without its token is refused")
    func token() async throws {
        let scene = try await BrandScene()
        try await scene.site.run { client in
            let forged = Browser(cookie: scene.editor.cookie, formToken: "x")
            let response = try await client.upload("\(scene.path)/prompts/import", forged, [("sheet", "one")])
            #expect(response.status == .forbidden)
        }
    }

    @Test("What is exported can be imported, and a formula in it is text")
    func roundTrip() async throws {
        let scene = try await BrandScene()
        let texts = ["=HYPERLINK(\"http://evil.example\")", "a, b\nc", "+1", "plain", "'quoted"]
        for text in texts { try await scene.prompt(text, stage: "Advice", tags: ["x|y", "@z"]) }
        try await scene.site.run { client in
            let file = try await client.get("\(scene.path)/prompts/export.csv", scene.viewer)
            #expect(file.headers[.contentType] == "text/csv; charset=utf-8")
            #expect(file.headers[.contentDisposition]?.hasPrefix("attachment") == true)
            #expect(file.headers[.cacheControl] == "no-store")
            #expect(!file.text.contains("\n=") && !file.text.contains(",="))
            let tailspin = "/o/northwind-agency/brands/\(scene.site.tailspin.id)/prompts/import"
            let fields = [("sheet", file.text), ("confirmed", "5.0")]
            #expect(try await client.upload(tailspin, scene.editor, fields).status == .seeOther)
        }
        let copies = try await scene.prompts.list(PromptQuery(), of: scene.site.tailspin)
        #expect(copies.map(\.text) == texts)
        #expect(copies.allSatisfy { $0.settings.tags == ["x|y", "@z"] && $0.stageName == "Advice" })
    }

    @Test("The export gives what the filter shows, however much it is")
    func exportFilters() async throws {
        let scene = try await BrandScene()
        for number in 0..<3 { try await scene.prompt("prompt \(number)") }
        try await scene.site.run { client in
            let file = try await client.get("\(scene.path)/prompts/export.csv?q=prompt+1", scene.viewer).text
            #expect(file.contains("prompt 1") && !file.contains("prompt 2"))
        }
    }
}
